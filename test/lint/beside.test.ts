// What other files leave of a finding is asked once, until one of them says something else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DockerfileDocument } from '../../server/src/dockerfile/document';
import { bundledImageFacts } from '../../server/src/image/facts';
import { DockerfileLinter } from '../../server/src/lint/dockerfile-linter';
import { filesIn } from '../../server/src/text/files';
import { rangeOf } from '../../server/src/text/range';
import { onEach, shown } from './rules';

const asked: string[] = [];
/** Silent where a file of the image's name says so. */
const rule = Object.assign(onEach('bad-user', 'USER'), {
  beside: ((report, stage, { files }) => {
    const image = stage.image?.text ?? '';
    asked.push(image);
    const answer = files.read(`file:///w/${image}`);
    return answer.kind === 'text' && answer.text === 'silent' ? undefined : report;
  }) satisfies NonNullable<ReturnType<typeof onEach>['beside']>,
});
const linter = new DockerfileLinter({ rules: [rule], facts: { images: bundledImageFacts }, profile: 'recommended' });

function found(document: DockerfileDocument, texts: Readonly<Record<string, string>>, folder = 'w'): string[] {
  asked.length = 0;
  const uri = `file:///${folder}/Dockerfile`;
  const analysis = linter.analyse(uri, document.dockerfile, { files: filesIn('file:///w', texts) });
  assert.deepEqual(
    [...(analysis.asked ?? [])].sort(),
    ['file:///w/a', 'file:///w/b'],
    'the edge is told of all each time',
  );
  return shown(analysis);
}

test('a part that nothing changed for is not asked again', () => {
  const document = new DockerfileDocument('FROM a\nUSER x\nFROM b\nUSER y\n');
  assert.deepEqual(found(document, {}), ['2 warning bad-user', '4 warning bad-user']);
  assert.deepEqual(asked, ['a', 'b']);
  assert.deepEqual(found(document, {}), ['2 warning bad-user', '4 warning bad-user']);
  assert.deepEqual(asked, []);

  document.change(rangeOf(3, 6, 3, 6), 'z');
  assert.deepEqual(found(document, {}), ['2 warning bad-user', '4 warning bad-user']);
  assert.deepEqual(asked, ['b'], 'the stage that was edited');

  assert.deepEqual(found(document, { a: 'silent' }), ['4 warning bad-user']);
  assert.deepEqual(asked, ['a'], 'the stage whose file came');
  assert.deepEqual(found(document, { a: 'loud' }), ['2 warning bad-user', '4 warning bad-user']);
  assert.deepEqual(asked, ['a'], 'the stage whose file changed');

  document.change(rangeOf(0, 0, 0, 0), '# a comment\n');
  assert.deepEqual(found(document, { a: 'loud' }), ['3 warning bad-user', '5 warning bad-user']);
  assert.deepEqual(asked, ['a', 'b'], 'all that moved');
  found(document, { a: 'loud' }, 'w/other');
  assert.deepEqual(asked, ['a', 'b'], 'another file of the same text');
});
