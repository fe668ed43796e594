// Where a stage switches the check of TLS certificates off, commands aside: variables, and configuration files it writes.
import { APT_VERIFY } from '../shell/tls';
import { isTlsVariable, weakVariable } from '../shell/tls-variables';
import { isOff } from '../shell/weakness';
import type { Range } from '../text/range';
import { variableSteps } from './acting-steps';
import { expandWord } from './expand';
import type { Stage } from './stages';
import { type Assignment, assignmentsOf } from './variables';
import { writtenFilesOf } from './written-files';

export interface WeakAssignment {
  readonly index: number;
  readonly assignments: readonly Assignment[];
  readonly position: number;
  readonly name: string;
  readonly value: string;
  /** Its value says other things as well. */
  readonly isPart: boolean;
}

/** ENV and ARG that set one of the variables. */
export function* weakAssignments(stage: Stage): Iterable<WeakAssignment> {
  for (const { index, instruction } of variableSteps(stage)) {
    const assignments = assignmentsOf(instruction);
    let position = -1;
    for (const { name, value } of assignments) {
      position++;
      if (!value || !isTlsVariable(name.text)) continue;
      const known = expandWord(value.text, stage.globals.escape, stage.variables.at(index));
      const weak = weakVariable(name.text, known?.text);
      if (!weak) continue;
      const shown = known?.text ?? value.text;
      yield { index, assignments, position, name: name.text, value: shown, isPart: weak.isPart === true };
    }
  }
}

export interface WeakLine {
  readonly range: Range;
  readonly shown: string;
}

/** What makes a line of a file weak, by the file's name. */
type FileTests = readonly (readonly [RegExp, (line: string) => boolean])[];

/** How a line of a configuration file switches the check off, by the file's name. */
const FILES: FileTests = [
  [/(?:^|\/)[._]?curlrc$/, (line) => /^-?-?(?:insecure|proxy-insecure)\s*$|^-k\s*$/.test(line)],
  [/(?:^|\/)\.?wgetrc$/, (line) => isSetting(line, /^check_?certificate$/i, isOff)],
  [
    /(?:^|\/)\.?(?:npmrc|yarnrc|yarnrc\.yml)$/,
    (line) => isSetting(line, /^"?(?:strict-ssl|enableStrictSsl)"?$/, isOff),
  ],
  [/(?:^|\/)\.?condarc$/, (line) => isSetting(line, /^ssl_verify$/, isOff)],
  [/(?:^|\/)\.?gitconfig$|(?:^|\/)\.config\/git\/config$/, (line) => isSetting(line, /^sslverify$/i, isOff)],
  [/(?:^|\/)\.?gemrc$/, (line) => isSetting(line, /^:?ssl_verify_mode$/, isOff)],
  [/(?:^|\/)pip\.(?:conf|ini)$/, (line) => /^trusted-host\s*=\s*(?!localhost|127\.)\S/.test(line)],
  [/(?:^|\/)\.?lftprc$|(?:^|\/)lftp\.conf$/, (line) => /^set ssl:verify-certificate (?:no|false|off)$/.test(line)],
  [/\.repo$|(?:^|\/)(?:yum|dnf)\.conf$/, (line) => isSetting(line, /^sslverify$/, isOff)],
  [/(?:^|\/)apt\.conf(?:$|\.d\/)/, (line) => isAptSetting(line, APT_VERIFY, isOff)],
];

const bare = (value: string): string => value.replace(/^["']|["';]+$/g, '');

export function isSetting(line: string, key: RegExp, isWeak: (value: string) => boolean): boolean {
  const match = /^\s*([^\s=]+?)\s*(?:[=:]|\s(?=\S))\s*(\S+?)\s*$/.exec(line);
  return match !== null && key.test(match[1] ?? '') && isWeak(bare(match[2] ?? ''));
}

/** `Acquire::https::Verify-Peer "false";` */
export function isAptSetting(line: string, key: RegExp, isWeak: (value: string) => boolean): boolean {
  const [name = '', value = ''] = line.trim().split(/\s+/);
  return key.test(name) && isWeak(bare(value));
}

export const weakLines = (stage: Stage): WeakLine[] => weakFileLines(stage, FILES);

export function weakFileLines(stage: Stage, files: FileTests): WeakLine[] {
  const weak: WeakLine[] = [];
  for (const file of writtenFilesOf(stage)) {
    const test = testFor(files, file.path);
    if (!test) continue;
    for (const { text, range } of file.lines) {
      const shown = text.replace(/^(?:\s|\\t)+/, '').trimEnd(); // printf writes tabs as `\t`
      if (test(shown)) weak.push({ range, shown });
    }
  }
  return weak;
}

function testFor(files: FileTests, path: string): ((line: string) => boolean) | undefined {
  for (const [name, test] of files) if (name.test(path)) return test;
  return undefined;
}
