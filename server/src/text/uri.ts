// URIs of files, spelt the way VS Code does, so that the same file has the same URI wherever it comes from.

const KEPT_BY_JAVASCRIPT = /[!'()*]/g;
const TO_ENCODE = /[^\w.~-]/;
/** What is no Unicode in a JavaScript string. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A name as a part of a URI's path. */
export const encodeName = (name: string): string =>
  TO_ENCODE.test(name)
    ? encodeURIComponent(name.replace(LONE_SURROGATE, '\ufffd')).replace(
        KEPT_BY_JAVASCRIPT,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      )
    : name;

const withSlash = (folder: string): string => (folder.endsWith('/') ? folder : `${folder}/`);

export const childUri = (folder: string, name: string): string => withSlash(folder) + encodeName(name);

const DRIVE = /^file:\/\/\/[a-z](?:%3a|:)$/i;
const LONGEST_DRIVE = 'file:///c%3a'.length;
const isDrive = (uri: string): boolean => uri.length <= LONGEST_DRIVE && DRIVE.test(uri);

/** The folder that a file or folder is in; undefined for a root. A drive's root ends in a slash: `c:` alone is another place. */
export function parentUri(uri: string): string | undefined {
  const path = uri.endsWith('/') ? uri.slice(0, -1) : uri;
  if (isDrive(path)) return undefined;
  const root = uri.indexOf('//') + 2;
  const slash = path.lastIndexOf('/');
  if (slash < root) return undefined;
  const parent = path.slice(0, slash);
  return parent.length <= root || parent.indexOf('/', root) < 0 || isDrive(parent) ? `${parent}/` : parent;
}

/** The path from a folder to what is in it, still encoded; '' for the folder itself, undefined for what is not in it. */
export function pathWithin(uri: string, folder: string): string | undefined {
  if (uri === folder || `${uri}/` === folder) return '';
  const start = withSlash(folder);
  return uri.startsWith(start) ? uri.slice(start.length) : undefined;
}

/** A URI's path decoded: names apart by slashes. */
export const decodePath = (path: string): string =>
  path.includes('%') ? path.split('/').map(decodeName).join('/') : path;

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * Where a path leads that a file in `folder` names: slashes apart, `.` and `..` taken out. An absolute one leads from the root
 * of the same place. Undefined where it climbs above the root.
 */
export function resolvePath(folder: string, path: string): string | undefined {
  let uri: string | undefined = path.startsWith('/') ? rootUri(folder) : folder;
  for (const name of path.split('/')) {
    if (uri === undefined) return undefined;
    if (name === '' || name === '.') continue;
    uri = name === '..' ? parentUri(uri) : childUri(uri, name);
  }
  return uri;
}

/** The topmost folder of the place that a file is in. */
export function rootUri(uri: string): string {
  const parent = parentUri(uri);
  return parent === undefined ? uri : rootUri(parent);
}
