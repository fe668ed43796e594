// The server attached to a real Emacs, with Eglot, by the configuration that docs/editors.md shows.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { findEmacs } from '../../scripts/editors.mjs';
import { assertFixed, documented, seenBy } from './attached';

test('Emacs shows diagnostics and applies a fix', { timeout: 60_000 }, (t) => {
  const emacs = findEmacs();
  if (!emacs) return t.skip('Emacs is not installed with Eglot and dockerfile-mode');
  const seen = seenBy(t, emacs, documented('elisp').join(''), (configuration) => [
    ...['--batch', '-q', '--eval', '(package-initialize)'],
    ...['-l', configuration, '-l', resolve('test/editors/emacs.el')],
  ]);
  assertFixed(seen);
  assert.deepEqual(seen.diagnostics, ['1:4 hullwright secret-in-env']);
});
