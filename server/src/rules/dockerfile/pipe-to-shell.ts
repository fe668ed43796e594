// A script from the network is run as it comes: piped into an interpreter, or handed to one as text.
import { commandsOf, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import { editsToSave } from '../../dockerfile/saved-script';
import { scriptTextOf } from '../../dockerfile/script-text';
import type { Stage } from '../../dockerfile/stages';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { hostOf, isLoopback, namesContent } from '../../shell/downloads';
import { type RemoteScript, remoteScript } from '../../shell/interpreters';

export default dockerfileRule({
  id: 'pipe-to-shell',
  title: 'Script from the network run unseen',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cwe: 494 }, { semgrep: 'bash.curl.security.curl-pipe-bash.curl-pipe-bash' }],
  docs: {
    why: 'Whatever the server answers with is run at once, mostly as root: an error page, half a script when the connection breaks, or what somebody put there who got hold of the server or the domain. Nobody can say later what was run, as tomorrow the same line runs another script.\n\nDownload the script into a file, compare it with the digest of the one that was read, and run that: `ADD --checksum=sha256:…` or `sha256sum -c`. Better still is a package of the distribution, or an archive of a release with a digest or signature.',
    bad: 'FROM debian:12.11-slim\nRUN curl -fsSL https://example.com/install.sh | sh\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN curl -fsSL https://example.com/install.sh -o /tmp/install.sh \\\n && echo "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae  /tmp/install.sh" | sha256sum -c - \\\n && sh /tmp/install.sh \\\n && rm /tmp/install.sh\nUSER 65532\n',
    limits:
      'curl and wget count, into shells, Python, Perl, Node.js, Ruby and PHP. Nothing is said when the text passes a check on its way, when the URL names a commit or a digest, and for this machine (localhost, file:). A script that is written to a file and then run is for unverified-download.',
  },
  *stage(stage) {
    for (const at of commandsOf(stage)) {
      const script = remoteScript(at.command, at.script);
      const report = script && reportOf(stage, at, script);
      if (report) yield report;
    }
  },
});

function reportOf(stage: Stage, at: StepCommand, { download, source, interpreter }: RemoteScript): Report | undefined {
  const url = scriptTextOf(stage, at)(source);
  const host = hostOf(url);
  if (namesContent(url) || (host !== undefined && isLoopback(host)) || /^file:/i.test(url)) return undefined;
  const isPlain = /^(?:http|ftp):/i.test(url);
  const whole = {
    start: Math.min(download.start, interpreter.start),
    end: Math.max(download.end, interpreter.end),
  };
  const from = host === undefined || /[$\ufffd{}]/.test(host) ? 'the network' : host.slice(0, 40);
  const program = interpreter.program === '.' ? 'source' : interpreter.program;
  return {
    range: rangeOfPart(at, whole),
    message: `what ${from} answers is run by '${program}' unseen; save it, compare its sha256, then run it`,
    severity: isPlain ? 'error' : 'warning',
    fixes: fixesOf(at, { download, source, interpreter }),
  };
}

function fixesOf(at: StepCommand, script: RemoteScript): Fix[] {
  const edits = editsToSave(at, script);
  if (!edits) return [];
  return [
    {
      title: 'Save the script, compare its sha256, then run it',
      safety: 'manual',
      delta: { changes: [at.step.instruction.name] },
      edits: () => [{ edits }],
    },
  ];
}
