// ADD that downloads, and takes what it gets.
import { checksumEdit } from '../../dockerfile/checksum-edits';
import { downloadsIn } from '../../dockerfile/downloads';
import { expandWord } from '../../dockerfile/expand';
import { rangeOfWord, type Stage, type Step } from '../../dockerfile/stages';
import { actingInstruction } from '../../dockerfile/syntax';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

const URL = /^(?:https?|ftp):\/\/./i;
/** BuildKit clones these. */
const REPOSITORY = /\.git(?:[#?].*)?$/;
/** What a branch points at: asked for so that the steps behind it run again when it moves, and used for nothing else. */
const MOVING_ON_PURPOSE = /^https:\/\/api\.github\.com\/repos\/[^/]+\/[^/]+\/(?:git\/refs|commits|branches)\b/;

export default dockerfileRule({
  id: 'add-remote-url',
  title: 'Download by ADD without a checksum',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  looksFor: ['ADD'],
  references: [
    { cis: '4.9' },
    { cwe: 494 },
    { checkov: 'CKV_DOCKER_4' },
    { kics: '4b410d24-1cbe-4430-a632-62c9a931cf1c' },
    { semgrep: 'dockerfile.best-practice.prefer-copy-over-add.prefer-copy-over-add' },
    { dockle: 'CIS-DI-0009' },
  ],
  docs: {
    why: 'ADD writes into the image whatever the server sends at the time of the build: another version, an error page, or what somebody put there who took the server over. With `--checksum` the build stops when the file is another one:\n\n`ADD --checksum=sha256:<digest> https://example.com/app.tar.gz /tmp/`\n\nThe digest is what `sha256sum` says of the file that you looked at, or what the project publishes with a signature.',
    bad: 'FROM node:24.4-alpine\nADD https://example.com/app.tar.gz /tmp/\nUSER node\n',
    good: 'FROM node:24.4-alpine\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/app.tar.gz /tmp/\nUSER node\n',
    limits:
      'Nothing is said where a later step of the stage checks a digest or a signature of the file. Git repositories are another matter: a commit in their address is a checksum. Left alone is what GitHub says of a branch, which is asked for to run the steps behind it again. Nothing is said of an address that comes from a variable without a default. `--checksum` takes one source: several on one line have to be split first.',
  },
  *stage(stage) {
    for (const [index, step] of stage.steps.entries()) {
      const { name, flags, args } = actingInstruction(step);
      if (name !== 'ADD' || flags.some(({ text }) => text.startsWith('--checksum='))) continue;
      const sources = args.slice(0, -1);
      for (const word of sources) {
        const value = expandWord(word.text, stage.globals.escape, stage.variables.at(index))?.text ?? word.text;
        if (!URL.test(value) || [value, word.text].some(isNoDownload) || isVerifiedLater(stage, step, value)) continue;
        const file =
          value
            .replace(/[?#].*$/, '')
            .split('/')
            .at(-1) ?? '';
        yield {
          range: rangeOfWord(step, word),
          message: `'${file === '' ? value : file}' is downloaded and not verified; add '--checksum=sha256:…'`,
          fixes: sources.length === 1 ? [fixOf(step)] : [],
        };
      }
    }
  },
});

const isVerifiedLater = (stage: Stage, step: Step, value: string): boolean =>
  downloadsIn(stage).some((download) => download.step === step && download.url === value && download.isVerified);

const isNoDownload = (url: string): boolean => REPOSITORY.test(url) || MOVING_ON_PURPOSE.test(url);

const fixOf = (step: Step): Fix => ({
  title: 'Add a checksum to fill in',
  safety: 'manual',
  delta: { changes: [step.instruction.name] },
  edits: () => [{ edits: [checksumEdit(step)] }],
});
