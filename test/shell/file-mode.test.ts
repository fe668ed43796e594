import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWorldWritable, masksNothing, withOthersMasked, withoutOthersWrite } from '../../server/src/shell/file-mode';

const WRITABLE: readonly (readonly [mode: string, fixed: string | undefined])[] = [
  ['777', '775'],
  ['0666', '0664'],
  ['2', '0'],
  ['4777', '4775'],
  ['a+w', 'ug+w'],
  ['a+rwX', 'ug+rwX,o+rX'],
  ['o+w', 'o-w'],
  ['o=w', 'o='],
  ['go=rw', 'g=rw,o=r'],
  ['u+x,o+rw', 'u+x,o+r'],
  ['o-w,a+w', 'o-w,ug+w'],
  ['a+r+w', undefined],
];
const SILENT = [
  '755',
  '1777',
  '001',
  '+w',
  '+rwx',
  'g+w',
  'o-w',
  'a+w,o-w',
  'a+rwxt',
  'a=rwx,+t',
  'g=u',
  '',
  '$MODE',
  '888',
  'file',
];

for (const [mode, fixed] of WRITABLE) {
  test(`${mode} lets everyone write, and becomes ${fixed}`, () => {
    assert.equal(isWorldWritable(mode), true);
    assert.equal(withoutOthersWrite(mode), fixed);
    if (fixed !== undefined) assert.equal(isWorldWritable(fixed), false);
  });
}

test('what keeps others from writing, or is no mode, is none of these', () => {
  assert.deepEqual(SILENT.filter(isWorldWritable), []);
});

test('a umask that masks nothing', () => {
  assert.deepEqual(['0', '000', '0000', '020', '022', '002', '077', 'u=rwx'].filter(masksNothing), [
    '0',
    '000',
    '0000',
    '020',
  ]);
  assert.deepEqual(['0', '000', '024'].map(withOthersMasked), ['2', '002', '026']);
});
