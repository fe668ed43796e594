// What is silenced where: by rule and by place, so that a finding looks up what is meant for it.
import type { Finding } from '../rule/finding';
import type { Suppression } from './analysis';
import type { Commented, Target } from './commented';
import type { OwnEntry } from './own-comments';

export interface Silence {
  readonly by: Suppression;
  /** What it is written as, where unused ones are reported. */
  readonly entry?: OwnEntry;
  /** Only what is said of this variable. */
  readonly variable?: string;
}

/** The first that names the rule at one place: in general, and by variable. */
interface Said {
  all?: Silence;
  readonly byVariable: Map<string, Silence>;
}

type ByRule = Map<string, Said>;

export class Silences {
  private readonly inFile: ByRule = new Map();
  private readonly byTarget = { block: new Map<number, ByRule>(), line: new Map<number, ByRule>() };
  private readonly atEnd = new Map<number, ByRule>();
  private readonly used = new Set<OwnEntry>();

  constructor(private readonly file: Pick<Commented, 'lines' | 'blocksAt'>) {}

  /** Without a target: in the whole file. */
  add(rule: string, target: Target | undefined, silence: Silence): void {
    keep(target ? rulesAt(this.byTarget[target.kind], target.line) : this.inFile, rule, silence);
  }

  /** By a comment at the end of the line itself. */
  addTrailing(rule: string, line: number, silence: Silence): void {
    keep(rulesAt(this.atEnd, line), rule, silence);
  }

  of(finding: Finding): Suppression | undefined {
    const { line } = finding.range.start;
    const { byTarget, inFile, atEnd } = this;
    const found =
      this.saidOf(finding, byTarget.line.get(line)) ??
      (byTarget.block.size > 0 ? this.ofBlocks(finding, line) : undefined) ??
      this.saidOf(finding, inFile) ??
      this.saidOf(finding, atEnd.get(line));
    if (found?.entry) this.used.add(found.entry);
    return found?.by;
  }

  isUsed(entry: OwnEntry): boolean {
    return this.used.has(entry);
  }

  private ofBlocks(finding: Finding, line: number): Silence | undefined {
    for (const block of this.file.blocksAt(line)) {
      const said = this.saidOf(finding, this.byTarget.block.get(block));
      if (said) return said;
    }
    return undefined;
  }

  private saidOf(finding: Finding, rules: ByRule | undefined): Silence | undefined {
    const said = rules?.get(finding.rule);
    if (!said || said.byVariable.size === 0) return said?.all;
    const name = this.namesIn(finding).find((each) => said.byVariable.has(each));
    return name === undefined ? said.all : said.byVariable.get(name);
  }

  /** A finding names its variable by what it underlines, or in quotes in its message. */
  private namesIn({ range: { start, end }, message }: Finding): string[] {
    const quoted = message.split("'").slice(1, -1);
    const line = this.file.lines[start.line] ?? '';
    return start.line === end.line ? [line.slice(start.character, end.character), ...quoted] : quoted;
  }
}

function rulesAt(places: Map<number, ByRule>, line: number): ByRule {
  const known = places.get(line);
  if (known) return known;
  const fresh: ByRule = new Map();
  places.set(line, fresh);
  return fresh;
}

/** Who comes first is the one who silences. */
function keep(rules: ByRule, rule: string, silence: Silence): void {
  const said: Said = rules.get(rule) ?? { byVariable: new Map() };
  rules.set(rule, said);
  const { variable } = silence;
  if (variable === undefined) said.all ??= silence;
  else if (!said.byVariable.has(variable)) said.byVariable.set(variable, silence);
}
