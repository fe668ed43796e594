// A password or token on the command line of a step.
import { rangeOfPart } from '../../dockerfile/commands';
import { type SecretGiven, secretsGiven } from '../../dockerfile/secret-commands';
import { dockerfileRule } from '../../rule/rule';
import { kicsSecrets } from '../../secrets/kics';

export default dockerfileRule({
  id: 'secret-in-run',
  title: 'Secret on a command line',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [
    { cis: '4.10' },
    { cwe: 214 },
    { cwe: 798 },
    { trivy: 'DS-0031' },
    ...kicsSecrets,
    { sonar: 'S6437' },
    { tally: 'secrets-in-code' },
  ],
  supersedes: ['secret-value'],
  docs: {
    why: 'The command line of each step is in the history of the image: `docker history --no-trunc` shows a password that stands there, and the value of each ARG that RUN uses. CMD and ENTRYPOINT are in the settings of the image besides.\n\nMount the secret into the step, and give the program its file or variable: `RUN --mount=type=secret,id=token docker login --password-stdin < /run/secrets/token`, in a step that takes the login back. A password for the running program is given to the container when it starts.',
    bad: 'FROM alpine:3.22\nRUN mysqladmin -u root -pS3cure9Word create app\nUSER nobody\n',
    good: 'FROM alpine:3.22\nRUN --mount=type=secret,id=mysql,target=/root/.my.cnf mysqladmin create app\nUSER nobody\n',
    limits:
      'Read are the options of common programs, long options of all programs that say what they take (`--password`, `--token`), and variables set in a RUN whose names say that they are passwords. Values that are mounted into the step, or that the step makes itself, are left alone. Placeholders are an info.',
  },
  *stage(stage) {
    for (const given of secretsGiven(stage)) {
      const range = rangeOfPart(given.at, given.word);
      yield {
        range,
        message: messageOf(given),
        severity: given.isPlaceholder ? 'info' : given.variable === undefined ? 'error' : 'warning',
        masked: given.variable === undefined ? [range] : [],
      };
    }
  },
});

function messageOf({ at, what, variable, isPlaceholder }: SecretGiven): string {
  const program = at.command.program ?? 'the step';
  if (isPlaceholder) return `this stands for the ${what} of '${program}'; have the real one mounted as a secret`;
  if (variable !== undefined)
    return `'${variable}' gives the ${what} to '${program}' by its command line, which stays in the history; mount it`;
  const whose = what.startsWith('value of') ? what : `${what} for '${program}'`;
  return `the ${whose} is written here in plain text; revoke it and mount a new one as a secret`;
}
