// What a variable is worth where it is used: the last line of a file asks. Instructions stand between slashes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dockerfileOf } from '../../server/src/dockerfile/model';
import { readDockerfile } from '../../server/src/dockerfile/read';
import { argumentAt } from '../../server/src/dockerfile/stages';

/** A default is marked by a `?` behind it; `unknown` is what nobody knows. */
const FILES: readonly (readonly [file: string, value: string])[] = [
  ['FROM a / USER $V', 'unknown'],
  ['FROM scratch / USER x$V', 'x'],
  ['FROM a / ENV V=1 / USER $V', '1'],
  ['FROM a / ENV V 1 2 / USER $V', '1 2'],
  ['FROM a / ENV V=1 / ENV V=2 W=$V / USER $W', '1'],
  ['FROM a / ENV V="1 2" W=\'$V\' / USER $V$W', '1 2$V'],
  ['FROM a / USER $V / ENV V=1', 'unknown'],
  ['FROM a / ARG V=1 / USER $V', '1?'],
  ['FROM a / ARG V / USER $V', 'unknown'],
  ['FROM a / ARG V=1 W=$V / USER $W', 'unknown'],
  ['FROM a / ARG V=1 / ARG W=$V / USER $W', '1?'],
  ['FROM a / ARG V=1 / ENV V=2 / USER $V', '2'],
  ['FROM a / ARG V=1 / ENV V=$V / USER $V', '1?'],
  ['FROM a / ARG V / ENV V=${V:-2} / USER $V', 'unknown'],
  ['FROM a / ENV V=1 / ARG V=2 / USER $V', '2?'],
  ['FROM a / ENV V=1 / ARG V / USER $V', '1?'],
  ['ARG V=1 / FROM a / USER $V', 'unknown'],
  ['ARG V=1 / FROM a / ARG V / USER $V', '1?'],
  ['ARG V=1 / FROM a / ARG V=2 / USER $V', '2?'],
  ['ARG V=1 / ARG W=$V-2 / FROM a / ARG W / USER $W', '1-2?'],
  ['ARG V / FROM a / ARG V / USER $V', 'unknown'],
  ['FROM a / ARG TARGETARCH / USER $TARGETARCH', 'unknown'],
  ['FROM scratch / USER x$TARGETARCH', 'x'],
  ['FROM scratch / ARG TARGETARCH / USER $TARGETARCH', 'unknown'],
  ['FROM a AS s / ENV V=1 / FROM s / USER $V', '1'],
  ['FROM a AS s / ARG V=1 / FROM s / USER $V', '1?'],
  ['FROM a AS s / ENV V=1 / ARG V=2 / FROM s / USER $V', '1'],
  ['FROM a AS s / ENV V=1 / FROM s / ARG V=2 / USER $V', '2?'],
  ['FROM a AS s / ENV V=1 / FROM a / USER $V', 'unknown'],
  ['FROM a AS s / ENV V=1 / FROM s AS t / ENV W=$V / FROM t / USER $V$W', '11'],
  ['FROM a AS s / ONBUILD ARG V=1 / ONBUILD ENV W=$V / FROM s / USER $W', '1?'],
  ['FROM a AS s / ONBUILD ENV V=1 / FROM s AS t / FROM t / USER $V', '1'],
  ['FROM a / ONBUILD ENV V=1 / USER $V', 'unknown'],
  ['FROM a / ENV V=node:24 / USER ${V%%:*}-${V##*:}-${V/:/@}-${W:-x}', 'unknown'],
  ['FROM scratch / ENV V=node:24 / USER ${V%%:*}-${V##*:}-${V/:/@}-${W:-x}-${V:+y}', 'node-24-node@24-x-y'],
];

for (const [file, expected] of FILES) {
  test(file, () => {
    const stage = dockerfileOf(readDockerfile(file.split(' / ').join('\n'))).stages.at(-1)?.stage;
    const index = stage?.steps.findLastIndex(({ instruction }) => instruction.name === 'USER') ?? -1;
    const value = stage && argumentAt(stage, index);
    assert.equal(value ? value.text + (value.isDefault ? '?' : '') : 'unknown', expected);
  });
}
