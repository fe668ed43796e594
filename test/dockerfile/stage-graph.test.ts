// What stages are built on, copy from and mount; which reach an image; which need themselves.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inCycles } from '../../server/src/dockerfile/cycles';
import { dockerfileOf } from '../../server/src/dockerfile/model';
import { readDockerfile } from '../../server/src/dockerfile/read';
import { type Source, type StageGraph, stageGraphOf } from '../../server/src/dockerfile/stage-graph';

function read(text: string): { graph: StageGraph; shown: string; reached: string } {
  const { lines } = readDockerfile(text);
  const graph = stageGraphOf(dockerfileOf(readDockerfile(text)));
  const shown = graph.uses.map(({ index, how, isDelayed, source, range: { start, end } }) => {
    const word = lines[start.line]?.slice(start.character, end.character);
    return `${index} ${isDelayed ? 'ONBUILD ' : ''}${how} ${word} ${shownSource(source)}`;
  });
  return { graph, shown: shown.join(', '), reached: [...graph.reachedFrom()].sort().join(' ') };
}

function shownSource(source: Source): string {
  switch (source.kind) {
    case 'stage':
      return `= ${source.index}`;
    case 'later':
      return `= ${source.index}, too late`;
    case 'other':
      return 'elsewhere';
    case 'refused':
      return 'nowhere';
  }
}

/** A file, what its stages use, and which of them the image needs. */
const FILES: readonly (readonly [file: string, uses: string, reached: string])[] = [
  ['FROM a', '', '0'],
  ['FROM a AS b\nFROM b', '1 FROM b = 0', '0 1'],
  ['FROM a AS b\nFROM c', '', '1'],
  ['FROM a AS B\nFROM c\nCOPY --from=b x y', '1 COPY b = 0', '0 1'],
  ['FROM a AS b\nFROM c\nCOPY --from=B x y', '1 COPY B = 0', '0 1'],
  ['FROM a\nFROM c\nCOPY --from=0 x y', '1 COPY 0 = 0', '0 1'],
  ['FROM a\nFROM c\nCOPY --from=00 x y', '1 COPY 00 = 0', '0 1'],
  ['FROM a\nFROM c\nCOPY --from=2 x y', '1 COPY 2 nowhere', '1'],
  ['FROM a\nFROM c\nCOPY --from=-1 x y', '1 COPY -1 nowhere', '1'],
  ['FROM a\nCOPY --from=nginx:1 x y', '0 COPY nginx:1 elsewhere', '0'],
  ['FROM a\nCOPY --from=$V x y', '0 COPY $V nowhere', '0'],
  ['FROM a\nCOPY --chown=1 --from=b --link x y', '0 COPY b elsewhere', '0'],
  ['FROM a AS b\nCOPY --from=b x y', '0 COPY b = 0, too late', '0'],
  ['FROM a\nCOPY --from=b x y\nFROM c AS b', '0 COPY b = 1, too late', '1'],
  ['FROM a AS s\nFROM b AS s\nFROM c\nCOPY --from=s x y', '2 COPY s = 1', '1 2'],
  ['FROM a AS s\nFROM s AS s\nFROM s', '1 FROM s = 0, 2 FROM s = 1', '0 1 2'],
  ['FROM a AS b\nFROM c\nRUN --mount=from=b,target=/x y', '1 RUN b = 0', '0 1'],
  ['FROM a AS b\nFROM c\nRUN --mount=type=bind,source=/x,from=0 y', '1 RUN 0 elsewhere', '1'],
  ['FROM a AS b\nFROM c\nRUN --mount=type=cache,target=/x --mount=FROM=b,target=/y z', '1 RUN b = 0', '0 1'],
  ['FROM a AS b\nFROM c\nRUN --mount=type=bind,"from=b",target=/x y', '1 RUN b = 0', '0 1'],
  ['FROM a AS b\nFROM c\nRUN \\\n --mount=from=b,target=/x \\\n y', '1 RUN b = 0', '0 1'],
  ['FROM a AS b\nFROM c AS d\nONBUILD COPY --from=b x y\nFROM d', '1 ONBUILD COPY b = 0, 2 FROM d = 1', '0 1 2'],
  ['FROM a AS b\nFROM c AS d\nONBUILD COPY --from=b x y', '1 ONBUILD COPY b = 0', '1'],
  [
    'FROM a AS b\nFROM c AS d\nONBUILD COPY --from=b x y\nFROM d AS e\nFROM d AS f\nFROM e',
    '1 ONBUILD COPY b = 0, 2 FROM d = 1, 3 FROM d = 1, 4 FROM e = 2',
    '0 1 2 4',
  ],
  ['ARG V=b\nFROM a AS b\nFROM $V', '1 FROM $V = 0', '0 1'],
  ['FROM a AS B\nFROM b', '1 FROM b = 0', '0 1'],
  ['FROM a AS B\nFROM B', '', '1'],
  ['RUN x', '', ''],
];

for (const [file, uses, reached] of FILES) {
  test(JSON.stringify(file), () => {
    const all = read(file);
    assert.equal(all.shown, uses);
    assert.equal(all.reached, reached);
  });
}

test('a target is found by its name, whatever its case, and the last of the name counts', () => {
  const { graph } = read('FROM a AS b\nFROM b AS Test\nFROM c AS b\nFROM d');
  assert.deepEqual(['b', 'TEST', '0', 'x'].map(graph.target), [2, 1, undefined, undefined]);
  assert.deepEqual([...graph.reachedFrom(1)].sort(), [0, 1]);
  assert.deepEqual([...graph.reachedFrom(9)], []);
});

describe('stages that need themselves', () => {
  const CYCLES: readonly (readonly [string, readonly number[]])[] = [
    ['FROM a AS b\nFROM b\nCOPY --from=b x y', []],
    ['FROM a AS b\nCOPY --from=b x y', [0]],
    ['FROM a AS b\nRUN --mount=from=b,target=/x y', [0]],
    ['FROM a AS b\nCOPY --from=c x y\nFROM b AS c', [0, 1]],
    ['FROM a AS b\nCOPY --from=c x y\nFROM a AS c', []],
    [
      'FROM x AS a\nCOPY --from=c x y\nFROM x AS b\nCOPY --from=a x y\nFROM x AS c\nCOPY --from=b x y\nFROM c',
      [0, 1, 2],
    ],
  ];
  for (const [file, stages] of CYCLES) {
    test(JSON.stringify(file), () => assert.deepEqual(read(file).graph.inCycles, stages));
  }

  test('what lies between two cycles is in none', () => {
    assert.deepEqual(inCycles([[1], [0, 2], [3], [4], [3], [5], []]), [0, 1, 3, 4, 5]);
  });

  test('a cycle of 100,000', () => {
    const ring = Array.from({ length: 100_000 }, (_, i) => [(i + 1) % 100_000]);
    assert.equal(inCycles(ring).length, 100_000);
    assert.equal(inCycles(ring.slice(0, -1)).length, 0);
  });
});
