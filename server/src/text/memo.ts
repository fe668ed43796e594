// A bounded memory of values by text, for work that depends on nothing but that text.

/**
 * A text that shares no memory with the one it was cut from: an engine keeps the whole document alive for a slice of it.
 */
export const ownCopy = (text: string): string => ` ${text}`.slice(1);

/** Keeps between `limit` and twice `limit` characters of keys: the newer half, and what was asked for since. */
export class Memo<Value> {
  private recent = new Map<string, Value>();
  private older = new Map<string, Value>();
  private size = 0;

  constructor(private readonly limit: number) {}

  get(key: string): Value | undefined {
    const value = this.recent.get(key);
    if (value !== undefined) return value;
    const old = this.older.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: Value): void {
    if (this.size + key.length > this.limit) {
      this.older = this.recent;
      this.recent = new Map();
      this.size = 0;
    }
    this.recent.set(key, value);
    this.size += key.length;
  }
}
