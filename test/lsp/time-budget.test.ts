// A document that is slow to analyse is said in the log, with the rule that took most of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogTraceNotification, SetTraceNotification } from 'vscode-languageserver/node';
import { type DockerfileRule, dockerfileRule } from '../../server/src/rule/rule';
import missingUser from '../../server/src/rules/dockerfile/missing-user';
import { insert, startClient } from './client';

const URI = 'file:///w/Dockerfile';

/** A clock that rules push on: `RUN 150` takes so many milliseconds. */
function slowRules(): { now: () => number; rules: DockerfileRule[] } {
  let time = 0;
  const takes = (id: string, share: number): DockerfileRule =>
    dockerfileRule({
      ...missingUser,
      id,
      // biome-ignore lint/correctness/useYield: it takes its time and says nothing
      *stage({ steps }) {
        for (const { instruction } of steps) time += share * Number(instruction.args[0]?.text ?? 0) || 0;
      },
    });
  return { now: () => time, rules: [takes('quick-rule', 0.1), takes('slow-rule', 0.9)] };
}

test('once, and again when it is much worse', async (t) => {
  const client = await startClient(t, slowRules());
  await client.open(URI, 'FROM a\nRUN 150\n');
  const said = [`${URI} took 150 ms to analyse, slow-rule 135 ms of it`];
  assert.deepEqual(client.log, said);
  await client.change(URI, 2, insert(1, 4, '0'));
  await client.change(URI, 3, insert(2, 0, 'RUN 1\n'));
  assert.deepEqual(client.log, said, 'it is no news');
  await client.change(URI, 4, insert(2, 0, 'RUN 160\n'));
  assert.deepEqual(client.log.slice(1), [`${URI} took 311 ms to analyse, slow-rule 280 ms of it`]);
});

test('nothing is said of what is quick', async (t) => {
  const client = await startClient(t, slowRules());
  await client.open(URI, 'FROM a\nRUN 100\n');
  assert.deepEqual(client.log, []);
});

test('who traces hears of every analysis', async (t) => {
  const client = await startClient(t, slowRules());
  const heard: string[] = [];
  client.connection.onNotification(LogTraceNotification.type, ({ message }) => void heard.push(message));
  await client.connection.sendNotification(SetTraceNotification.type, { value: 'messages' });
  await client.open(URI, 'FROM a\nRUN 20\n');
  assert.deepEqual(heard, [`analysed ${URI} in 20.0 ms`]);
  await client.connection.sendNotification(SetTraceNotification.type, { value: 'off' });
  await client.change(URI, 2, insert(1, 4, '1'));
  assert.equal(heard.length, 1);
});
