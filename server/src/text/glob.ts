// Paths by pattern: `*` and `?` within a name, `**` over folders. Linear in path times pattern, whatever the pattern says.

/** A pattern without a slash means the name alone, in any folder; one that ends in a slash, or names a folder, means all in it. */
export function matchesGlob(pattern: string, path: string): boolean {
  const folder = pattern.replace(/^\.?\//, '').replace(/\/$/, '');
  const isName = !folder.includes('/') && !/^\.?\/./.test(pattern);
  const parts = (isName ? `**/${folder}` : folder).split('/');
  const names = path.split('/');
  return matchesParts(parts, names) || matchesParts([...parts, '**'], names);
}

const matchesParts = (parts: readonly string[], names: readonly string[]): boolean =>
  matches(parts, names, '**', (part, name) => matches([...part], [...name], '*', isCharacter));

const isCharacter = (pattern: string, character: string): boolean => pattern === '?' || pattern === character;

/** One item of the pattern for one of the list, but for `many`, which stands for any number. */
function matches(
  pattern: readonly string[],
  items: readonly string[],
  many: string,
  isOne: (pattern: string, item: string) => boolean,
): boolean {
  let reached = new Set<number>();
  const open = (at: number, into: Set<number>): void => {
    for (let next = at; ; next++) {
      into.add(next);
      if (pattern[next] !== many) return;
    }
  };
  open(0, reached);
  for (const item of items) {
    const next = new Set<number>();
    for (const at of reached) {
      const part = pattern[at];
      if (part === undefined) continue;
      if (part === many) open(at, next);
      else if (isOne(part, item)) open(at + 1, next);
    }
    reached = next;
  }
  return reached.has(pattern.length);
}
