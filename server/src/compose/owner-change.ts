// A service that hands folders over to the user of others, and ends: that is what it needs root for.
import type { ShellScript } from '../shell/command';
import { readShell } from '../shell/script';
import type { Service } from './model';
import { commandOf, entrypointOf } from './words';

/** What scripts of that kind are made of; whatever else runs may be what the service is for. */
const STEPS: ReadonlySet<string> = new Set(
  '[ bash chgrp chmod chown cp echo exit find install ls mkdir printf rm set setfacl sh stat sync test touch true'.split(
    ' ',
  ),
);

/** Every command of it is a step of handing over, and one gives owners or modes. */
export function handsOver(service: Service): boolean {
  const words = [entrypointOf(service), commandOf(service)].flatMap((given) => given?.words ?? []);
  if (words.length === 0) return false;
  const programs = programsOf(readShell(words.map(quoted).join(' ')));
  return programs.some((name) => name === 'chown' || name === 'chmod') && programs.every((name) => STEPS.has(name));
}

const programsOf = (script: ShellScript | undefined): readonly string[] =>
  (script?.commands ?? []).flatMap(({ program, name }) => (name ? (program ?? '') : []));

const quoted = (word: string): string => (/^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
