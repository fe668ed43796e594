// Edits of daemon.json: everything else stays as it was, and what comes out is JSON.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addProperties, removeItem, removeProperty, replaceValue } from '../../server/src/daemon/edits';
import { type DaemonFile, propertyOf, readDaemon, valueOf } from '../../server/src/daemon/model';
import { applyEdits, type TextEdit } from '../../server/src/text/edit';

function edited(text: string, edit: (file: DaemonFile, root: NonNullable<DaemonFile['root']>) => TextEdit): string {
  const file = readDaemon(text);
  assert.ok(file.root);
  const result = applyEdits(text, [edit(file, file.root)]);
  assert.doesNotThrow(() => JSON.parse(result), result);
  return result;
}

const remove = (key: string, text: string): string =>
  edited(text, (file, root) => {
    const property = propertyOf(file, key);
    assert.ok(property);
    return removeProperty(file, root, property);
  });

const add = (text: string, value: unknown = false): string =>
  edited(text, (file, root) => addProperties(file, root, [['icc', value]]));

const dropItem = (item: string, text: string): string =>
  edited(text, (file) => {
    const list = valueOf(file, 'a');
    assert.ok(list?.kind === 'array');
    const found = list.items.find((each) => each.kind === 'scalar' && each.value === item);
    assert.ok(found);
    return removeItem(file, list, found);
  });

describe('a key is taken out', () => {
  for (const [text, expected] of [
    ['{\n  "a": 1,\n  "b": 2\n}\n', '{\n  "b": 2\n}\n'],
    ['{\n  "b": 1,\n  "a": 2\n}\n', '{\n  "b": 1\n}\n'],
    ['{\r\n  "a": 1\r\n}\r\n', '{\r\n}\r\n'],
    ['{"a":1,"b":2}', '{"b":2}'],
    ['{"b":1, "a":[\n1]}', '{"b":1}'],
    ['{ "a": {} }', '{  }'],
    ['{"a":1,\n "b": 2,\n "a": 3}', '{"a":1,\n "b": 2}'],
  ] as const) {
    test(JSON.stringify(text), () => assert.equal(remove('a', text), expected));
  }
});

describe('a key is added', () => {
  for (const [text, expected] of [
    ['{\n  "a": 1\n}\n', '{\n  "a": 1,\n  "icc": false\n}\n'],
    ['{\n\t"a": [\n\t\t1\n\t]\n}\n', '{\n\t"a": [\n\t\t1\n\t],\n\t"icc": false\n}\n'],
    ['{"a":1}', '{"a":1, "icc": false}'],
    ['{}\n', '{\n  "icc": false\n}\n'],
    ['{\n}\n', '{\n  "icc": false\n}\n'],
  ] as const) {
    test(JSON.stringify(text), () => assert.equal(add(text), expected));
  }
  test('an object, on lines of its own', () => {
    const value = { 'max-size': '10m' };
    assert.equal(add('{\n    "a": 1\n}\n', value), '{\n    "a": 1,\n    "icc": {\n      "max-size": "10m"\n    }\n}\n');
    assert.equal(add('{"a":1}', value), '{"a":1, "icc": {"max-size":"10m"}}');
  });
});

describe('an item is taken out', () => {
  for (const [text, expected] of [
    ['{"a": ["x", "y", "z"]}', '{"a": ["x", "z"]}'],
    ['{"a": ["y"]}', '{"a": []}'],
    ['{"a": [\n  "x",\n  "y"\n]}', '{"a": [\n  "x"\n]}'],
  ] as const) {
    test(JSON.stringify(text), () => assert.equal(dropItem('y', text), expected));
  }
});

test('a value is replaced', () => {
  const text = '{ "a" : "x" }';
  const value = valueOf(readDaemon(text), 'a');
  assert.ok(value);
  assert.equal(applyEdits(text, [replaceValue(value, true)]), '{ "a" : true }');
});

describe('what is no JSON is said at its place, and the rest is read', () => {
  for (const [text, expected] of [
    ['{\n  // why\n  "a": 1\n}', ['1:2 JSON knows no comments: the daemon refuses to start']],
    ['{\n  "a": 1,\n}', ['2:0 a key in double quotes is missing here', '2:0 a value is missing here']],
    ['{"a": }', ['0:6 a value is missing here']],
    ['{"a": 1', ["0:7 a '}' is missing here"]],
    ['[1]', []],
    ['', []],
    [`${'['.repeat(200)}${']'.repeat(200)}`, ['0:0 values are nested more than 100 deep: not analysed']],
  ] as const) {
    test(JSON.stringify(text.slice(0, 40)), () => {
      const { problems } = readDaemon(text);
      const said = problems.map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`);
      assert.deepEqual(said, expected);
    });
  }
});
