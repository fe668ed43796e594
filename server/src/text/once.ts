// What is made of a value once and kept as long as the value is: an edit leaves most stages, instructions and scripts as they are.
import { valuesOf } from './kept';

export function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const fact = (key: Key): Value => {
    const values = valuesOf(key);
    const value = values.get(fact);
    if (value !== undefined || values.has(fact)) return value as Value;
    const made = make(key);
    values.set(fact, made);
    return made;
  };
  return fact;
}
