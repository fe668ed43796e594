// Secrets that are written out anywhere in a Dockerfile, comments included: by what they look like, not by a name.
import { placeInBody } from '../../dockerfile/heredoc-place';
import { actingInstruction, type PlacedInstruction, rangeAt } from '../../dockerfile/syntax';
import { assignmentsOf } from '../../dockerfile/variables';
import { secretsInComments, secretsWrittenIn } from '../../dockerfile/written-secrets';
import type { Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { canBeSecretValue, isSecretName } from '../../secrets/by-name';
import { kicsSecrets, kicsSecretValues } from '../../secrets/kics';
import type { Secret } from '../../secrets/secret';
import { type Range, rangeOf, shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'secret-value',
  title: 'Secret written into the Dockerfile',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [
    { cis: '4.10' },
    { cwe: 798 },
    { cwe: 312 },
    ...kicsSecrets,
    ...kicsSecretValues,
    { sonar: 'S6437' },
    { tally: 'secrets-in-code' },
  ],
  docs: {
    why: 'A key, token or password in a Dockerfile is read by everyone who reads the repository or its history; and what RUN, ENV, LABEL or COPY make of it is in the image, for `docker history` and everyone who pulls it. Deleting it in a later layer, or in a later commit, does not take it back: revoke it and make a new one.\n\nWhat the build needs comes from a secret mount, which leaves nothing behind: `RUN --mount=type=secret,id=token curl -H "Authorization: Bearer $(cat /run/secrets/token)" …`. What the container needs is given when it runs.',
    bad: 'FROM alpine:3.22\nRUN wget https://deploy:9fK2vQ7xLm4T@downloads.example.com/app.tar.gz\nUSER nobody\n',
    good: 'FROM alpine:3.22\nRUN --mount=type=secret,id=token wget --header "Authorization: Bearer $(cat /run/secrets/token)" https://downloads.example.com/app.tar.gz\nUSER nobody\n',
    limits:
      'Found are the formats of about two hundred services (the patterns of gitleaks), private keys, passwords in addresses, in `Authorization` headers and in `curl -u`, passwords that `chpasswd` and `passwd --stdin` are given, and values with the name of a secret that look random. A simple word as a password is reported where ENV or ARG store it, by other rules. Placeholders (`changeme`, `<token>`, `xxxx`) are reported as info; the examples of documentation, digests and certificates are not reported.',
  },
  *stage({ steps }) {
    for (const step of steps) for (const report of secretsOf(step)) yield report;
  },
  *file(file) {
    for (const placed of file.preamble) yield* secretsOf(placed);
    for (const { line, secret } of secretsInComments(file.syntax))
      yield reportOf(secret, rangeOf(line, secret.start, line, secret.end));
  },
});

const NONE: readonly Report[] = [];

function secretsOf(placed: PlacedInstruction): readonly Report[] {
  const { inLine, inBodies } = secretsWrittenIn(placed.instruction);
  if (inLine.length === 0 && inBodies.length === 0) return NONE;
  const others = inLine.length > 0 ? namedElsewhere(placed) : [];
  const own = inLine.filter(({ start, end }) => !others.some((other) => start < other.end && other.start < end));
  return [
    ...own.map((secret) => reportOf(secret, rangeAt(placed, secret.start, secret.end))),
    ...inBodies.map(({ heredoc, secret }) => reportOf(secret, shiftRange(placeInBody(heredoc)(secret), placed.line))),
  ];
}

/** Values that other rules report, by the names of their variables. */
function namedElsewhere(placed: PlacedInstruction): { start: number; end: number }[] {
  return assignmentsOf(actingInstruction(placed)).flatMap(({ name, value }) =>
    value && isSecretName(name.text) && canBeSecretValue(value.text) ? [value] : [],
  );
}

const reportOf = ({ description, isPlaceholder }: Secret, range: Range): Report => ({
  range,
  message: isPlaceholder
    ? `${description} stands for a secret; have the real one mounted, or given at run time`
    : `${description} is written here in plain text; revoke it and mount a new one as a secret`,
  severity: isPlaceholder ? 'info' : 'error',
  masked: [range],
});
