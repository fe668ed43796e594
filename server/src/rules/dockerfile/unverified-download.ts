// A download is run, unpacked or installed, and nothing compares it with a known digest or checks a signature.
import { editsToAdd } from '../../dockerfile/checksum-edits';
import { canInsertBehind } from '../../dockerfile/command-edits';
import { rangeOfPart } from '../../dockerfile/commands';
import { type DownloadUse, unverifiedUses } from '../../dockerfile/download-uses';
import type { StageDownload } from '../../dockerfile/downloads';
import { rangeOfWord, type Stage } from '../../dockerfile/stages';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { namesContent } from '../../shell/downloads';
import { rangeOf } from '../../text/range';

export default dockerfileRule({
  id: 'unverified-download',
  title: 'Download used without a check',
  severity: 'info',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cwe: 494 }, { sonar: 'S6474' }],
  docs: {
    why: 'What a URL answers with can change: the server is broken into, a release is replaced, a domain gets a new owner. TLS proves which server answered, not that the file is the one that was looked at when the line was written. A digest in the Dockerfile does, and the build stops when the file is another one.\n\n`ADD --checksum=sha256:…` fetches and compares in one step; in a RUN `echo "<sha256>  file" | sha256sum -c -` does, between the download and its use. Where the project signs its releases, `gpg --verify` or `cosign verify-blob` with a key from elsewhere is as good, and holds for later versions too.',
    bad: 'FROM debian:12.11-slim\nRUN curl -fsSLo /usr/local/bin/tool https://example.com/tool-1.2 \\\n && chmod +x /usr/local/bin/tool\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN curl -fsSLo /usr/local/bin/tool https://example.com/tool-1.2 \\\n && echo "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae  /usr/local/bin/tool" | sha256sum -c - \\\n && chmod +x /usr/local/bin/tool\nUSER 65532\n',
    limits:
      'Only what is then run, unpacked, installed or made executable counts, and only from a host that is known. Nothing is said when some check in this or a later RUN of the stage may mean the file, when the URL names a commit or a digest, and for localhost. Scripts that are copied in are not read. ADD with a URL has a rule of its own; a script that is piped into a shell has, too. ADD is offered in the place of curl and wget where it does the same: as root, into a file, without options that change the request.',
  },
  *stage(stage) {
    for (const use of unverifiedUses(stage)) {
      const report = reportOf(stage, use);
      if (report) yield report;
    }
  },
});

function reportOf(stage: Stage, { download, use, by }: DownloadUse): Report | undefined {
  const { url, by: fetched } = download;
  if (!fetched || namesContent(url)) return undefined;
  const isPlain = /^(?:http|ftp):/i.test(url);
  const host = /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?([^/:]+)/i.exec(url)?.[1] ?? url;
  const name =
    shorten(
      download.file ??
        url
          .replace(/[?#].*/, '')
          .split('/')
          .at(-1) ??
        '',
    ) || host;
  return {
    range: rangeOfPart(fetched.at, fetched.source),
    message: `'${name.replaceAll('\ufffd', '…')}' from ${shorten(host)} is ${use} without a check; compare its sha256 before`,
    severity: isPlain ? 'warning' : 'info',
    related:
      by.command === fetched.at.command
        ? []
        : [
            {
              range: rangeOfWord(by.step, by.instruction.keyword),
              message: `it is ${use} by this ${by.instruction.name}`,
            },
          ],
    fixes: [...fixesOf({ download, use, by }), ...fixesByAdd(stage, download)],
  };
}

const shorten = (text: string): string => (text.length > 34 ? `${text.slice(0, 33)}…` : text);

/** A check behind the download, with a blank for the digest. */
function fixesOf({ download: { by } }: DownloadUse): Fix[] {
  if (by?.destination.kind !== 'file' || !canInsertBehind(by.at)) return [];
  const path = by.destination.path.text;
  if (!/^[\w./${}:+-]+$/.test(path)) return [];
  const { end } = by.at.rangeOf(by.at.command);
  const newText = ` && echo "<sha256>  ${path}" | sha256sum -c -`;
  return [
    {
      title: `Compare '${shorten(path)}' with its sha256 before it is used`,
      safety: 'manual',
      delta: { changes: [by.at.step.instruction.name] },
      edits: () => [{ edits: [{ range: rangeOf(end.line, end.character, end.line, end.character), newText }] }],
    },
  ];
}

/** ADD in the place of the download, with a blank for the digest, where it does the same. */
function fixesByAdd(stage: Stage, download: StageDownload): Fix[] {
  const edits = editsToAdd(stage, download);
  if (!edits) return [];
  return [
    {
      title: "Fetch it by 'ADD --checksum', with a blank for the digest",
      safety: 'manual',
      delta: { adds: ['ADD'], changes: ['RUN'], removes: ['RUN'] },
      edits: () => [{ edits }],
    },
  ];
}
