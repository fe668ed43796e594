// A private key that is copied, written or made while the image is built: all who have the image have the key.
import { rangeOfPart } from '../../dockerfile/commands';
import { keysInHeredocs } from '../../dockerfile/copied-keys';
import { type CopiedSecret, copiedSecrets } from '../../dockerfile/copied-secrets';
import { isShipped, keptBy } from '../../dockerfile/final-image';
import { isNamedLater, removeCopied, sshMounts } from '../../dockerfile/secret-file-edits';
import { keysMade, secretFilesMade } from '../../dockerfile/secret-files-made';
import { type PlacedStage, rangeOfWord } from '../../dockerfile/stages';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { shiftEdit } from '../../text/edit';
import { shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'private-key-in-image',
  title: 'Private key in the image',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  supersedes: ['ssh-server'],
  references: [{ cis: '4.10' }, { cwe: 321 }, { cwe: 538 }, { sonar: 'S6437' }, { dockle: 'DKL-LI-0003' }],
  docs: {
    why: 'Everyone who can pull the image has the key, deleted in a later layer or not: they log in with it, sign with it, or answer as the server. A key that is made while the image is built is worse than it looks: all containers of all who run the image share it.\n\nFor git over SSH lend the build your agent, which leaves nothing behind: `RUN --mount=type=ssh git clone git@…`, built with `docker build --ssh default .`. A key that a step reads is a secret mount; a key that the program needs is given to the container when it runs, or made when it starts for the first time.',
    bad: 'FROM alpine:3.22\nCOPY id_ed25519 /root/.ssh/id_ed25519\nUSER nobody\n',
    good: 'FROM alpine:3.22\nRUN --mount=type=ssh ssh -T git@github.com\nCOPY id_ed25519.pub /etc/app/\nUSER nobody\n',
    limits:
      'Files are known by their names (`id_rsa`, `*.key`, `*.pem` and the like, files in `.ssh`), commands by what they do (`ssh-keygen`, `openssl genrsa`, `keytool -genkeypair`). Certificates, public keys, keys that packages are verified with, and files of tests are left alone, and so is what the same step deletes. In a stage that only builds, keys that are made are not reported, others are an info. A key that is written out in the file is found by its text as well.',
  },
  *file(file) {
    for (const placed of file.stages) {
      const { stage } = placed;
      const shipped = (): boolean => isShipped(file, stage);
      for (const [i, copied] of copiedSecrets(stage).entries()) {
        if (copied.file.kind === 'key')
          yield {
            ...copyReport(placed, copied, shipped(), i < MAX_FIXED),
            related: keptBy(file, placed, copied.copy.index),
          };
      }
      for (const { step, index, range } of keysInHeredocs(stage))
        yield {
          ...report(shiftRange(range, placed.line), `${step.instruction.name} writes a private key`, shipped()),
          related: keptBy(file, placed, index),
        };
      const made = new Set(keysMade(stage));
      for (const at of made) {
        if (!shipped()) continue;
        const range = shiftRange(rangeOfPart(at, at.command.name ?? at.command), placed.line);
        const message = `'${at.command.program ?? ''}' makes a private key that all who have the image share; make it at the first start`;
        yield { range, message, severity: 'warning', related: keptBy(file, placed, at.index) };
      }
      for (const { at, word, file: written } of secretFilesMade(stage)) {
        if (written.kind !== 'key' || !written.isCertain || made.has(at)) continue;
        made.add(at);
        const range = shiftRange(rangeOfPart(at, word), placed.line);
        yield {
          ...report(range, `'${shorten(word.text)}' gets a private key`, shipped()),
          related: keptBy(file, placed, at.index),
        };
      }
    }
  },
});

/** Each of them looks through the steps below. */
const MAX_FIXED = 40;

const shorten = (text: string): string => (text.length > 30 ? `…${text.slice(-29)}` : text);

const report = (range: Report['range'], what: string, shipped: boolean): Report => ({
  range,
  message: `${what} that stays in the ${shipped ? 'image' : 'build cache'}; use '--mount=type=ssh' or 'type=secret'`,
  severity: shipped ? 'error' : 'info',
});

function copyReport({ line, stage }: PlacedStage, copied: CopiedSecret, shipped: boolean, isFixed: boolean): Report {
  const { copy, word, name, file } = copied;
  const removal = !isFixed || copied.copy.from || isNamedLater(stage, copied) ? undefined : removeCopied(stage, copied);
  const keyword = copy.step.instruction.name;
  const isForSsh = /^id_|\.ssh(?:\/|$)/.test(name) || (copied.path ?? '').includes('/.ssh');
  const mounts = removal && isForSsh ? sshMounts(stage, copy.index) : [];
  const fix: Fix | undefined = removal && {
    title:
      mounts.length > 0
        ? `Take '${name}' out; lend the steps that need it the SSH agent: '--mount=type=ssh'`
        : `Take '${name}' out of the image; mount it where it is used`,
    safety: 'suggested',
    delta: { removes: [keyword], changes: [keyword, 'RUN'] },
    edits: () => [{ edits: [...removal, ...mounts].map((edit) => shiftEdit(edit, line)) }],
  };
  return {
    ...report(
      shiftRange(rangeOfWord(copy.step, word), line),
      `'${shorten(name)}' ${file.isCertain ? 'is' : 'looks like'} a private key`,
      shipped,
    ),
    severity: !shipped ? 'info' : file.isCertain ? 'error' : 'warning',
    fixes: fix ? [fix] : [],
  };
}
