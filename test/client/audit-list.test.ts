// What the audit's view knows of files, by what servers say of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuditList } from '../../client/src/audit-list';
import type { FileFindings } from '../../protocol/audit';

const found = (uri: string): FileFindings => ({
  uri,
  path: uri,
  suppressed: 0,
  findings: [
    {
      rule: 'r',
      severity: 'error',
      message: 'm',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
      fixable: false,
    },
  ],
});
const gone = (uri: string): FileFindings => ({ uri, path: '', suppressed: 0, findings: [] });
const listed = (list: AuditList): string[] => list.findings().map(({ uri }) => uri);

test('findings of a file go when the server says so', () => {
  const list = new AuditList();
  list.started();
  list.apply([found('a'), found('b')]);
  list.apply([gone('a')]);
  assert.deepEqual(listed(list), ['b']);
});

test('what a server says after it was told to stop does not stay when its file is deleted before the next one looks', () => {
  const list = new AuditList();
  list.started();
  list.apply([found('a')]);
  list.stopped();
  list.apply([found('a'), found('deleted')]);
  assert.deepEqual(listed(list), []);
  list.started();
  // The next one does not find what is gone, and has nothing to take back.
  list.apply([found('a')]);
  assert.deepEqual(listed(list), ['a']);
});
