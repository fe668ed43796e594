// Which of our findings another linter shows already: by an id that our rule refers to, at the same place.
import otherIds from './other-ids.generated.json';

interface Position {
  readonly line: number;
  readonly character: number;
}

/** A diagnostic of VS Code, as far as this has to do with it. */
export interface Placed {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly source?: string;
  readonly code?: string | number | { readonly value: string | number };
}

/** What others call the findings of our rules, by rule. */
const OTHER_IDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(otherIds).map(([rule, ids]) => [rule, new Set(ids)]),
);

/** Without those that one of `others` says too. */
export function withoutForeign<Own extends Placed>(own: readonly Own[], others: readonly Placed[]): Own[] {
  if (others.length === 0) return [...own];
  return own.filter((finding) => !others.some((other) => saysTheSame(finding, other)));
}

export function codeOf({ code }: Placed): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

function saysTheSame(finding: Placed, other: Placed): boolean {
  return OTHER_IDS.get(codeOf(finding))?.has(bareId(codeOf(other))) === true && isSamePlace(finding, other);
}

/** Other linters underline the whole line, or its first character. */
function isSamePlace({ range }: Placed, { range: other }: Placed): boolean {
  return other.start.line <= range.end.line && range.start.line <= other.end.line;
}

/** `hadolint/DL3002`, `AVD-DS-0002`, `dockerfile.security.missing-user.missing-user` and `docker:S6471` without what stands before. */
export function bareId(code: string): string {
  const last = code.split(/[/.:]/).at(-1) ?? code;
  return last
    .toUpperCase()
    .replace(/^AVD-/, '')
    .replace(/^DS-?0*(\d{1,4})$/, (_, n: string) => `DS-${n.padStart(4, '0')}`);
}
