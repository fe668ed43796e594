// As much of `node:assert` as the suites use that run in a browser too.

function fail(message: string): never {
  throw new Error(message);
}

function ok(value: unknown, message = 'it is not so'): asserts value {
  if (!value) fail(message);
}

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);

export default {
  ok,
  equal(actual: unknown, expected: unknown, message = `${shown(actual)} is not ${shown(expected)}`): void {
    if (!Object.is(actual, expected)) fail(message);
  },
  deepEqual(actual: unknown, expected: unknown, message = `${shown(actual)} is not ${shown(expected)}`): void {
    if (shown(actual) !== shown(expected)) fail(message);
  },
  match(actual: string, expected: RegExp, message = `${expected} is not in ${shown(actual)}`): void {
    if (!expected.test(actual)) fail(message);
  },
};
