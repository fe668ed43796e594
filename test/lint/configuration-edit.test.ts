// Turning a rule off in a configuration as people write them: what is written stays, character by character.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { turnOff } from '../../server/src/lint/configuration-edit';
import { applyEdits } from '../../server/src/text/edit';
import { onEach } from './rules';

const rules = [onEach('bad-user', 'USER', { aliases: ['old-user'] }), onEach('bad-run', 'RUN')];

function turned(text: string, rule = 'bad-user'): string | undefined {
  const edit = turnOff(text, rule, { uri: 'file:///w/.hullwright.yaml', folder: 'file:///w', rules });
  return edit && applyEdits(text, [edit]);
}

const cases: Readonly<Record<string, readonly [text: string, turned: string]>> = {
  'an empty file': ['', 'rules:\n  bad-user: off\n'],
  'comments alone': ['# ours\n', '# ours\nrules:\n  bad-user: off\n'],
  'a document without a final line break': ['profile: strict', 'profile: strict\nrules:\n  bad-user: off\n'],
  'a start of document': ['---\nprofile: strict\n', '---\nprofile: strict\nrules:\n  bad-user: off\n'],
  'an indented document': ['  profile: strict\n', '  profile: strict\n  rules:\n    bad-user: off\n'],
  'other rules': [
    'rules:\n  # why\n  bad-run: off # so be it\n\n# the profile\nprofile: strict\n',
    'rules:\n  # why\n  bad-run: off # so be it\n  bad-user: off\n\n# the profile\nprofile: strict\n',
  ],
  'other rules, deeply indented': ['rules:\n      bad-run: off\n', 'rules:\n      bad-run: off\n      bad-user: off\n'],
  'other rules with options': [
    'rules:\n  bad-run:\n    severity: info\nignore:\n- a\n',
    'rules:\n  bad-run:\n    severity: info\n  bad-user: off\nignore:\n- a\n',
  ],
  'lines that end with CR LF': [
    'rules:\r\n  bad-run: off\r\nprofile: strict\r\n',
    'rules:\r\n  bad-run: off\r\n  bad-user: off\r\nprofile: strict\r\n',
  ],
  'no rules yet': ['rules:\nprofile: cis\n', 'rules:\n  bad-user: off\nprofile: cis\n'],
  'no rules yet, and a comment': ['rules: # none\nprofile: cis\n', 'rules: # none\n  bad-user: off\nprofile: cis\n'],
  'no rules, said': ['rules: ~\n', 'rules: { bad-user: off }\n'],
  braces: ['rules: { bad-run: info }\n', 'rules: { bad-user: off, bad-run: info }\n'],
  'empty braces': ['rules: {}\n', 'rules: { bad-user: off }\n'],
  JSON: ['{ "profile": "strict" }\n', '{ rules: { bad-user: off }, "profile": "strict" }\n'],
  'another severity': ['rules:\n  bad-user: "error" # hm\n', 'rules:\n  bad-user: off # hm\n'],
  'an old name': ['rules:\n  old-user: error\n', 'rules:\n  old-user: off\n'],
  'no severity': ['rules:\n  bad-user:\n  bad-run: off\n', 'rules:\n  bad-user: off\n  bad-run: off\n'],
  'a severity with a key': ['rules:\n  bad-user:\n    severity: error\n', 'rules:\n  bad-user:\n    severity: off\n'],
  'a severity in braces': ['rules: { bad-user: { severity: error } }', 'rules: { bad-user: { severity: off } }'],
  'empty braces of the rule': ['rules: { bad-user: {} }\n', 'rules: { bad-user: { severity: off } }\n'],
};

describe('a rule is turned off', () => {
  for (const [name, [text, expected]] of Object.entries(cases)) {
    test(`in ${name}`, () => assert.equal(turned(text), expected));
  }
});

describe('what is not understood is left to people', () => {
  const cases: Readonly<Record<string, string>> = {
    'no YAML': 'rules: [\n',
    'a list': '- a\n',
    'rules in a list': 'rules:\n- bad-user\n',
    'another rule that is the same value': 'rules:\n  bad-run: &a { severity: info }\n  bad-user: *a\n',
    'an end of document': 'profile: strict\n...\n',
  };
  for (const [name, text] of Object.entries(cases)) test(name, () => assert.equal(turned(text), undefined));
});
