// A credential that the build is given and that is put into an address.
import { setterBefore } from '../../dockerfile/build-variables';
import { isShipped, keptBy } from '../../dockerfile/final-image';
import type { Dockerfile } from '../../dockerfile/model';
import type { PlacedStage } from '../../dockerfile/stages';
import { type UrlCredential, urlCredentials } from '../../dockerfile/url-credentials';
import type { Related, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { gitCommand } from '../../shell/downloads';
import { shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'credential-in-url',
  title: 'Credential put into an address',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cwe: 522 }, { cwe: 538 }, { sonar: 'S6437' }],
  docs: {
    why: 'An address goes where nobody thinks of a secret: into the history of the image with the value of each ARG, into logs and error messages, into `.git/config` of a clone, where it stays, and into the list of processes.\n\nGive git the credential beside the address, by a secret mount that leaves nothing behind: `RUN --mount=type=secret,id=token git -c http.extraHeader="Authorization: Bearer $(cat /run/secrets/token)" clone https://…`, or lend it your SSH agent: `RUN --mount=type=ssh git clone git@…`. For pip, npm and the like mount their own file: `--mount=type=secret,id=pip,target=/etc/pip.conf`.',
    bad: 'FROM alpine:3.22\nARG GIT_USER\nARG GIT_PASS\nRUN git clone https://$GIT_USER:$GIT_PASS@git.example.com/app.git /src\nUSER nobody\n',
    good: 'FROM alpine:3.22\nRUN --mount=type=ssh git clone git@git.example.com:app.git /src\nUSER nobody\n',
    limits:
      'Found are variables in the place of a password, and of a user where their name says that they are a secret, in RUN, ADD, COPY, ENV and ARG. What comes from a secret mount of the same step is left alone here; where a clone keeps it, another rule says so. Values that are written out are found by another rule as well.',
  },
  alsoReports: ['secret-in-arg'],
  *file(file) {
    for (const placed of file.stages)
      for (const found of urlCredentials(placed.stage)) yield reportOf(file, placed, found);
  },
});

function reportOf(file: Dockerfile, placed: PlacedStage, found: UrlCredential): Report {
  const stays = isKept(found);
  return {
    range: shiftRange(found.range, placed.line),
    message: `the credential in this address stays in the history${stays ? ' and in .git/config' : ''}; mount it as a secret, beside the address`,
    severity: isShipped(file, placed.stage) ? 'warning' : 'info',
    related: stays ? keptBy(file, placed, found.index) : origin(placed, found),
  };
}

/** A clone writes its address down, unless the step deletes that again. */
const isKept = ({ at }: UrlCredential): boolean =>
  at !== undefined &&
  at.command.program === 'git' &&
  gitCommand(at.command).subcommand === 'clone' &&
  !/\brm\s[^;&]*\.git\b|remote\s+(?:set-url|remove|rm)\b/.test(at.step.instruction.text);

/** Where the variable is given to the build. */
function origin({ line, stage }: PlacedStage, { variable, index }: UrlCredential): Related[] {
  const step = setterBefore(stage, index, variable);
  if (!step) return [];
  const at = step.line + line;
  return [
    {
      range: { start: { line: at, character: 0 }, end: { line: at, character: 3 } },
      message: `'${variable}' is given here`,
    },
  ];
}
