// A file is compared by a digest for which another file can be made.
import { canInsertBehind } from '../../dockerfile/command-edits';
import { rangeOfPart } from '../../dockerfile/commands';
import { type PlacedHash, weakHashesOf } from '../../dockerfile/weak-hashes';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import type { TextEdit } from '../../text/edit';

export default dockerfileRule({
  id: 'weak-hash',
  title: 'File compared by a weak digest',
  severity: 'info',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  looksFor: ['md5', 'md5sum', 'sha1', 'sha1sum', 'shasum', 'openssl', 'cksum', 'rhash', 'sum'],
  references: [{ cwe: 328 }, { sonar: 'S4790' }],
  docs: {
    why: 'For MD5 and SHA-1 two files with one digest can be made: who writes the file that you looked at can hold a second one ready that passes the same check. The digest keeps out errors of transport, and nobody who means harm. `sha256sum` costs the same.',
    bad: 'FROM debian:12.11-slim\nCOPY tool.tar.gz /tmp/\nRUN echo "a40216e7c028e7d77f1aec22d2bbd5f9a357016f  /tmp/tool.tar.gz" | sha1sum -c -\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nCOPY tool.tar.gz /tmp/\nRUN echo "5a9ebcc65c1cce56e0d2dc616aff4c4cedcfbda8cc6f0288cc08cda3b18dcbf1  /tmp/tool.tar.gz" | sha256sum -c -\nUSER 65532\n',
    limits:
      'A digest of a file counts, as it is mostly there to be compared; one that a variable keeps does where the file is a download of the stage. Digests of texts that are piped in are left alone, and so are CMD and ENTRYPOINT. What a publisher offers as MD5 or SHA-1 alone is better compared by the SHA-256 of the file that you looked at.',
  },
  *stage(stage) {
    for (const hash of weakHashesOf(stage)) {
      yield {
        range: rangeOfPart(hash.at, hash.word),
        message: `'${(hash.word.value ?? hash.word.text).slice(0, 30)}' is ${hash.algorithm}, for which a second file can be made; compare by sha256`,
        fixes: fixesOf(hash),
      };
    }
  },
});

const WEAK_DIGEST = /\b(?:[0-9a-f]{32}|[0-9a-f]{40})\b/i;

/** The program gives way to sha256sum, and the digest in what it reads to a blank. */
function fixesOf({ at, word, compares, stronger }: PlacedHash): Fix[] {
  const [input, ...more] = at.command.inputs;
  const digest = input?.args.find(({ text }) => WEAK_DIGEST.test(text));
  if (!compares || !stronger || more.length > 0 || !digest || !canInsertBehind(at)) return [];
  const found = WEAK_DIGEST.exec(digest.text);
  if (!found || digest.end - digest.start !== digest.text.length) return [];
  const start = digest.start + found.index;
  const edits: TextEdit[] = [
    { range: at.rangeOf({ start, end: start + found[0].length }), newText: '<sha256>' },
    { range: at.rangeOf(word), newText: stronger },
  ];
  return [
    {
      title: "Compare by 'sha256sum', with a blank for the digest",
      safety: 'manual',
      delta: { changes: [at.step.instruction.name] },
      edits: () => [{ edits }],
    },
  ];
}
