// Lets so many through at a time; the others wait in a row.

export interface Gate {
  through<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function gateFor(limit: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return {
    async through(work) {
      // Who leaves hands the place on, so that it is never free while others wait.
      if (inside >= limit) await new Promise<void>((enter) => waiting.push(enter));
      else inside++;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else inside--;
      }
    },
  };
}
