// A file to its analysis: what the edges call, with the limits that stand there.

import { isTemplateName } from '../dockerfile/file-names';
import { splitLines } from '../dockerfile/read';
import type { Finding } from '../rule/finding';
import { notAnalysed, template } from '../rule/notices';
import type { Rule, RuleInfo } from '../rule/rule';
import { type Files, NO_FILES } from '../text/files';
import { rangeOf } from '../text/range';
import type { Analysis } from './analysis';
import { DockerfileLinter } from './dockerfile-linter';
import type { Around, LintOptions } from './file-linter';

/** Files above this many UTF-16 units are not analysed. */
export const MAX_LENGTH = 1_048_576;

export type AnalyseOptions = LintOptions<Rule>;

/** `uri` is a URI or a path; its last part may say that the file is a template. */
export const analyseDockerfile = (uri: string, text: string, options: AnalyseOptions): Analysis =>
  analyseWith(new DockerfileLinter(options), uri, text);

/** Analyses whole texts of one kind of file. */
export interface TextLinter {
  ignores(uri: string): boolean;
  /** For texts that are analysed next, each of them after the other: together they take less. */
  prepare?(texts: readonly string[]): void;
  analyseText(uri: string, text: string, around?: Around): Analysis;
}

/** With a linter that serves many files. */
export function analyseWith(linter: TextLinter, uri: string, text: string, files: Files = NO_FILES): Analysis {
  if (linter.ignores(uri)) return { uri, lines: [''], findings: [] };
  const refused = notAnalysedBecause(uri, text.length);
  if (refused) return { uri, lines: splitLines(text.slice(0, MAX_LENGTH)), findings: [refused] };
  return linter.analyseText(uri, text, { files });
}

/** Before `analyseWith` is asked for each of them. */
export function prepareWith(linter: TextLinter, files: readonly NamedText[]): void {
  const analysed = files.filter(({ uri, text }) => !linter.ignores(uri) && !notAnalysedBecause(uri, text.length));
  linter.prepare?.(analysed.map(({ text }) => text));
}

export interface NamedText {
  readonly uri: string;
  readonly text: string;
}

/** Why a file is not analysed at all, as the one finding that it then has. */
export function notAnalysedBecause(uri: string, length: number): Finding | undefined {
  if (isTemplateName(uri)) {
    return fileNotice(template, 'this is a template: audit the Dockerfile that is made from it');
  }
  if (length > MAX_LENGTH) return fileNotice(notAnalysed, 'the file is larger than 1 MB: not analysed');
  return undefined;
}

/** A finding on the first line that speaks of the whole file. */
export const fileNotice = (info: RuleInfo, message: string): Finding => ({
  rule: info.id,
  severity: info.severity,
  message,
  range: rangeOf(0, 0, 0, 0),
  related: [],
  fixes: [],
  masked: [],
});
