// A download by https goes on in clear text where the server redirects it there.
import { canInsertBehind } from '../../dockerfile/command-edits';
import { commandsNamed, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import { downloadsIn } from '../../dockerfile/downloads';
import { scriptTextOf } from '../../dockerfile/script-text';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { redirectableSource } from '../../shell/redirects';

export default dockerfileRule({
  id: 'insecure-redirect',
  title: 'Redirect to clear text is followed',
  severity: 'hint',
  confidence: 'low',
  category: 'network',
  recommended: false,
  looksFor: ['curl', 'wget', 'wget2'],
  references: [{ cwe: 757 }, { sonar: 'S6506' }],
  docs: {
    why: "A server may answer a request by https with a redirect to http, by mistake or because somebody got hold of the page that redirects. `curl -L` and `wget` follow it, and the file comes in clear text, unseen. `curl --proto '=https'` refuses that; where no redirect is expected, leave out `-L`, or write `wget --max-redirect=0`.",
    bad: 'FROM debian:12.11-slim\nRUN curl -fsSL https://example.com/data.csv -o /srv/data.csv\nUSER 65532\n',
    good: "FROM debian:12.11-slim\nRUN curl --proto '=https' -fsSL https://example.com/data.csv -o /srv/data.csv\nUSER 65532\n",
    limits:
      'Nothing is said where what comes is compared with a digest or a signature, which finds out in any case. The wget of busybox follows redirects and cannot be told not to. There is no fix for wget, as most downloads are redirected to another host of the same project.',
  },
  *stage(stage) {
    const found = commandsNamed(stage, ['curl', 'wget', 'wget2']).flatMap((at) => {
      if (at.instruction.name !== 'RUN') return [];
      const source = redirectableSource(at.command, () => scriptTextOf(stage, at));
      return source ? [{ at, source }] : [];
    });
    if (found.length === 0) return;
    const verified = new Set(downloadsIn(stage).flatMap(({ by, isVerified }) => (isVerified && by ? [by.source] : [])));
    for (const { at, source } of found) {
      if (verified.has(source)) continue;
      const isCurl = at.command.program === 'curl';
      yield {
        range: rangeOfPart(at, source),
        message: isCurl
          ? "'curl -L' follows a redirect to clear text; add --proto '=https'"
          : "'wget' follows a redirect to clear text; add --max-redirect=0, or take 'curl --proto =https'",
        fixes: isCurl ? fixesOf(at) : [],
      };
    }
  },
});

function fixesOf(at: StepCommand): Fix[] {
  const { name, args } = at.command;
  if (!name || !canInsertBehind(at) || args.some(({ value }) => value?.startsWith('--proto'))) return [];
  const { end } = at.rangeOf(name);
  return [
    {
      title: "Add --proto '=https'",
      safety: 'suggested',
      delta: { changes: [at.step.instruction.name] },
      edits: () => [{ edits: [{ range: { start: end, end }, newText: " --proto '=https'" }] }],
    },
  ];
}
