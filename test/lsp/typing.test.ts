// What is sent to the editor while somebody types: a few at a time, and all of it in the end.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Typing } from '../../server/src/lsp/typing';

/** A clock that stands still but for what is waited; `during` happens at each wait's end. */
function stage(during: (typing: Typing, time: number) => void = () => {}) {
  let time = 0;
  let paced = 0;
  const typing: Typing = new Typing({
    now: () => time,
    wait: async (milliseconds) => {
      assert.ok(milliseconds > 0);
      time += milliseconds;
      during(typing, time);
    },
  });
  const step = typing.aFewAtATime(async () => void paced++);
  const send = async (count: number): Promise<{ time: number; paced: number }> => {
    for (let i = 0; i < count; i++) await step();
    return { time, paced };
  };
  return { typing, send };
}

describe('what is sent', () => {
  test('waits for nothing but its pace while nobody types', async () => {
    assert.deepEqual(await stage().send(25), { time: 0, paced: 25 });
  });

  test('waits for a pause after a few while somebody types', async () => {
    const { typing, send } = stage();
    typing.typed();
    assert.deepEqual(await send(9), { time: 0, paced: 0 });
    assert.deepEqual(await send(1), { time: 500, paced: 1 });
    assert.deepEqual(await send(100), { time: 500, paced: 101 }, 'they paused: all of it');
  });

  test('waits for the end of what is typed meanwhile', async () => {
    const { typing, send } = stage((own, time) => time < 600 && own.typed());
    typing.typed();
    assert.deepEqual(await send(10), { time: 1_000, paced: 1 });
  });

  test('goes on for who never pauses', async () => {
    const { typing, send } = stage((own) => own.typed());
    typing.typed();
    assert.deepEqual(await send(30), { time: 3_000, paced: 3 });
  });
});
