// What Hullwright says of a rule's own examples, and what its fixes make of them: the pages show what really happens.

import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseDockerfile } from '../../server/src/lint/analyse';
import { fixText } from '../../server/src/lint/fix';
import { unifiedDiff } from '../../server/src/report/unified-diff';
import type { FixSafety } from '../../server/src/rule/finding';
import type { DockerfileRule } from '../../server/src/rule/rule';
import { TODAY } from '../day';

export interface ExampleFix {
  readonly title: string;
  readonly safety: FixSafety;
  /** Lines of a diff, without its head. */
  readonly diff: string;
}

export interface Example {
  readonly messages: readonly string[];
  /** Of the first finding. */
  readonly fixes: readonly ExampleFix[];
}

export function badExample(rule: DockerfileRule): Example {
  const { bad } = rule.docs;
  const analyse = (text: string) =>
    analyseDockerfile('Dockerfile', text, {
      rules: [rule],
      facts: { images: bundledImageFacts, today: TODAY },
      profile: 'strict',
    });
  const { findings } = analyse(bad);
  const [first] = findings;
  const fixes = (first?.fixes ?? []).map(({ title, safety }) => {
    const { text } = fixText(bad, analyse, (fix) => fix.title === title);
    const diff = unifiedDiff('Dockerfile', bad, text).split('\n').slice(3).join('\n');
    return { title, safety, diff };
  });
  return { messages: findings.map(({ message }) => message), fixes };
}
