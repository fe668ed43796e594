// Long work in slices, so that the editor goes first: in between, messages come in, and what was typed gets its findings.

const SLICE_MS = 5;

export interface Host {
  /** Calls back when the host has had its turn. */
  readonly later: (work: () => void) => void;
  /** Whether something waits that goes first. */
  readonly isBusy: () => boolean;
  /** When the editor has taken in all that it was sent: what is sent to it next waits behind nothing. */
  readonly hasCaughtUp: () => Promise<unknown>;
}

/** To be awaited between two steps of the work. */
export function slices({ later, isBusy, hasCaughtUp }: Host): () => Promise<void> {
  const turn = (): Promise<void> => new Promise((resolve) => later(resolve));
  let since = Date.now();
  return async () => {
    if (Date.now() - since < SLICE_MS && !isBusy()) return;
    await hasCaughtUp();
    do await turn();
    while (isBusy());
    since = Date.now();
  };
}
