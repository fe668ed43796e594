// What each rule takes: measured only for an edge that asks, with its clock.
export class RuleTimes {
  private readonly spent = new Map<string, number>();
  private lastLook = 0;

  /** `now` answers milliseconds. */
  constructor(private readonly now: () => number) {}

  /** From here on a rule works. */
  start(): void {
    this.lastLook = this.now();
  }

  /** What passed since then, or since the last rule, was the rule's. */
  count(rule: string): void {
    const now = this.now();
    this.spent.set(rule, (this.spent.get(rule) ?? 0) + now - this.lastLook);
    this.lastLook = now;
  }

  /** The rule that took most. */
  get slowest(): { readonly rule: string; readonly milliseconds: number } | undefined {
    const [first] = [...this.spent].sort(([, a], [, b]) => b - a);
    return first && { rule: first[0], milliseconds: first[1] };
  }
}
