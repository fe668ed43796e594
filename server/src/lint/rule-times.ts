// What each rule takes: measured only for an edge that asks, with its clock.
export class RuleTimes {
  private readonly spent = new Map<string, number>();

  /** `now` answers milliseconds. */
  constructor(private readonly now: () => number) {}

  /** Counts what the work takes for the rule. */
  of<Result>(rule: string, work: () => Result): Result {
    const start = this.now();
    try {
      return work();
    } finally {
      this.spent.set(rule, (this.spent.get(rule) ?? 0) + this.now() - start);
    }
  }

  /** The rule that took most. */
  get slowest(): { readonly rule: string; readonly milliseconds: number } | undefined {
    const [first] = [...this.spent].sort(([, a], [, b]) => b - a);
    return first && { rule: first[0], milliseconds: first[1] };
  }
}
