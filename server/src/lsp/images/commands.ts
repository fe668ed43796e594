// The commands about images, by their ids, and what an editor may hand over with them.
import { Position } from 'vscode-languageserver';

export const PIN_IMAGE = 'hullwright.pinImage';
export const REFRESH_PIN = 'hullwright.refreshPin';
export const UNPIN = 'hullwright.unpin';
export const LOOK_UP = 'hullwright.lookUpImage';
export const PIN_FILE = 'hullwright.pinFile';
export const PIN_WORKSPACE = 'hullwright.pinWorkspace';

export const IMAGE_COMMANDS = [PIN_IMAGE, REFRESH_PIN, UNPIN, LOOK_UP, PIN_FILE, PIN_WORKSPACE] as const;
export type ImageCommand = (typeof IMAGE_COMMANDS)[number];

export const isImageCommand = (command: string): command is ImageCommand =>
  IMAGE_COMMANDS.some((known) => known === command);

/** Where an image is. */
export interface ImagePlace {
  readonly uri: string;
  readonly position: Position;
  /** Of the document, when the command was offered. */
  readonly version?: number;
}

export function imagePlaceIn([given]: readonly unknown[]): ImagePlace | undefined {
  const uri = uriIn([given]);
  if (uri === undefined || typeof given !== 'object' || given === null || !('position' in given)) return undefined;
  const { position } = given;
  const version = 'version' in given && typeof given.version === 'number' ? given.version : undefined;
  return Position.is(position) ? { uri, position, version } : undefined;
}

/** Of an object that has one. */
export function uriIn([given]: readonly unknown[]): string | undefined {
  if (typeof given !== 'object' || given === null || !('uri' in given)) return undefined;
  return typeof given.uri === 'string' ? given.uri : undefined;
}
