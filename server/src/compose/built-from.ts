// The Dockerfile that a service is built from, as far as files say it.
import { type Dockerfile, dockerfileOf } from '../dockerfile/model';
import { readDockerfile } from '../dockerfile/read';
import type { PlacedStage } from '../dockerfile/stages';
import type { Files } from '../text/files';
import { Memo } from '../text/memo';
import { parentUri, resolvePath } from '../text/uri';
import { type Build, buildOf } from './build';
import type { Service } from './model';
import type { Node } from './node';

export interface BuiltFrom {
  /** Of the Dockerfile. */
  readonly uri: string;
  readonly file: Dockerfile;
  /** The folder that the build may copy from. */
  readonly context: string;
  /** The stage that is built: the one that `target` names, or the last. */
  readonly placed: PlacedStage;
  /** `build` in the service. */
  readonly node: Node;
}

const KEPT_CHARACTERS = 200_000;
const known = new Memo<Dockerfile>(KEPT_CHARACTERS);

export interface NamedDockerfile {
  readonly uri: string;
  readonly context: string;
  readonly build: Build;
}

/** Where it would be. Undefined where nothing is built, where it is written in place, and where its folder is elsewhere or unknown. */
export function namedDockerfile(service: Service, projectUri: string): NamedDockerfile | undefined {
  const build = buildOf(service);
  const folder = parentUri(projectUri);
  if (!build || folder === undefined || build.context === undefined || build.dockerfile === undefined) return undefined;
  if (/^[a-z]+:\/\/|^git@|^~/.test(build.context)) return undefined;
  const context = resolvePath(folder, build.context);
  const uri = context && resolvePath(context, build.dockerfile);
  return context && uri ? { uri, context, build } : undefined;
}

/** Undefined also where the file can't be read (yet). */
export function builtFrom(service: Service, projectUri: string, files: Files): BuiltFrom | undefined {
  const named = namedDockerfile(service, projectUri);
  if (!named) return undefined;
  const answer = files.read(named.uri);
  if (answer.kind !== 'text') return undefined;
  const { uri, context, build } = named;
  const file = dockerfileIn(answer.text);
  const placed =
    build.target === undefined
      ? file.stages.at(-1)
      : file.stages.find(({ stage }) => stage.name === build.target?.toLowerCase());
  return placed && !file.problem ? { uri, file, context, placed, node: build.node } : undefined;
}

function dockerfileIn(text: string): Dockerfile {
  const read = known.get(text) ?? dockerfileOf(readDockerfile(text));
  known.set(text, read);
  return read;
}
