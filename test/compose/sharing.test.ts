// How many services read a written value: counted by looking at all of them, after every edit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ComposeDocument } from '../../server/src/compose/document';
import type { Project } from '../../server/src/compose/model';
import type { Node } from '../../server/src/compose/node';
import { randomNumbers } from '../support/random';
import { edited, TEXT } from './edits';
import { filesOf, ROOT } from './files';

const URI = `${ROOT}compose.yaml`;

const nodesIn = (node: Node): Node[] => {
  if (node.kind === 'scalar') return [node];
  return [node, ...(node.kind === 'sequence' ? node.items : [...node.entries.values()]).flatMap(nodesIn)];
};

/** Places of all values, in the lines of their file, by service. */
function placesIn({ uri, all, services }: Project): ReadonlyMap<string, readonly (readonly [string, Node])[]> {
  const lines = new Map(services.map(({ line, service }) => [service.name, line]));
  const placeOf = (name: string, { kind, origin }: Node): string => {
    const base = origin.uri === uri ? (lines.get(name) ?? 0) : 0;
    const { start, end } = origin.range;
    return JSON.stringify([kind, origin.uri, start.line + base, start.character, end.line + base, end.character]);
  };
  return new Map(
    [...all].map(([name, { body }]) => [name, nodesIn(body).map((node) => [placeOf(name, node), node] as const)]),
  );
}

function assertCounted(project: Project, text: string): number {
  const places = placesIn(project);
  const users = new Map<string, Set<string>>();
  for (const [name, values] of places) {
    for (const [place] of values) users.set(place, (users.get(place) ?? new Set()).add(name));
  }
  for (const [name, service] of project.all) {
    for (const [place, node] of places.get(name) ?? []) {
      assert.equal(service.users(node), users.get(place)?.size, `${name} ${place} ${JSON.stringify(text)}`);
    }
  }
  return Math.max(0, ...[...users.values()].map(({ size }) => size));
}

test('anchors, merge keys, bases and other files, while the file is edited', () => {
  const random = randomNumbers(21);
  const files = filesOf({ 'base.yaml': 'services:\n  b: &b\n    image: x\n    user: "1"\n  c: *b\n' });
  const start = `${TEXT}include: [base.yaml]\n`.replace(
    '  text:\n',
    '  far:\n    extends: {file: base.yaml, service: b}\n  text:\n',
  );
  let most = 0;
  for (let run = 0; run < 60; run++) {
    const document = new ComposeDocument(URI);
    let text = start;
    for (let edit = 0; edit < 4; edit++) {
      most = Math.max(most, assertCounted(document.read(text, files), text));
      text = edited(text, random);
    }
  }
  assert.ok(most >= 3, `${most}`);
});

test('services beside each other on one line', () => {
  const text = 'services: {a: {image: &i x, user: "1"}, b: {image: *i, user: "1"}, c: {image: *i}}\n';
  assert.equal(assertCounted(new ComposeDocument(URI).read(text, filesOf({})), text), 3);
});
