// What comments of other tools silence, so that what was accepted there need not be accepted here again.
import type { Reference, RuleInfo } from '../rule/rule';

export type Tool = 'hadolint' | 'buildkit' | 'trivy' | 'checkov' | 'semgrep' | 'kics' | 'sonar' | 'tally';

export interface ForeignIgnore {
  readonly tool: Tool;
  /** Undefined: all that the tool finds. */
  readonly id?: string;
  /** What follows the comment, the stage that it begins, or the whole file. */
  readonly reach: 'next' | 'block' | 'file';
  readonly until?: string;
  readonly reason?: string;
}

interface Dialect {
  readonly pattern: RegExp;
  read(match: RegExpExecArray): ForeignIgnore[];
}

const listed = (ids: string | undefined): string[] => (ids ?? '').split(/[\s,]+/).filter((id) => id !== '');
const each = (ids: readonly string[], ignore: Omit<ForeignIgnore, 'id'>): ForeignIgnore[] =>
  ids.length === 0 || ids.some((id) => /^(?:all|\*)$/i.test(id)) ? [ignore] : ids.map((id) => ({ ...ignore, id }));

const DIALECTS: readonly Dialect[] = [
  {
    pattern: /^\s*#\s*hadolint\s+(global\s+)?ignore\s*=([\w,\s-]+)(?:#(.*))?$/i,
    read: ([, global, ids, reason]) => each(listed(ids), { tool: 'hadolint', reach: global ? 'file' : 'next', reason }),
  },
  {
    pattern: /^\s*#\s*tally\s+(global\s+)?ignore\s*=([\w,\s/-]+)(?:;\s*reason\s*=(.*))?$/i,
    read: ([, global, ids, reason]) => tally(listed(ids), { tool: 'tally', reach: global ? 'file' : 'next', reason }),
  },
  {
    pattern: /^\s*#.*?\btrivy:ignore(?!-|\w)/i,
    read: ({ input }) =>
      [...input.matchAll(/trivy:ignore(?::([\w*-]+))?(?::exp:(\d{4}-\d\d-\d\d))?/gi)].map(([, id, until]) => ({
        tool: 'trivy',
        id: id === '*' ? undefined : id,
        reach: 'next',
        until,
      })),
  },
  {
    pattern: /^\s*#\s*(?:checkov|bridgecrew):skip(?:=\s*([\w,]+))?\s*(?::(.*))?$/i,
    read: ([, ids, reason]) => each(listed(ids), { tool: 'checkov', reach: 'file', reason }),
  },
  {
    pattern: /^\s*#.*?\bnosemgrep\b(?:\s*:\s*([\w.,\s-]+))?/i,
    read: ([, ids]) => each(listed(ids), { tool: 'semgrep', reach: 'next' }),
  },
  {
    pattern: /^\s*#\s*kics-scan\s+(ignore-line|ignore-block|ignore|disable)\b\s*(?:=\s*([\w,\s-]+))?/i,
    read: ([, how, ids]) => {
      const reach = /line$/i.test(how ?? '') ? 'next' : /block$/i.test(how ?? '') ? 'block' : 'file';
      return each(listed(ids), { tool: 'kics', reach });
    },
  },
  {
    pattern: /^\s*#.*?\bNOSONAR\b(?:\(([\w:,\s]+)\))?/,
    read: ([, ids]) => each(listed(ids), { tool: 'sonar', reach: 'next' }),
  },
];

function tally(ids: readonly string[], ignore: Omit<ForeignIgnore, 'id'>): ForeignIgnore[] {
  return each(ids, ignore).map((one) => {
    const [space, ...rest] = one.id?.split('/') ?? [];
    const id = rest.at(-1);
    if (id === undefined || (space !== 'hadolint' && space !== 'buildkit')) return { ...one, id: id ?? one.id };
    return { ...one, tool: space, id };
  });
}

/** `text` is a comment's line. */
export function foreignIgnores(text: string): ForeignIgnore[] {
  return DIALECTS.flatMap(({ pattern, read }) => {
    const match = pattern.exec(text);
    return match ? read(match) : [];
  });
}

/** Of the value of `# check=`. */
export function ignoresOfCheck(value: string): ForeignIgnore[] {
  const skip = /(?:^|;)\s*skip\s*=\s*([^;]*)/i.exec(value)?.[1];
  return skip === undefined || skip.trim() === '' ? [] : each(listed(skip), { tool: 'buildkit', reach: 'file' });
}

/** What two tools read at the end of the very line that a finding is in. */
const TRAILING = /#\s*(?:nosemgrep|NOSONAR)\b.*$/;
export const trailingIgnores = (line: string): ForeignIgnore[] => {
  const comment = TRAILING.exec(line)?.[0];
  return comment === undefined ? [] : foreignIgnores(comment);
};

/** Our rules by what others call them. */
export class ForeignIds {
  private static readonly made = new WeakMap<readonly RuleInfo[], ForeignIds>();

  /** Made when a file first asks for it, once for all who check by these rules. */
  static of(rules: readonly RuleInfo[]): ForeignIds {
    const made = ForeignIds.made.get(rules) ?? new ForeignIds(rules);
    ForeignIds.made.set(rules, made);
    return made;
  }

  private readonly byId = new Map<string, RuleInfo[]>();

  private constructor(rules: readonly RuleInfo[]) {
    for (const rule of rules) {
      for (const reference of rule.references) {
        for (const tool of TOOLS) {
          const id = reference[tool];
          if (id === undefined) continue;
          for (const key of new Set([keyOf(tool, id), keyOf(tool)])) this.add(key, rule);
        }
      }
    }
  }

  rulesOf({ tool, id }: ForeignIgnore): readonly RuleInfo[] {
    return this.byId.get(keyOf(tool, id)) ?? [];
  }

  private add(key: string, rule: RuleInfo): void {
    const rules = this.byId.get(key) ?? [];
    if (!rules.includes(rule)) this.byId.set(key, [...rules, rule]);
  }
}

const TOOLS = [
  'hadolint',
  'buildkit',
  'trivy',
  'checkov',
  'semgrep',
  'kics',
  'sonar',
  'tally',
] as const satisfies readonly (Tool & keyof Reference)[];

/** Trivy's ids were AVD-DS-0002 and DS002 before; Semgrep's begin with where the rule lies, Sonar's with the language. */
function keyOf(tool: Tool, id = ''): string {
  const upper = id.toUpperCase();
  switch (tool) {
    case 'trivy':
      return `${tool} ${upper.replace(/^AVD-/, '').replace(/^DS0*(\d{1,4})$/, (_, n: string) => `DS-${n.padStart(4, '0')}`)}`;
    case 'semgrep':
      return `${tool} ${upper.slice(upper.lastIndexOf('.') + 1)}`;
    case 'sonar':
      return `${tool} ${upper.replace(/^\w+:/, '')}`;
    default:
      return `${tool} ${upper}`;
  }
}
