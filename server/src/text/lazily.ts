// A value that is made when it is first asked for: most runs ask for few of the costly ones, and a start pays for what it makes.

export function lazily<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
