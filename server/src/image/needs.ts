// What popular images need to run hardened: capabilities for their start, folders that they write to, variables that a file may hold.
import { globMatches } from './facts';
import fileVariables from './file-variables.generated.json';
import needs from './needs.generated.json';

export interface ImageNeeds {
  /** Beside none at all. Undefined where nobody knows. */
  readonly capabilities?: readonly string[];
  /** Folders beside its data. */
  readonly writes?: readonly string[];
}

const NEEDS: Readonly<Record<string, ImageNeeds>> = needs;
const FILE_VARIABLES: Readonly<Record<string, string>> = fileVariables;

/** By the name under which Docker shows the image: `postgres`. */
export const needsOf = (imageName: string): ImageNeeds =>
  Object.hasOwn(NEEDS, imageName) ? (NEEDS[imageName] ?? {}) : {};

/** Images that take the value from the file behind another ending. */
const ENDINGS: Readonly<Record<string, string>> = { 'grafana/grafana': '__FILE' };

/** The variable that names a file with the value of this one; undefined where the image is not known to read one. */
export function fileVariableOf(imageName: string, variable: string): string | undefined {
  if (!Object.hasOwn(FILE_VARIABLES, imageName)) return undefined;
  const isRead = (FILE_VARIABLES[imageName] ?? '').split(' ').some((name) => globMatches(name, variable));
  return isRead ? variable + (ENDINGS[imageName] ?? '_FILE') : undefined;
}
