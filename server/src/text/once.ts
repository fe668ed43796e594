// What is made of a value once and kept as long as the value is: an edit leaves most stages, instructions and scripts as they are.
import { Kept } from './kept';

export function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Kept<Key, Value>();
  return (key) => {
    const value = known.get(key);
    if (value !== undefined || known.has(key)) return value as Value;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
