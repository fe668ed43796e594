// What is silenced where: by rule and by place, so that a finding looks up what is meant for it.
import type { Dockerfile } from '../dockerfile/model';
import type { Finding } from '../rule/finding';
import type { Suppression } from './analysis';
import { instructionAt, type Target } from './comments';
import { type ForeignIds, type ForeignIgnore, trailingIgnores } from './foreign-comments';
import type { OwnEntry } from './own-comments';

export interface Silence {
  readonly by: Suppression;
  /** What it is written as, where unused ones are reported. */
  readonly entry?: OwnEntry;
  /** Only what is said of this variable. */
  readonly variable?: string;
}

export class Silences {
  private readonly byPlace = new Map<string, Silence[]>();
  private readonly used = new Set<OwnEntry>();
  private readonly trailing = new Map<number, ForeignIgnore[]>();

  constructor(
    private readonly file: Dockerfile,
    private readonly foreign: ForeignIds,
  ) {}

  /** Without a target: in the whole file. */
  add(rule: string, target: Target | undefined, silence: Silence): void {
    const key = keyOf(rule, target);
    const there = this.byPlace.get(key);
    if (there) there.push(silence);
    else this.byPlace.set(key, [silence]);
  }

  of(finding: Finding): Suppression | undefined {
    const { rule, range } = finding;
    const { line } = range.start;
    const instruction = instructionAt(this.file.syntax.instructions, line);
    const keys = [
      keyOf(rule, { kind: 'line', line }),
      ...(instruction ? [keyOf(rule, { kind: 'instruction', line: instruction.line })] : []),
      keyOf(rule, undefined),
    ];
    for (const key of keys) {
      const silence = this.byPlace
        .get(key)
        ?.find(({ variable }) => variable === undefined || this.isOf(finding, variable));
      if (!silence) continue;
      if (silence.entry) this.used.add(silence.entry);
      return silence.by;
    }
    return this.trailingOf(finding);
  }

  isUsed(entry: OwnEntry): boolean {
    return this.used.has(entry);
  }

  /** A finding names its variable by what it underlines, or in quotes in its message. */
  private isOf({ range: { start, end }, message }: Finding, variable: string): boolean {
    const line = this.file.syntax.lines[start.line] ?? '';
    const underlined = start.line === end.line ? line.slice(start.character, end.character) : undefined;
    return underlined === variable || message.includes(`'${variable}'`);
  }

  /** Comments at the end of a finding's own line count as well. */
  private trailingOf({ rule, range }: Finding): Suppression | undefined {
    const { line } = range.start;
    const ignores = this.trailing.get(line) ?? trailingIgnores(this.file.syntax.lines[line] ?? '');
    this.trailing.set(line, ignores);
    const isSilenced = ignores.some((ignore) => this.foreign.rulesOf(ignore).some(({ id }) => id === rule));
    return isSilenced ? { kind: 'inSource', line } : undefined;
  }
}

const keyOf = (rule: string, target: Target | undefined): string =>
  target ? `${rule} ${target.kind} ${target.line}` : rule;
