// COPY to a folder that the base image decides.
import { copiesOf } from '../../dockerfile/copies';
import { expandWord } from '../../dockerfile/expand';
import { settingOf } from '../../dockerfile/settings';
import { isWindows } from '../../dockerfile/shell';
import { rangeOfWord, rootBase } from '../../dockerfile/stages';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'relative-copy-target',
  title: 'COPY to a relative path without WORKDIR',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['COPY', 'ADD'],
  references: [{ hadolint: 'DL3045' }],
  docs: {
    why: 'Without WORKDIR a relative target counts from the folder of the base image, mostly the root: files land among those of the system, and somewhere else with another version of the base.',
    bad: 'FROM node:24.4-alpine\nCOPY package.json ./\nUSER node\n',
    good: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY package.json ./\nUSER node\n',
    limits:
      'The WORKDIR of the base image is not known here. Nothing is said where a variable without a value decides.',
  },
  *stage(stage) {
    if (isWindows(stage) || rootBase(stage).kind === 'scratch') return;
    for (const { step, index, target } of copiesOf(stage)) {
      const path = expandWord(target.text, stage.globals.escape, stage.variables.at(index))?.text;
      if (path === undefined || path === '' || /^(?:\/|\\|[a-zA-Z]:)/.test(path)) continue;
      if (settingOf(stage, 'WORKDIR', index)) continue;
      yield {
        range: rangeOfWord(step, target),
        message: `'${path}' counts from the folder of the base image; write WORKDIR before, or the whole path`,
      };
    }
  },
});
