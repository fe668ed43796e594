// The Dockerfiles that services are built from, with the texts that name them.
import type { Range } from '../text/range';
import { shiftRange } from '../text/range';
import { namedDockerfile } from './built-from';
import { type Project, textOf, valueAt } from './model';
import { isOwn, placeOf } from './place';

export interface DockerfileLink {
  readonly range: Range;
  /** Of the Dockerfile, which may not be there. */
  readonly uri: string;
}

/** Only what a service writes itself: its `dockerfile`, or the folder where that says nothing. */
export function dockerfileLinks(project: Project): DockerfileLink[] {
  return project.services.flatMap(({ line, service }) => {
    const named = namedDockerfile(service, project.uri);
    if (!named) return [];
    const { node } = named.build;
    const text = valueAt(node, 'dockerfile') ?? valueAt(node, 'context') ?? node;
    if (textOf(text) === undefined || !isOwn(service, text)) return [];
    return [{ range: shiftRange(placeOf(service, text), line), uri: named.uri }];
  });
}
