// The newest commit of a branch is built into the image, whatever it is on the day of the build.
import { commandsNamed, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import { copiesOf } from '../../dockerfile/copies';
import { rangeOfWord, type Stage } from '../../dockerfile/stages';
import type { Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { readArguments } from '../../shell/options';
import { shownText } from '../../shell/written-files';

export default dockerfileRule({
  id: 'unpinned-git-source',
  title: 'Repository taken as it is on the day of the build',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  looksFor: ['git', 'github', 'gitlab', 'bitbucket', 'ADD'],
  references: [{ cwe: 1357 }, { tally: 'prefer-add-git' }],
  docs: {
    why: 'A clone without a commit takes what the branch holds on the day of the build: another thing tomorrow, and whatever somebody pushed who took over the account. A cached layer keeps an old one at the same time, fixes included. Name a commit, or at least a tag: `git clone --branch v1.2`, `git checkout COMMIT`, or `ADD https://example.com/repository.git#COMMIT /src`, which needs no git in the image.',
    bad: 'FROM alpine:3.22\nRUN git clone https://example.com/tool.git /src\nUSER 65532\n',
    good: 'FROM alpine:3.22\nRUN git clone --branch v1.2.3 --depth 1 https://example.com/tool.git /src\nUSER 65532\n',
    limits:
      'Names such as main, master and develop are branches; any other name behind `--branch` may be a tag and is left alone. Nothing is said where a later command of the stage checks something out, and of repositories on this machine.',
  },
  *stage(stage) {
    yield* clones(stage);
    for (const { step, sources, sourceTexts, instruction } of copiesOf(stage)) {
      if (instruction.name !== 'ADD') continue;
      for (const [i, word] of sources.entries()) {
        const text = sourceTexts[i];
        if (text === undefined || !isRepository(text)) continue;
        const reference = /#([^:]*)/.exec(text)?.[1] ?? '';
        const query = /[?&](?:ref|commit|tag|branch|checksum)=([^&#]+)/.exec(text)?.[1];
        if (query !== undefined || !isBranch(reference)) continue;
        yield { range: rangeOfWord(step, word), message: messageOf(text, reference, "'#' and a commit or a tag") };
      }
    }
  },
});

const BRANCH = /^(?:|HEAD|main|master|develop|development|dev|trunk|default|next|nightly|edge|latest|stable)$/;
const isBranch = (name: string): boolean => BRANCH.test(name.replace(/^(?:refs\/heads|origin)\//, ''));

/** What ADD clones: an address that ends in `.git`, and git's own. */
const isRepository = (text: string): boolean =>
  /^(?:https?:\/\/[^#?]+\.git(?:[#?]|$)|git:\/\/|ssh:\/\/|git@[^:]+:)/.test(text);

function messageOf(url: string, branch: string, add: string): string {
  const name =
    url
      .replace(/[#?].*/, '')
      .replace(/\/+$/, '')
      .split(/[/@]/)
      .at(-1) ?? url;
  const shown = name.length > 34 ? `${name.slice(0, 33)}…` : name;
  const what = branch === '' ? 'its newest commit' : `the newest commit of '${branch}'`;
  return `'${shown}' is taken at ${what}, another one with every build; add ${add}`;
}

const CLONE = {
  short: 'bocju',
  long: new Set(
    [
      'branch',
      'origin',
      'config',
      'jobs',
      'depth',
      'reference',
      'template',
      'upload-pack',
      'filter',
      'revision',
      'separate-git-dir',
      'shallow-since',
      'shallow-exclude',
      'server-option',
    ].map((name) => `--${name}`),
  ),
};
const GIT = { short: 'Cc', long: new Set(['--git-dir', '--work-tree', '--config-env']) };

function* clones(stage: Stage): Iterable<Report> {
  const reports: Report[] = [];
  const all = commandsNamed(stage, ['git']);
  for (let i = all.length - 1; i >= 0; i--) {
    const at = all[i];
    if (at?.instruction.name !== 'RUN') continue;
    const [subcommand] = readArguments(at.command.args, GIT).operands;
    if (
      /^(?:checkout|reset|switch|fetch|pull|submodule|worktree|verify-commit|verify-tag)$/.test(subcommand?.value ?? '')
    ) {
      if (subcommand?.value !== 'submodule') break;
      continue;
    }
    const report = subcommand?.value === 'clone' && cloneReport(at, at.command.args.indexOf(subcommand));
    if (report) reports.push(report);
  }
  yield* reports.reverse();
}

function cloneReport(at: StepCommand, from: number): Report | undefined {
  const { options, operands } = readArguments(at.command.args.slice(from + 1), CLONE);
  const [repository] = operands;
  const url = repository && (at.valueOf(repository)?.text ?? shownText(repository));
  if (!repository || url === undefined || !/^(?:(?:https?|ssh|git):\/\/|[\w.-]+@[\w.-]+:)/.test(url)) return undefined;
  if (options.some(({ name }) => name === '--revision' || name === '--bundle-uri')) return undefined;
  const branch = options.find(({ name }) => name === '-b' || name === '--branch')?.value;
  const name = branch ? at.valueOf(branch)?.text : '';
  if (name === undefined || !isBranch(name)) return undefined;
  return {
    range: rangeOfPart(at, repository),
    message: messageOf(url, name, "'--branch' and a tag, or check out a commit"),
  };
}
