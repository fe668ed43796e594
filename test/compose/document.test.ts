// A file that is edited is read as it would be at once, and what did not change is the same value.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ComposeDocument } from '../../server/src/compose/document';
import type { Project } from '../../server/src/compose/model';
import type { Node } from '../../server/src/compose/node';
import { readProject } from '../../server/src/compose/project';
import { randomNumbers } from '../support/random';
import { edited, TEXT } from './edits';
import { filesOf, ROOT } from './files';

const URI = `${ROOT}compose.yaml`;

/** All that a project says, as a value that can be compared. */
function shown(project: Project): unknown {
  const nodes = (map: ReadonlyMap<string, Node>): unknown => [...map].map(([name, node]) => [name, shownNode(node)]);
  return {
    services: project.services.map(({ line, service }) => ({
      line,
      ...service,
      body: shownNode(service.body),
      resources: undefined,
      users: [...service.body.entries].map(([key, node]) => [key, service.users(node)]),
    })),
    all: [...project.all.keys()],
    sections: [project.networks, project.volumes, project.secrets, project.configs, project.rest].map(nodes),
    resources: [...project.all.values()].map(({ resources }) => [...resources.volumes]),
    problems: project.problems,
    refusal: project.refusal,
  };
}

function shownNode(node: Node): unknown {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'sequence') return { ...node, items: node.items.map(shownNode) };
  return { ...node, entries: [...node.entries].map(([key, value]) => [key, shownNode(value)]) };
}

describe('a document that is edited', () => {
  const runs = Number(process.env.COMPOSE_EDITS ?? 300);

  test(`says after each of ${runs} edits what a full reading says`, () => {
    const random = randomNumbers(8);
    const files = filesOf({});
    let document = new ComposeDocument(URI);
    let text = TEXT;
    for (let run = 0; run < runs; run++) {
      if (run % 12 === 0) {
        text = TEXT;
        document = new ComposeDocument(URI);
        document.read(text, files);
      }
      text = edited(text, random);
      const after = shown(document.read(text, files));
      assert.deepEqual(after, shown(readProject({ uri: URI, text, files })), JSON.stringify(text));
    }
  });

  test('keeps the services that an edit does not touch, and those that it only moves', () => {
    const document = new ComposeDocument(URI);
    const before = document.read(TEXT, filesOf({}));
    const after = document.read(TEXT.replace('image: postgres', 'image: postgres:16\n    user: x'), filesOf({}));
    const same = after.services.map(({ service }, i) => service === before.services[i]?.service);
    // What worker extends stands further away now.
    assert.deepEqual(same, [true, false, false, true]);
    assert.deepEqual(
      after.services.map(({ line }, i) => line - (before.services[i]?.line ?? 0)),
      [0, 0, 1, 1],
    );
  });
});
