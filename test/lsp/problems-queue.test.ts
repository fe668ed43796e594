// Findings of closed files on their way to Problems: one after the other, at the editor's pace.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Connection } from 'vscode-languageserver';
import { ProblemsQueue } from '../../server/src/lsp/problems-queue';

/** `tick` is the editor's word that it has taken in what it was sent. */
function queue(open: ReadonlySet<string> = new Set()) {
  const sent: string[] = [];
  const waiting: (() => void)[] = [];
  const connection = {
    sendDiagnostics: ({ uri, diagnostics }: { uri: string; diagnostics: unknown[] }) => {
      sent.push(`${uri} ${diagnostics.length}`);
      return Promise.resolve();
    },
  } as unknown as Connection;
  const pace = () => () => new Promise<void>((resolve) => waiting.push(resolve));
  const problems = new ProblemsQueue({ connection, isOpen: (uri) => open.has(uri), pace });
  const tick = async (): Promise<void> => {
    waiting.shift()?.();
    await new Promise(setImmediate);
  };
  return { problems, sent, tick };
}

const finding = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, message: '' };

describe('findings of closed files', () => {
  test('are sent one by one, each when the editor is ready', async () => {
    const { problems, sent, tick } = queue();
    for (const uri of ['a', 'b', 'c']) problems.publish(uri, [finding]);
    assert.deepEqual(sent, ['a 1']);
    await tick();
    assert.deepEqual(sent, ['a 1', 'b 1']);
    await tick();
    await tick();
    assert.deepEqual(sent, ['a 1', 'b 1', 'c 1']);
  });

  test('are sent as they were last', async () => {
    const { problems, sent, tick } = queue();
    problems.publish('a', [finding]);
    problems.publish('b', [finding]);
    problems.publish('b', []);
    await tick();
    await tick();
    assert.deepEqual(sent, ['a 1', 'b 0']);
  });

  test('are left out for what was opened meanwhile', async () => {
    const open = new Set<string>();
    const { problems, sent, tick } = queue(open);
    problems.publish('a', [finding]);
    problems.publish('b', [finding]);
    open.add('b');
    await tick();
    assert.deepEqual(sent, ['a 1']);
  });

  test('go on after all was sent', async () => {
    const { problems, sent, tick } = queue();
    problems.publish('a', [finding]);
    await tick();
    problems.publish('b', [finding]);
    assert.deepEqual(sent, ['a 1', 'b 1']);
  });
});
