// gem installs whatever version of a gem is the newest on the day of the build.
import { rangeOfPart } from '../../dockerfile/commands';
import { shownUnpinned, unpinnedPackages } from '../../dockerfile/unpinned-packages';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'unpinned-gem-package',
  title: 'Ruby gem without a version',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  looksFor: ['gem', 'gem2', 'gem3'],
  references: [{ cwe: 1357 }, { hadolint: 'DL3028' }, { kics: '22cd11f7-9c6c-4f6e-84c0-02058120b341' }],
  docs: {
    why: 'Without a version a build takes the newest one, and a gem may run code while it is installed. A version in the Dockerfile, or a Gemfile with its lockfile, makes an update a change that somebody looks at.',
    bad: 'FROM ruby:3.4-slim\nRUN gem install puma\nUSER 65532\n',
    good: 'FROM ruby:3.4-slim\nRUN gem install puma:7.0.4\nUSER 65532\n',
    limits:
      'A version behind `:`, or `-v` for all gems of the command, counts. `.gem` files and variables are left alone.',
  },
  *stage(stage) {
    for (const found of unpinnedPackages(
      stage,
      'gem',
      ({ version, source }) => version !== undefined || source === 'address',
    )) {
      yield {
        range: rangeOfPart(found.step.at, found.first.word),
        message: `${shownUnpinned(found)}: a later build may install another; write ':' and the version`,
      };
    }
  },
});
