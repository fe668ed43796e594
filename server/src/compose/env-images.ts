// Images whose whole reference a variable holds that `.env` says: a digest goes there. Only where the variable means images and
// nothing else, in all that is loaded together.
import type { ImageUse } from '../dockerfile/image-uses';
import { type ImageReference, parseImageReference } from '../image/reference';
import { parentUri, resolvePath } from '../text/uri';
import { buildOf } from './build';
import { namedValuesOf } from './entries';
import { envValues } from './env-values';
import { type Project, type Service, textOf, valueAt, valueOf } from './model';
import type { Node, Scalar } from './node';
import { isNull } from './nodes';

export interface EnvImages {
  readonly uri: string;
  readonly text: string;
  /** By variable: the place in `.env`. */
  readonly uses: ReadonlyMap<string, ImageUse>;
  /** Variables that mean something else as well. */
  readonly otherwise: ReadonlySet<string>;
}

/** `$NAME`, `${NAME}`, `${NAME:-default}` or `${NAME:?why}`, and nothing else. */
const WHOLE = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?[-?][^${}]*)?\})$/;

/** The variable that an image is. */
export function variableOf({ written }: Scalar): string | undefined {
  const [, plain, braced] = WHOLE.exec(written) ?? [];
  return plain ?? braced;
}

/** Undefined without a `.env`. */
export function envImages(project: Project): EnvImages | undefined {
  const { environment } = project;
  if (!environment) return undefined;
  const said = envValues(environment.text);
  const uses = new Map<string, ImageUse>();
  for (const service of project.all.values()) {
    const image = imageOf(service);
    const name = image && variableOf(image);
    const value = name === undefined ? undefined : said.get(name);
    const reference = value && parseImageReference(value.value);
    if (!value || !reference || name === undefined || image?.text !== value.value) continue;
    uses.set(name, useIn(reference, value.range));
  }
  return { ...environment, uses, otherwise: otherUses(project) };
}

const useIn = (reference: ImageReference, range: ImageUse['range']): ImageUse => ({
  reference,
  range,
  user: 'base',
  instruction: 'image',
  namedAt: [range],
});

function imageOf(service: Service): Scalar | undefined {
  const image = valueOf(service, 'image');
  return image?.kind === 'scalar' ? image : undefined;
}

/** Variables that are read anywhere but as the image of a service that is pulled. */
function otherUses(project: Project): ReadonlySet<string> {
  const names = new Set<string>();
  const read = (node: Node, isImage: boolean): void => {
    if (node.kind === 'mapping') for (const value of node.entries.values()) read(value, false);
    else if (node.kind === 'sequence') for (const item of node.items) read(item, false);
    else if (!isImage || variableOf(node) === undefined) {
      for (const [, name = ''] of node.written.matchAll(/\$\{?([A-Za-z_]\w*)/g)) names.add(name);
    }
  };
  for (const service of project.all.values()) {
    const isPulled = !valueOf(service, 'build');
    for (const [key, node] of service.body.entries) read(node, key === 'image' && isPulled);
    for (const name of passedThrough(service)) names.add(name);
    if (isGivenFile(service, project))
      for (const name of envValues(project.environment?.text ?? '').keys()) names.add(name);
  }
  for (const nodes of [project.networks, project.volumes, project.secrets, project.configs, project.rest]) {
    for (const node of nodes.values()) {
      read(node, false);
      const taken = textOf(valueAt(node, 'environment'));
      if (taken !== undefined) names.add(taken);
    }
  }
  return names;
}

/** Variables that a service, or its build, is handed under their own names. */
const passedThrough = (service: Service): readonly string[] =>
  [...namedValuesOf(valueOf(service, 'environment')), ...(buildOf(service)?.args ?? [])].flatMap(
    ({ name, isPassedThrough }) => (isPassedThrough ? [name] : []),
  );

/** The service is given all of `.env`, or a file that is not known. */
function isGivenFile(service: Service, { uri, environment }: Project): boolean {
  const given = valueOf(service, 'env_file');
  if (given === undefined || isNull(given)) return false;
  const folder = parentUri(uri);
  const items = given.kind === 'sequence' ? given.items : [given];
  return items.some((item) => {
    const path = textOf(item.kind === 'mapping' ? item.entries.get('path') : item);
    const target = path === undefined || folder === undefined ? undefined : resolvePath(folder, path);
    return target === undefined || target === environment?.uri;
  });
}
