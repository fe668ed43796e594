// pip installs whatever version of a package is the newest on the day of the build.
import { settingFor } from '../../dockerfile/command-environment';
import { rangeOfPart } from '../../dockerfile/commands';
import type { PackageStep } from '../../dockerfile/package-commands';
import type { Stage } from '../../dockerfile/stages';
import { shortened, shownUnpinned, unpinnedPackages } from '../../dockerfile/unpinned-packages';
import { dockerfileRule } from '../../rule/rule';
import { hasOption, type InstalledPackage } from '../../shell/packages';

export default dockerfileRule({
  id: 'unpinned-pip-package',
  title: 'pip package without a version',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  references: [{ cwe: 1357 }, { hadolint: 'DL3013' }, { kics: '02d9c71f-3ee8-4986-9c27-1a20d0d19bfc' }],
  docs: {
    why: 'Without a version a build takes the newest one, and with it whatever was published an hour ago: by the project, or by somebody who took over its account. A version in the Dockerfile, or better a requirements file with hashes, makes an update a change that somebody looks at.',
    bad: 'FROM python:3.13-slim\nRUN pip install --no-cache-dir flask\nUSER 65532\n',
    good: 'FROM python:3.13-slim\nRUN pip install --no-cache-dir flask==3.1.2\nUSER 65532\n',
    limits:
      'Any constraint counts as a version, and so does a constraints file. Local packages, requirements files and what a variable names are left alone. An address of a repository needs a commit or a tag behind `@`.',
  },
  *stage(stage) {
    for (const manager of ['pip', 'pipx', 'uv'] as const) {
      for (const found of unpinnedPackages(stage, manager, (each, step) => isPinned(stage, each, step))) {
        const { first, step } = found;
        yield {
          range: rangeOfPart(step.at, first.word),
          message:
            first.source === 'address'
              ? `'${shortened(first.name)}' names no commit; add one behind '@'`
              : `${shownUnpinned(found)}: a later build may install another; write '==' and the version`,
        };
      }
    }
  },
});

function isPinned(stage: Stage, each: InstalledPackage, step: PackageStep): boolean {
  if (hasOption(step, /^(?:-c|--constraint|--constraints|--no-index|--require-hashes)$/)) return true;
  if (step.manager === 'uv' && step.before === undefined) return true; // uv add writes the lockfile
  if (settingFor(stage, step.at, 'PIP_CONSTRAINT') !== undefined) return true;
  if (each.source === 'address') {
    if (!/(?:^|@ )?(?:git|hg|bzr|svn)\+/.test(each.name)) return true;
    return (
      /[^/:]@[^/]+$/.test(each.name.replace(/[#?].*/, '').replace(/^.*?:\/\/[^/]*/, 'x')) ||
      each.word.value === undefined
    );
  }
  return each.version !== undefined && each.version !== 'latest';
}
