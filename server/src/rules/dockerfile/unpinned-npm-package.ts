// npm, yarn or pnpm install whatever version of a package is the newest on the day of the build.
import { rangeOfPart } from '../../dockerfile/commands';
import { shortened, shownUnpinned, unpinnedPackages } from '../../dockerfile/unpinned-packages';
import { dockerfileRule } from '../../rule/rule';
import type { InstalledPackage } from '../../shell/packages';

export default dockerfileRule({
  id: 'unpinned-npm-package',
  title: 'npm package without a version',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  references: [{ cwe: 1357 }, { hadolint: 'DL3016' }, { kics: 'e36d8880-3f78-4546-b9a1-12f0745ca0d5' }],
  docs: {
    why: 'Without a version a build takes the newest one, and npm runs its scripts as root. Releases of an account that was taken over have been found within hours, and builds of those hours held them. A version in the Dockerfile, or a package.json with its lockfile and `npm ci`, makes an update a change that somebody looks at.',
    bad: 'FROM node:24.4-alpine\nRUN npm install -g serve\nUSER node\n',
    good: 'FROM node:24.4-alpine\nRUN npm install -g serve@14.2.4\nUSER node\n',
    limits:
      'Names of packages behind `install` and `add` of npm, yarn and pnpm are read. `@latest` and `@next` are no versions; any other tag or range counts as one. An address of git needs a commit or a tag behind `#`. Folders, archives and what a variable names are left alone.',
  },
  *stage(stage) {
    for (const manager of ['npm', 'yarn', 'pnpm'] as const) {
      for (const found of unpinnedPackages(stage, manager, isPinned)) {
        yield {
          range: rangeOfPart(found.step.at, found.first.word),
          message:
            found.first.source === 'address'
              ? `'${shortened(found.first.name)}' names no commit; add '#' and a commit or a tag`
              : `${shownUnpinned(found)}: a later build may install another; write '@' and the version`,
        };
      }
    }
  },
});

/** A slash outside of a scope means a repository or a folder. */
const isPinned = ({ name, version, source, word }: InstalledPackage): boolean =>
  (source === 'address' && (!/^git|\.git$/.test(name) || name.includes('#') || word.value === undefined)) ||
  (source !== 'address' && isPinnedName(name, version));

const isPinnedName = (name: string, version: string | undefined): boolean =>
  !/^(?:@[^/]+\/)?[^/:]+$/.test(name) || (version !== undefined && !/^(?:latest|next|canary|beta|\*|x)$/.test(version));
