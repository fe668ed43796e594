// Something is fetched by a protocol that anybody on the way can read and change.
import { type ClearTextSource, clearTextSources } from '../../dockerfile/clear-text';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { hostOf } from '../../shell/downloads';

export default dockerfileRule({
  id: 'clear-text-protocol',
  title: 'Download in clear text',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  looksFor: ['http', 'ftp', 'git', 'svn', 'rsync', 'telnet'],
  references: [{ cwe: 319 }, { sonar: 'S5332' }],
  supersedes: ['insecure-redirect'],
  docs: {
    why: 'http, ftp and git:// neither prove which server answers nor keep what it answers: a router, a proxy or a neighbour on the network can send another file, and the build puts it into the image. Nearly every server has https today.\n\nWhere one has not, fetch the file by hand once, look at it, and compare its sha256 in the build.',
    bad: 'FROM debian:12.11-slim\nRUN curl -fsSL http://example.com/data.csv -o /srv/data.csv\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN curl -fsSL https://example.com/data.csv -o /srv/data.csv\nUSER 65532\n',
    limits:
      'ADD, RUN, CMD and ENTRYPOINT, with variables put in, the variables and files that name where packages come from, and code that Python, R, PHP and others are given. Left alone are this machine, health checks, proxies, sources of apt and apk, whose packages are signed, and in CMD and ENTRYPOINT hosts of a network of containers. What is compared with a digest afterwards is an info. The fix changes the protocol and cannot know whether the server answers.',
  },
  *stage(stage) {
    for (const source of clearTextSources(stage)) {
      const { url, range, isVerified } = source;
      const protocol = url.slice(0, url.indexOf(':')).toLowerCase();
      const host = (hostOf(url) ?? 'a server').replaceAll('\ufffd', '…').slice(0, 30);
      yield {
        range,
        message: `'${protocol}://' to ${host}: whoever is in between can read and change what comes; write 'https://'`,
        severity: isVerified ? 'info' : 'warning',
        fixes: fixesOf(source),
      };
    }
  },
});

function fixesOf({ protocol, keyword }: ClearTextSource): Fix[] {
  if (!protocol) return [];
  return [
    {
      title: "Write 'https://'",
      safety: 'suggested',
      delta: { changes: [keyword] },
      edits: () => [{ edits: [{ range: protocol, newText: 'https' }] }],
    },
  ];
}
