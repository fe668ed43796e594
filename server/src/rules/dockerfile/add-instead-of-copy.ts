// ADD of local files that it does not unpack: COPY does no more than is meant.
import { type Copy, copiesOf } from '../../dockerfile/copies';
import { rangeOfWord } from '../../dockerfile/stages';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'add-instead-of-copy',
  title: 'ADD where COPY does',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  looksFor: ['ADD'],
  references: [
    { cis: '4.9' },
    { hadolint: 'DL3020' },
    { trivy: 'DS-0005' },
    { checkov: 'CKV_DOCKER_4' },
    { kics: '9513a694-aa0d-41d8-be61-3271e056f36b' },
    { semgrep: 'dockerfile.best-practice.prefer-copy-over-add.prefer-copy-over-add' },
    { sonar: 'S7029' },
    { dockle: 'CIS-DI-0009' },
  ],
  docs: {
    why: 'ADD does more than to copy: it unpacks what turns out to be a tar archive, whatever its name, and downloads what turns out to be an address. Where a file of the context is replaced by an archive, its content lands in folders that nobody named. COPY takes files as they are.',
    bad: 'FROM eclipse-temurin:21.0.8_9-jre\nADD target/app.jar /app/app.jar\nUSER 65532\nCMD ["java", "-jar", "/app/app.jar"]\n',
    good: 'FROM eclipse-temurin:21.0.8_9-jre\nCOPY target/app.jar /app/app.jar\nUSER 65532\nCMD ["java", "-jar", "/app/app.jar"]\n',
    limits:
      'Archives are known by their names. Nothing is said where one source is an archive, an address, a repository or a heredoc, and where a variable without a known value names it. The fix is safe for folders, which ADD never unpacks; elsewhere it waits for a click, as a file may be an archive under another name.',
  },
  *stage(stage) {
    for (const copy of copiesOf(stage)) {
      const { instruction, sourceTexts, step } = copy;
      if (instruction.name !== 'ADD' || instruction.flags.some(({ text }) => REMOTE_FLAG.test(text))) continue;
      if (!sourceTexts.every(isPlainFile)) continue;
      yield {
        range: rangeOfWord(step, instruction.keyword),
        message: "'ADD' may unpack or download what it is given; write 'COPY' for local files",
        fixes: [fixOf(copy)],
      };
    }
  },
});

/** Flags that mean downloads or archives alone. */
const REMOTE_FLAG = /^--(?:checksum|keep-git-dir|unpack)\b/;
const ARCHIVE = /\.(?:tar|t[abglx]z2?|tb2|tzst|tpz|gz|bz2|xz|zst|lz|lzma|z)$|\.tar\b/i;
/** Addresses, repositories, and how the history of an image writes ADD. */
const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|[\w.-]+@[\w.-]+:|github\.com\/|(?:file|multi):[0-9a-f]{16})/i;

const isPlainFile = (text: string | undefined): boolean =>
  text !== undefined && !text.startsWith('<<') && !REMOTE.test(text) && !ARCHIVE.test(text);

const isFolder = (text: string | undefined): boolean => /(?:^|\/)\.{0,2}$/.test(text ?? '');

function fixOf({ step, instruction, sourceTexts }: Copy): Fix {
  const isDelayed = step.instruction.trigger !== undefined;
  const newText = instruction.keyword.text === 'add' ? 'copy' : 'COPY';
  return {
    title: "Write 'COPY'",
    safety: sourceTexts.every(isFolder) ? 'safe' : 'suggested',
    delta: isDelayed ? { changes: ['ONBUILD'] } : { removes: ['ADD'], adds: ['COPY'] },
    edits: () => [{ edits: [{ range: rangeOfWord(step, instruction.keyword), newText }] }],
  };
}
