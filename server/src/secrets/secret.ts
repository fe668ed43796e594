// What is said of a secret in a text.

export interface Secret {
  /** [start, end) in the text: the value alone. */
  readonly start: number;
  readonly end: number;
  /** gitleaks' id of the pattern, or of a shape: `private-key`, `url-credentials`, `account-password` and the like. */
  readonly kind: string;
  /** The beginning of a sentence on it: `a GitHub Personal Access Token`. Never the value. */
  readonly description: string;
  readonly isPlaceholder: boolean;
}

/** Looks for a secret at a word of the text. Called from left to right; may look back to `from`, where the last call ended. */
export interface Shape {
  readonly words: readonly string[];
  /** The secret if there is one, and where looking may go on. */
  at(text: string, word: number, from: number): { readonly secret?: Secret; readonly next: number } | undefined;
}
