// What a misspelt key was meant to be.

/** The nearest of the known words: one edit away for short ones, two for long ones. Undefined where none is near. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const lower = written.toLowerCase().replaceAll('-', '_');
  if (lower.length > 40) return undefined;
  let best: string | undefined;
  let least = lower.length < 5 ? 2 : 3;
  for (const word of known) {
    if (Math.abs(word.length - lower.length) >= least) continue;
    const edits = distance(lower, word);
    if (edits >= least) continue;
    best = word;
    least = edits;
  }
  return best;
}

/** Insertions, deletions, substitutions, and neighbours that changed places. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const substituted = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      let edits = Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1);
      if (i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j]) edits = Math.min(edits, (before[j - 1] ?? 0) + 1);
      next.push(edits);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
