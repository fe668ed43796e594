// One image is built with both wget and curl.
import { commandsNamed, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import { inherited } from '../../dockerfile/inherited-facts';
import type { Stage } from '../../dockerfile/stages';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'wget-beside-curl',
  title: 'Both wget and curl',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['wget'],
  references: [
    { hadolint: 'DL4001' },
    { trivy: 'DS-0014' },
    { kics: 'fc775e75-fcfb-4c98-b2f2-910c5858b359' },
    { semgrep: 'dockerfile.best-practice.use-either-wget-or-curl.use-either-wget-or-curl' },
  ],
  docs: {
    why: 'Both do the same. Each has settings of its own for proxies, certificates and retries, and each is one more program in the image that an attacker can use and that needs updates. Take one of them for all downloads.',
    bad: 'FROM debian:12.11-slim\nRUN wget -q https://example.com/a.csv -O /srv/a.csv\nRUN curl -fsS https://example.com/b.csv -o /srv/b.csv\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN curl -fsS https://example.com/a.csv -o /srv/a.csv\nRUN curl -fsS https://example.com/b.csv -o /srv/b.csv\nUSER 65532\n',
    limits:
      'Only what RUN calls counts, in one stage and the stages that it is built on: to install both is no finding.',
  },
  *stage(stage) {
    const before = stage.base.kind === 'stage' ? usedIn(stage.base.stage) : NONE;
    const seen = new Set(before);
    for (const at of downloadsOf(stage)) {
      const { program = '', name } = at.command;
      const other = program === 'wget' ? 'curl' : 'wget';
      const isSecond = seen.has(other) && !seen.has(program);
      seen.add(program);
      if (!isSecond || before.size === 2) continue;
      yield {
        range: rangeOfPart(at, name ?? at.command),
        message: `'${program}' does what '${other}' does above; use one of them for all downloads`,
      };
    }
  },
});

const NONE: ReadonlySet<string> = new Set();

const downloadsOf = (stage: Stage): StepCommand[] =>
  commandsNamed(stage, ['wget', 'curl']).filter(
    ({ instruction, command }) =>
      instruction.name === 'RUN' && command.args.length > 0 && !asksVersion(command.args[0]?.value),
  );

const asksVersion = (argument: string | undefined): boolean => /^(?:-V|--version|--help)$/.test(argument ?? '');

const usedIn: (stage: Stage) => ReadonlySet<string> = inherited((stage, base = NONE) => {
  const own = downloadsOf(stage).flatMap(({ command }) => command.program ?? []);
  return own.every((program) => base.has(program)) ? base : new Set([...base, ...own]);
});
