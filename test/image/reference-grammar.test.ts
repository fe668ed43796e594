// References of real Dockerfiles and Compose files, and some that are made to be hard, are cut as the distribution project's
// own library cuts them. references.tsv is what github.com/distribution/reference v0.6.0, which BuildKit uses, said:
// `text none`, or the parts; the text as a JSON string. Left out are hosts with an underscore, which it takes for no host at all.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseImageReference } from '../../server/src/image/reference';

const [, ...rows] = readFileSync(join('test', 'image', 'references.tsv'), 'utf8')
  .split('\n')
  .slice(0, -1);

test('500 references and more are read as the reference grammar does', () => {
  assert.ok(rows.length >= 500);
  const others: string[] = [];
  for (const row of rows) {
    const [text = '', ...expected] = row.split('\t');
    const reference = parseImageReference(JSON.parse(text));
    const { registry = '', repository = '', tag = '', digest = '' } = reference ?? {};
    const shown = reference ? [registry, repository, tag, digest] : ['none'];
    if (shown.join(' ') !== expected.join(' ')) others.push(`${text}: ${shown.join(' ')}, not ${expected.join(' ')}`);
  }
  assert.deepEqual(others, []);
});
