// A release with a hole that everybody knows is downloaded.

import { rangeOfPart } from '../../dockerfile/commands';
import { downloadsIn, type StageDownload } from '../../dockerfile/downloads';
import { rangeOfWord } from '../../dockerfile/stages';
import { dockerfileRule } from '../../rule/rule';
import type { Range } from '../../text/range';

interface Hole {
  /** The name of the file, version included. */
  readonly file: RegExp;
  readonly cve: string;
  readonly fixed: string;
}

/** What was found and mended in releases that people still name. */
const HOLES: readonly Hole[] = [
  { file: /\bopenssl-(3\.0\.[0-6])(?![\d.]*\d)/i, cve: 'CVE-2022-3602', fixed: '3.0.7 or newer' },
  {
    file: /\bopenssl-(1\.0\.1[a-f]?)(?=[./-]|$)(?!\.\d)/i,
    cve: 'CVE-2014-0160 (Heartbleed)',
    fixed: 'a supported release',
  },
  { file: /\bxz-(5\.6\.[01])(?![\d.]*\d)/, cve: 'CVE-2024-3094 (a back door)', fixed: '5.6.2 or newer' },
  {
    file: /\blog4j-core-(2\.(?:\d|1[0-4])(?:\.\d+)?)(?=\.jar)/,
    cve: 'CVE-2021-44228 (Log4Shell)',
    fixed: '2.17.1 or newer',
  },
];

export default dockerfileRule({
  id: 'vulnerable-download',
  title: 'Release with a known hole downloaded',
  severity: 'error',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cwe: 1395 }, { kics: '5fa731ea-e844-47a6-a1e8-abc25e95847e' }],
  docs: {
    why: 'Some releases are known for one thing alone: OpenSSL 3.0.0 to 3.0.6 (CVE-2022-3602) and 1.0.1 to 1.0.1f (Heartbleed), xz 5.6.0 and 5.6.1 (a back door), log4j-core 2.0 to 2.14 (Log4Shell). Who pins one of them by its address gets none of the updates of a distribution.',
    bad: 'FROM debian:12.11-slim\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://www.openssl.org/source/openssl-3.0.5.tar.gz /src/\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://www.openssl.org/source/openssl-3.0.17.tar.gz /src/\nUSER 65532\n',
    limits:
      'Only these, by the name of the file in the address; variables are put in. Packages of a distribution are left alone: their version says nothing of what was mended in them. A scanner of images knows the rest.',
  },
  *stage(stage) {
    if (!stage.steps.some(({ instruction }) => MENTION.test(instruction.text) || instruction.heredocs.length > 0))
      return;
    for (const download of downloadsIn(stage)) {
      const hole = HOLES.find(({ file }) => file.test(download.url));
      const version = hole?.file.exec(download.url)?.[0];
      if (!hole || version === undefined) continue;
      yield {
        range: placeOf(download),
        message: `'${version}' has ${hole.cve}; take ${hole.fixed}`,
      };
    }
  },
});

const MENTION = /openssl|xz|log4j/i;

const placeOf = ({ by, step }: StageDownload): Range =>
  by ? rangeOfPart(by.at, by.source) : rangeOfWord(step, step.instruction.keyword);
