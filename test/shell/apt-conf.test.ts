// Settings of an apt.conf, written out and nested.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aptConfSettings } from '../../server/src/shell/apt-conf';

const CASES: readonly (readonly [string, string])[] = [
  ['APT::Get::Assume-Yes "true";', 'APT::Get::Assume-Yes=true@0'],
  ['APT { Get { Assume-Yes "true"; }; };', 'APT::Get::Assume-Yes=true@0'],
  [
    'APT\n{\n  Get::Assume-Yes true;\n  Install-Recommends "0";\n};\nA::B "c";',
    'APT::Get::Assume-Yes=true@2 APT::Install-Recommends=0@3 A::B=c@5',
  ],
  ['// A::B "c";\n# A::B "c";\n/* A::B "c"; */', ''],
  ['DPkg::Post-Invoke { "rm -f /a"; };', ''],
  ['A::B "c"', ''],
  ['}; }; A "b";', 'A=b@0'],
];

for (const [text, expected] of CASES) {
  test(text, () => {
    const settings = aptConfSettings(text.split('\n'));
    assert.equal(settings.map(({ key, value, line }) => `${key}=${value}@${line}`).join(' '), expected);
  });
}
