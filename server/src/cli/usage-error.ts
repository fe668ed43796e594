// What the user can put right: told as a sentence, without a stack.

/** Known by its name: each of the command line tool's bundles has a class of its own. */
const NAME = 'UsageError';

export class UsageError extends Error {
  override readonly name = NAME;
}

export const isUsageError = (error: unknown): error is Error => error instanceof Error && error.name === NAME;
