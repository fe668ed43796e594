// The page of a rule says which options it has, and what it was called before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ruleMarkdown, ruleText } from '../../server/src/report/rule-page';
import { onEach } from '../lint/rules';

const rule = {
  ...onEach('open-port', 'EXPOSE', { aliases: ['ports'] }),
  options: { ports: { kind: 'numbers', default: [22, 3389], description: 'Ports of remote administration.' } },
} as const;

test('options stand on the page of a rule', () => {
  assert.match(
    ruleMarkdown(rule),
    /\*\*Options\*\*\n\n- `ports`: Ports of remote administration\. Default: `\[22,3389\]`\./,
  );
  assert.match(ruleMarkdown(rule), /\*\*Was before\*\* `ports`/);
  assert.match(ruleText(rule, 80), /Option ports: Ports of remote administration\. Default: \[22,3389\]\./);
});
