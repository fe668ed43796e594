// Files that a project names: those that services take their environment from, and those that hold secrets.
import { resolvePath } from '../text/uri';
import { booleanOf, itemsOf, type Project, type Service, textOf, valueAt, valueOf } from './model';
import type { Node } from './node';

export interface NamedFile {
  /** Where the path is written. */
  readonly node: Node;
  readonly path: string;
  readonly uri: string;
  /** Compose does not start without it. */
  readonly isRequired: boolean;
}

/** Those whose path is known, from the folder of the project. `~` and drives are other places. */
export const environmentFiles = (service: Service, folder: string): readonly NamedFile[] =>
  itemsOf(valueOf(service, 'env_file')).flatMap((item) => {
    const node = item.kind === 'mapping' ? valueAt(item, 'path') : item;
    const required = valueAt(item, 'required');
    return fileAt(node, folder, required === undefined || booleanOf(required) === true);
  });

/** By the name of the secret. */
export const secretFiles = (project: Project, folder: string): ReadonlyMap<string, NamedFile> =>
  new Map(
    [...project.secrets].flatMap(([name, secret]) =>
      fileAt(valueAt(secret, 'file'), folder, true).map((file): [string, NamedFile] => [name, file]),
    ),
  );

function fileAt(node: Node | undefined, folder: string, isRequired: boolean): NamedFile[] {
  const path = textOf(node);
  if (!node || path === undefined || path === '' || /^~|^[a-z]:|\\|\$/i.test(path)) return [];
  const uri = resolvePath(folder, path);
  return uri === undefined ? [] : [{ node, path, uri, isRequired }];
}

const EXAMPLE =
  /(?:^|[._-])(?:example|sample|template|tmpl|tpl|dist|defaults?|schema|enc|encrypted|sops|age)(?:[._-]|$)/i;
/** For a machine on which nothing is kept: what stands in it protects nothing. */
const TRIAL = /(?:^|[._-])(?:dev|devel|development|test|tests|testing|ci|demo|dummy|fake)(?:[._-]|$)/i;

const nameOf = ({ path }: NamedFile): string => path.slice(path.lastIndexOf('/') + 1);

/** Made to be copied and filled in, or encrypted. */
export const isExample = (file: NamedFile): boolean => EXAMPLE.test(nameOf(file));

export const isTrial = (file: NamedFile): boolean => TRIAL.test(file.path.replaceAll('/', '.'));
