// COPY of the whole context with what lies beside the Dockerfile: which .dockerignore counts, and what the fix makes of it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseWith } from '../../server/src/lint/analyse';
import { Linter } from '../../server/src/lint/linter';
import type { Finding } from '../../server/src/rule/finding';
import rule from '../../server/src/rules/dockerfile/whole-context-copied';
import { applyEdits } from '../../server/src/text/edit';
import type { FileAnswer, Files } from '../../server/src/text/files';

const TEXT = 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY . .\n';
const DOCKERFILE = 'file:///w/svc/Dockerfile';
const COVERS = '.git\n.env*\n';

const linter = new Linter({ rules: [rule], facts: { images: bundledImageFacts }, profile: 'strict' });

/** All but these files, under the workspace's root, is missing; beyond it nothing is known. */
function among(present: Readonly<Record<string, string>>): Files {
  const answer = (uri: string): FileAnswer => {
    const text = present[uri];
    if (text !== undefined) return { kind: 'text', text };
    return uri.startsWith('file:///w/') ? { kind: 'missing' } : { kind: 'unknown' };
  };
  return { read: answer };
}

function found(present: Readonly<Record<string, string>>, text = TEXT, uri = DOCKERFILE): readonly Finding[] {
  return analyseWith(linter.of('dockerfile'), uri, text, among(present)).findings;
}

describe('whole-context-copied among files', () => {
  test('silent where a .dockerignore beside it, or above it, leaves out .git and .env', () => {
    for (const folder of ['file:///w/svc/', 'file:///w/'])
      assert.deepEqual(found({ [`${folder}.dockerignore`]: COVERS }), [], folder);
    assert.deepEqual(found({ 'file:///w/svc/.dockerignore': '*\n!src\n' }), []);
  });

  test('NAME.dockerignore counts alone', () => {
    const own = `${DOCKERFILE}.dockerignore`;
    assert.deepEqual(found({ [own]: COVERS }), []);
    const [finding] = found({ [own]: 'node_modules\n', 'file:///w/svc/.dockerignore': COVERS });
    assert.match(finding?.message ?? '', /Dockerfile\.dockerignore lets '\.git' and '\*\*\/\.env\*' through/);
  });

  test('silent where --exclude does it', () => {
    assert.deepEqual(found({}, TEXT.replace('COPY', 'COPY --exclude=.git --exclude=**/.env*')), []);
  });

  test('nothing is made where nothing is known', () => {
    const [finding] = found({}, TEXT, 'untitled:Dockerfile');
    assert.equal(finding?.fixes.length, 0);
  });

  test('the fix extends the file that is there', () => {
    for (const text of ['node_modules', 'node_modules\n', 'node_modules\r\n', '']) {
      const uri = 'file:///w/svc/.dockerignore';
      const [finding] = found({ [uri]: text });
      const [file, ...others] = finding?.fixes[0]?.edits() ?? [];
      assert.equal(others.length, 0);
      assert.equal(file?.uri, uri);
      assert.equal(file?.isNew, undefined);
      const fixed = applyEdits(text, file?.edits ?? []);
      assert.ok(fixed.startsWith(text));
      assert.deepEqual(found({ [uri]: fixed }), []);
      if (text.includes('\r\n')) assert.ok(!/(?<!\r)\n/.test(fixed));
    }
  });

  test('the fix makes a file that BuildKit takes wherever the context begins', () => {
    const [finding] = found({});
    const [file] = finding?.fixes[0]?.edits() ?? [];
    assert.equal(file?.uri, `${DOCKERFILE}.dockerignore`);
    assert.equal(file?.isNew, true);
    const made = applyEdits('', file?.edits ?? []);
    assert.deepEqual(found({ [`${DOCKERFILE}.dockerignore`]: made }), []);
  });

  test('a .dockerignore that BuildKit refuses gets no fix', () => {
    const [finding] = found({ 'file:///w/svc/.dockerignore': '!\n' });
    assert.equal(finding?.fixes.length, 0);
  });
});
