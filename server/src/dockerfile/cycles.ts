// The parts of a graph that need themselves. Source: R. Tarjan, "Depth-first search and linear graph algorithms", 1972; without
// recursion, so that no depth is too much.

/** Numbers that can be reached from themselves, rising. `needs[i]` are those that `i` leads to. */
export function inCycles(needs: readonly (readonly number[])[]): number[] {
  const found: number[] = [];
  const order: number[] = [];
  const low: number[] = [];
  const done = new Set<number>();
  const component: number[] = [];
  let count = 0;
  for (const root of needs.keys()) {
    if (order[root] !== undefined) continue;
    const path = [{ at: root, next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { at } = top;
      if (top.next === 0) {
        order[at] = count;
        low[at] = count++;
        component.push(at);
      }
      const to = needs[at]?.[top.next++];
      if (to !== undefined) {
        if (order[to] === undefined) path.push({ at: to, next: 0 });
        else if (!done.has(to)) low[at] = Math.min(low[at] ?? 0, order[to]);
        continue;
      }
      path.pop();
      const before = path.at(-1)?.at;
      if (before !== undefined) low[before] = Math.min(low[before] ?? 0, low[at] ?? 0);
      if (low[at] !== order[at]) continue;
      const members = component.splice(component.lastIndexOf(at));
      for (const member of members) done.add(member);
      if (members.length > 1 || needs[at]?.includes(at)) for (const member of members) found.push(member);
    }
  }
  return found.sort((a, b) => a - b);
}
