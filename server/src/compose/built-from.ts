// The Dockerfile that a service is built from, as far as files say it.
import { type Dockerfile, dockerfileOf } from '../dockerfile/model';
import { readDockerfile } from '../dockerfile/read';
import type { PlacedStage } from '../dockerfile/stages';
import type { Files } from '../text/files';
import { Memo } from '../text/memo';
import { parentUri, resolvePath } from '../text/uri';
import { type Build, buildOf } from './build';
import { type Service, valueAt } from './model';
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

/** Where a service's Dockerfile is, and what was read there the last time. */
interface Place {
  readonly named: NamedDockerfile;
  text: string | undefined;
  built: BuiltFrom | undefined;
}

const places = new WeakMap<Service, Place | 'nowhere'>();

/** Undefined also where the file can't be read (yet), and where a variable decides which stage it is. */
export function builtFrom(service: Service, projectUri: string, files: Files): BuiltFrom | undefined {
  const place = places.get(service) ?? placeOf(service, projectUri);
  places.set(service, place);
  if (place === 'nowhere') return undefined;
  const answer = files.read(place.named.uri);
  if (answer.kind !== 'text') return undefined;
  if (place.text !== answer.text) {
    place.text = answer.text;
    place.built = builtAt(place.named, answer.text);
  }
  return place.built;
}

function placeOf(service: Service, projectUri: string): Place | 'nowhere' {
  const named = namedDockerfile(service, projectUri);
  if (!named || (named.build.target === undefined && valueAt(named.build.node, 'target'))) return 'nowhere';
  return { named, text: undefined, built: undefined };
}

function builtAt({ uri, context, build: { target, node } }: NamedDockerfile, text: string): BuiltFrom | undefined {
  const file = dockerfileIn(text);
  const placed =
    target === undefined ? file.stages.at(-1) : file.stages.find(({ stage }) => stage.name === target.toLowerCase());
  return placed && !file.problem ? { uri, file, context, placed, node } : undefined;
}

function dockerfileIn(text: string): Dockerfile {
  const read = known.get(text) ?? dockerfileOf(readDockerfile(text));
  known.set(text, read);
  return read;
}
