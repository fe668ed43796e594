// Actions whose edits are made when they are chosen, those of a whole rule, and those that only explain.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ClientCapabilities, CodeAction } from 'vscode-languageserver/node';
import type { Fix } from '../../server/src/rule/finding';
import { type DockerfileRule, dockerfileRule } from '../../server/src/rule/rule';
import secretInEnv from '../../server/src/rules/dockerfile/secret-in-env';
import { rangeOf } from '../../server/src/text/range';
import { EVERYTHING, insert, range, startClient } from './client';
import { applyProtocolEdits } from './editor-text';

const URI = 'file:///w/Dockerfile';
const LAZY: ClientCapabilities = {
  textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
};

const editsOf = ({ edit }: CodeAction) => edit?.changes?.[URI] ?? [];

test('edits are made when the editor asks for them, the same that others get at once', async (t) => {
  const text = 'FROM node AS a\nENV A_TOKEN=x B=c \\\n  # why\n  C_TOKEN=y\nRUN echo $A_TOKEN\nFROM debian\n';
  const [lazy, eager] = [await startClient(t, { capabilities: LAZY }), await startClient(t)];
  await lazy.open(URI, text);
  await eager.open(URI, text);
  assert.deepEqual(lazy.initializeResult.capabilities.codeActionProvider, {
    codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.hullwright'],
    resolveProvider: true,
  });
  const [unresolved, whole] = [await lazy.codeActions(URI, EVERYTHING), await eager.codeActions(URI, EVERYTHING)];
  assert.ok(unresolved.length > 10 && unresolved.every(({ edit }) => edit === undefined));
  for (const [i, action] of unresolved.entries()) {
    const resolved = await lazy.resolve(action);
    assert.deepEqual({ ...resolved, data: undefined }, { ...whole[i], data: undefined });
  }
});

test('an action of an older text is refused', async (t) => {
  const client = await startClient(t, { capabilities: LAZY });
  await client.open(URI, 'FROM node\n');
  const [action] = await client.codeActions(URI, EVERYTHING);
  assert.ok(action);
  await client.change(URI, 2, insert(0, 0, '# more\n'));
  await assert.rejects(client.resolve(action), /the text has changed/);
});

describe('all findings of a rule', () => {
  const title = "Fix all findings of 'secret-in-env' in this file";

  test('are fixed together, others stay', async (t) => {
    const client = await startClient(t);
    const text = 'FROM node\r\nENV A_TOKEN=x\r\nENV B=c \\\r\n  D_TOKEN=y\r\nCMD x\r\n';
    await client.open(URI, text);
    const action = (await client.codeActions(URI, range(1, 5))).find((each) => each.title === title);
    assert.ok(action);
    assert.equal(action.kind, 'quickfix');
    assert.equal(action.isPreferred, undefined);
    assert.equal(applyProtocolEdits(text, editsOf(action)), 'FROM node\r\nENV B=c\r\nCMD x\r\n');
  });

  test('are not offered where there is one', async (t) => {
    const client = await startClient(t);
    await client.open(URI, 'FROM node\nENV A_TOKEN=x\nCMD x\n');
    assert.ok(!(await client.codeActions(URI, range(1, 5))).some((each) => each.title === title));
  });
});

describe('explaining', () => {
  const explanations = (actions: readonly CodeAction[]): CodeAction[] =>
    actions.filter(({ command }) => command !== undefined);

  test('opens the page of the rule, where the client can', async (t) => {
    const initializationOptions = { commands: ['hullwright.explainRule'] };
    const client = await startClient(t, { initializationOptions });
    await client.open(URI, 'FROM node\nENV A_TOKEN=x\nENV B_TOKEN=x\nCMD x\n');
    const [action, ...others] = explanations(await client.codeActions(URI, range(1, 0, 2, 9)));
    const title = "Explain 'secret-in-env'";
    const command = { title, command: 'hullwright.explainRule', arguments: ['secret-in-env'] };
    assert.deepEqual(action, { title, kind: 'quickfix', command });
    assert.deepEqual(others, []);
  });

  for (const initializationOptions of [undefined, {}, { commands: true }, { commands: ['other.command'] }]) {
    test(`is not offered to a client that says ${JSON.stringify(initializationOptions)}`, async (t) => {
      const client = await startClient(t, { initializationOptions });
      await client.open(URI, 'FROM node\n');
      assert.deepEqual(explanations(await client.codeActions(URI, EVERYTHING)), []);
    });
  }
});

/** A rule that wants another spelling of a keyword. */
const spelling = (wrong: RegExp, right: string): DockerfileRule =>
  dockerfileRule({
    ...secretInEnv,
    id: `not-${right.toLowerCase()}`,
    supersedes: [],
    *stage({ steps: [from] }) {
      const keyword = from?.instruction.keyword.text ?? '';
      const place = rangeOf(0, 0, 0, keyword.length);
      const edits = () => [{ edits: [{ range: place, newText: right }] }];
      const fix: Fix = { title: right, safety: 'safe', delta: {}, edits };
      if (wrong.test(keyword)) yield { range: place, message: `write ${right}`, fixes: [fix] };
    },
  });

test('fixing all that is safe ends, also where fixes touch the same place', async (t) => {
  const client = await startClient(t, { rules: [spelling(/^from$/, 'From'), spelling(/^(?:from|From)$/, 'FROM')] });
  const texts = ['from a\nfrom b\nFROM c\n'];
  await client.open(URI, texts[0] ?? '');
  for (;;) {
    const text = texts.at(-1) ?? '';
    const [action] = await client.codeActions(URI, EVERYTHING, { only: ['source.fixAll.hullwright'] });
    if (!action) break;
    texts.push(applyProtocolEdits(text, editsOf(action)));
    await client.change(URI, texts.length, { text: texts.at(-1) ?? '' });
  }
  assert.deepEqual(texts.slice(1), ['From a\nFrom b\nFROM c\n', 'FROM a\nFROM b\nFROM c\n']);
});
