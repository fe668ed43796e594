// RUN calls apt, which is made for people at a terminal.
import { wordReplaced } from '../../dockerfile/command-edits';
import { rangeOfPart } from '../../dockerfile/commands';
import { type PackageStep, packageStepsOf } from '../../dockerfile/package-commands';
import type { FixSafety } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'apt-instead-of-apt-get',
  title: 'apt in a script',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['apt'],
  references: [
    { hadolint: 'DL3027' },
    { checkov: 'CKV_DOCKER_9' },
    { kics: 'b84a0b47-2e99-4c9f-8933-98bcabe2b94d' },
    { semgrep: 'dockerfile.best-practice.prefer-apt-get.prefer-apt-get' },
  ],
  docs: {
    why: '`apt` is made for people: its options and its output may change from one release to the next, and it says so in every build. `apt-get` and `apt-cache` do the same and stay as they are.',
    bad: 'FROM debian:12.11-slim\nRUN apt update && apt install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nUSER 65532\n',
    limits:
      'The quick fix writes `apt-get` where both know the same words: not for `list`, `search`, `show` and `full-upgrade`. It is not applied unasked where a pattern stands for packages, and for `upgrade`, which installs no new package with `apt-get`.',
  },
  *stage(stage) {
    for (const step of packageStepsOf(stage, 'apt')) {
      const { at, program, subcommand } = step;
      const { name } = at.command;
      if (program !== 'apt' || !name) continue;
      const safety = safetyOf(step);
      const edit = safety && name.text === 'apt' ? wordReplaced(at, name, 'apt-get') : undefined;
      const other = CACHED.test(subcommand?.value ?? '') ? 'apt-cache' : 'apt-get';
      yield {
        range: rangeOfPart(at, name),
        message: `'apt' is made for people at a terminal, and its options may change; write '${other}'`,
        fixes:
          edit && safety
            ? [
                {
                  title: "Write 'apt-get'",
                  safety,
                  delta: { changes: [at.step.instruction.name] },
                  edits: () => [{ edits: [edit] }],
                },
              ]
            : [],
      };
    }
  },
});

const CACHED = /^(?:search|show|policy|depends|rdepends|showsrc)$/;

function safetyOf({ verb, subcommand, operands }: PackageStep): FixSafety | undefined {
  if (verb === 'upgrade') return 'suggested';
  const isShared = verb === 'install' || verb === 'update' || verb === 'remove' || subcommand?.value === 'clean';
  if (!isShared) return undefined;
  return operands.every(({ value }) => value !== undefined && !/[*?[\]^$]/.test(value)) ? 'safe' : 'suggested';
}
