// What is worked out of a value and kept as long as the value is, in the value itself.
//
// A WeakMap would hold what it was given through the collector's quick rounds, whether its key is still in use or not: all that is
// worked out at each keystroke would be copied twice before it goes.

/** Gives any object a private field, which neither a copy nor a comparison sees. */
class Returned {
  constructor(value: object) {
    // biome-ignore lint/correctness/noConstructorReturn: the field is put on what is returned.
    return value;
  }
}

class Values extends Returned {
  readonly #values = new Map<object, unknown>();

  static of(key: object): Map<object, unknown> {
    if (!(#values in key)) new Values(key);
    return (key as Values).#values;
  }
}

/** What is kept in a value, by who keeps it. */
export const valuesOf = Values.of;

export class Kept<Key extends object, Value> {
  get(key: Key): Value | undefined {
    return valuesOf(key).get(this) as Value | undefined;
  }

  has(key: Key): boolean {
    return valuesOf(key).has(this);
  }

  set(key: Key, value: Value): void {
    valuesOf(key).set(this, value);
  }
}
