// Says in the log that a document is slow to analyse, and which rule takes most of it.
import { RuleTimes } from '../lint/rule-times';

/** What a person begins to notice. */
const BUDGET_MS = 100;
/** It is said again when it takes so many times as long. */
const MUCH_WORSE = 2;

export interface TimeBudgetOptions {
  /** Milliseconds. */
  readonly now: () => number;
  readonly warn: (message: string) => void;
  /** For whoever traces. */
  readonly trace: (message: string) => void;
}

export class TimeBudget {
  /** What was last said of a document, in milliseconds. */
  private readonly said = new Map<string, number>();

  constructor(private readonly options: TimeBudgetOptions) {}

  /** Runs the analysis of a document. A look at the clock for each rule and stage that is checked anew costs next to nothing. */
  spend<Result>(uri: string, analyse: (times: RuleTimes) => Result): Result {
    const { now, warn, trace } = this.options;
    const times = new RuleTimes(now);
    const start = now();
    const result = analyse(times);
    const took = now() - start;
    trace(`analysed ${uri} in ${took.toFixed(1)} ms`);
    if (took > BUDGET_MS && took > (this.said.get(uri) ?? 0) * MUCH_WORSE) {
      this.said.set(uri, took);
      const { slowest } = times;
      const rule = slowest ? `, ${slowest.rule} ${whole(slowest.milliseconds)} ms of it` : '';
      warn(`${uri} took ${whole(took)} ms to analyse${rule}`);
    }
    return result;
  }

  forget(uri: string): void {
    this.said.delete(uri);
  }
}

const whole = (milliseconds: number): string => `${Math.round(milliseconds)}`;
