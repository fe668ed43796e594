// What Hullwright says of a rule's own examples, and what its fixes make of them: the pages show what really happens.

import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseWith } from '../../server/src/lint/analyse';
import { NAME_OF_KIND } from '../../server/src/lint/file-kind';
import { fixText } from '../../server/src/lint/fix';
import { Linter } from '../../server/src/lint/linter';
import { unifiedDiff } from '../../server/src/report/unified-diff';
import type { FixSafety } from '../../server/src/rule/finding';
import type { Rule } from '../../server/src/rule/rule';
import { filesIn } from '../../server/src/text/files';
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

export function badExample(rule: Rule): Example {
  const { bad } = rule.docs;
  const name = NAME_OF_KIND[rule.kind];
  const facts = { images: bundledImageFacts, today: TODAY };
  const linter = new Linter({ rules: [rule], facts, profile: 'strict' }).of(rule.kind);
  const uri = `file:///project/${name}`;
  const analyse = (text: string) => analyseWith(linter, uri, text, filesIn('file:///project', rule.docs.files ?? {}));
  const { findings } = analyse(bad);
  const [first] = findings;
  const fixes = (first?.fixes ?? []).map(({ title, safety }) => {
    const { text } = fixText(bad, analyse, (fix) => fix.title === title);
    const diff = unifiedDiff(name, bad, text).split('\n').slice(3).join('\n');
    return { title, safety, diff };
  });
  return { messages: findings.map(({ message }) => message), fixes };
}
