// FROM that asks for the platform that it has anyway.
import { declaredIn } from '../../dockerfile/from-variables';
import { platformFlag, withoutPlatform } from '../../dockerfile/platform-flag';
import { rangeOfWord } from '../../dockerfile/stages';
import { dockerfileRule } from '../../rule/rule';

const TARGET = /^(?:\$TARGETPLATFORM|\$\{TARGETPLATFORM\})$/;

export default dockerfileRule({
  id: 'redundant-target-platform',
  title: 'FROM --platform that changes nothing',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  tag: 'unnecessary',
  references: [{ buildkit: 'RedundantTargetPlatform' }, { hadolint: 'DL3065' }],
  docs: {
    why: 'Without `--platform` a stage has the platform that the build asks for, which is what `$TARGETPLATFORM` says.',
    bad: 'FROM --platform=$TARGETPLATFORM node:24.4-alpine\nUSER node\n',
    good: 'FROM node:24.4-alpine\nUSER node\n',
    limits: 'Nothing is said where an ARG of that name gives it another meaning.',
  },
  *stage(stage) {
    const flag = platformFlag(stage);
    if (!flag || !TARGET.test(flag.value.text) || declaredIn(stage.globals).has('TARGETPLATFORM')) return;
    const edit = withoutPlatform(flag);
    yield {
      range: rangeOfWord(flag.from, flag.flag),
      message: `'${flag.flag.text}' is what FROM does without it; leave it out`,
      fixes: edit
        ? [{ title: 'Take it out', safety: 'safe', delta: { changes: ['FROM'] }, edits: () => [{ edits: [edit] }] }]
        : [],
    };
  },
});
