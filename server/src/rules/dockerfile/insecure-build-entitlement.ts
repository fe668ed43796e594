// RUN that asks the builder for more than a container may do.

import { expandWord } from '../../dockerfile/expand';
import { removeFlag } from '../../dockerfile/list-edits';
import { rangeOfWord } from '../../dockerfile/stages';
import { actingInstruction } from '../../dockerfile/syntax';
import type { Severity } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

interface Entitlement {
  readonly severity: Severity;
  readonly message: string;
}

const BY_FLAG: ReadonlyMap<string, Entitlement> = new Map<string, Entitlement>([
  [
    '--security=insecure',
    { severity: 'error', message: 'runs this step with all rights on the machine that builds; take it out' },
  ],
  [
    '--network=host',
    { severity: 'warning', message: 'lets this step reach what listens on the machine that builds; take it out' },
  ],
]);

export default dockerfileRule({
  id: 'insecure-build-entitlement',
  title: 'RUN outside the walls of the build',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  looksFor: ['security', 'network'],
  references: [
    { cwe: 250 },
    { semgrep: 'dockerfile.security.run-security-insecure.run-security-insecure' },
    { sonar: 'S6431' },
    { sonar: 'S6502' },
  ],
  docs: {
    why: 'A step with `--security=insecure` is root on the machine that builds, like a privileged container: one package that was tampered with is enough to take over the builder, with the credentials and images on it. A step with `--network=host` reaches everything that listens there for local callers only, such as the metadata service of a cloud, databases, or other builds.',
    bad: 'FROM node:24.4-alpine\nRUN --network=host npm ci\nUSER node\n',
    good: 'FROM node:24.4-alpine\nRUN --network=none npm ci --offline\nUSER node\n',
    limits:
      'Whether the builder allows it (`--allow network.host`) is not known here. `docker build --network=host` is not seen.',
  },
  *stage(stage) {
    for (const [index, step] of stage.steps.entries()) {
      const { name, flags } = actingInstruction(step);
      if (name !== 'RUN') continue;
      for (const flag of flags) {
        const value = expandWord(flag.text, stage.globals.escape, stage.variables.at(index));
        const entitlement = value && BY_FLAG.get(value.text);
        if (!entitlement) continue;
        yield {
          range: rangeOfWord(step, flag),
          severity: entitlement.severity,
          message: `'${value.text}' ${entitlement.message}`,
          fixes: [
            {
              title: `Take '${flag.text}' out`,
              safety: 'suggested',
              delta: { changes: [step.instruction.name] },
              edits: () => [{ edits: [removeFlag(step, flag)] }],
            },
          ],
        };
      }
    }
  },
});
