// Whether somebody types: what nobody waits for goes to the editor a little at a time then, and on when they pause. Its window
// draws what it is sent before it comes to the next key.

/** Longer than between two keys of who types slowly. */
const PAUSE_MS = 500;
/** Who never pauses gets the rest too. */
const LONGEST_MS = 1_000;
/** What is sent at once while somebody types. */
const FEW = 10;

export interface Clock {
  /** Milliseconds. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

export const hostClock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

export class Typing {
  private last = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Clock) {}

  /** A key. */
  typed(): void {
    this.last = this.clock.now();
  }

  /** To be awaited between two things that are sent; `pace` is what is awaited while nobody types. */
  aFewAtATime(pace: () => Promise<void>): () => Promise<void> {
    let sent = 0;
    return async () => {
      if (!this.goesOn) return pace();
      if (++sent < FEW) return;
      sent = 0;
      await this.pause();
      await pace();
    };
  }

  private get goesOn(): boolean {
    return this.clock.now() - this.last < PAUSE_MS;
  }

  /** Until nobody types, or for long enough. */
  private async pause(): Promise<void> {
    const { now, wait } = this.clock;
    const deadline = now() + LONGEST_MS;
    while (this.goesOn && now() < deadline) await wait(Math.min(this.last + PAUSE_MS, deadline) - now());
  }
}
