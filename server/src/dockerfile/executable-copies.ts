// Copies of programs and scripts, by their names, and into folders that belong to the system.
import type { Copy } from './copies';

const SYSTEM = /^\/(?:bin|boot|dev|etc|lib(?:32|64|x32)?|proc|root|sbin|usr)(?:\/|$)/;
const PROGRAM = /\.(?:sh|bash|zsh|fish|ksh|py|rb|pl|php|bin|elf|run|exe|so(?:\.\d+)*|service|timer|socket)$/;

export const bringsPrograms = ({ path, target, sourceTexts }: Copy): boolean =>
  (path !== undefined && target.text.startsWith('/') && SYSTEM.test(path)) ||
  sourceTexts.some((text) => text !== undefined && PROGRAM.test(text));
