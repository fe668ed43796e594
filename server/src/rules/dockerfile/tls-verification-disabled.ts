// The check of TLS certificates is switched off: by an option, a variable, or a configuration file.
import { removeAssignment } from '../../dockerfile/assignment-edits';
import { commandEdit } from '../../dockerfile/command-edits';
import { commandsOf, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import { rangeOfWord, type Stage } from '../../dockerfile/stages';
import { type WeakAssignment, weakAssignments, weakLines } from '../../dockerfile/tls';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { tlsBypasses } from '../../shell/tls';
import type { Weakness } from '../../shell/weakness';

export default dockerfileRule({
  id: 'tls-verification-disabled',
  title: 'Check of TLS certificates switched off',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [
    { cwe: 295 },
    ...[2, 3, 4, 5, 6, 12, 13, 14, 15, 16].map((number) => ({ checkov: `CKV2_DOCKER_${number}` })),
    { sonar: 'S4830' },
  ],
  docs: {
    why: 'Without the check of its certificate any machine on the way can answer in the place of the server, and what it answers with is built into the image. TLS then keeps nobody out.\n\nSet by ENV it holds for every program in every container as well. A server with a certificate of its own needs that certificate in the image: `COPY ca.crt /usr/local/share/ca-certificates/` and `RUN update-ca-certificates`, or `--cacert`, `NODE_EXTRA_CA_CERTS`, `PIP_CERT`, `GIT_SSL_CAINFO`. Where the check fails because the image has no certificates at all, install `ca-certificates`.',
    bad: 'FROM debian:12.11-slim\nRUN curl -fsSLk https://example.com/data.csv -o /srv/data.csv\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nCOPY example-ca.crt /usr/local/share/ca-certificates/\nRUN update-ca-certificates\nRUN curl -fsSL https://example.com/data.csv -o /srv/data.csv\nUSER 65532\n',
    limits:
      'Read are the options of common programs, the variables they know, code that Python, PHP, Ruby, Perl and Node.js are given, and configuration files whose text stands in the Dockerfile. Requests to this machine (localhost) and health checks are left alone, and so is what a script does that is copied in.',
  },
  *stage(stage) {
    for (const weak of weakAssignments(stage)) yield assignmentReport(stage, weak);
    for (const at of commandsOf(stage)) {
      if (at.instruction.name === 'HEALTHCHECK') continue;
      for (const weakness of tlsBypasses(at.command)) yield commandReport(at, weakness);
    }
    for (const { range, shown } of weakLines(stage)) yield { range, message: messageOf(shown) };
  },
});

const messageOf = (shown: string): string =>
  `'${shorten(shown)}' switches the check of TLS certificates off; add the server's CA certificate instead`;
const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

function commandReport(at: StepCommand, weakness: Weakness): Report {
  const edit = commandEdit(at, weakness.edit);
  const title = edit?.newText ? `Switch the check on: '${edit.newText}'` : `Take '${shorten(weakness.shown)}' out`;
  const { name } = at.step.instruction;
  const fix: Fix | undefined = edit && {
    title,
    safety: 'suggested',
    delta: { changes: [name] },
    edits: () => [{ edits: [edit] }],
  };
  return { range: rangeOfPart(at, weakness), message: messageOf(weakness.shown), fixes: fix ? [fix] : [] };
}

function assignmentReport(stage: Stage, weak: WeakAssignment): Report {
  const { index, assignments, position, name, value, isPart } = weak;
  const step = stage.steps[index];
  const assignment = assignments[position];
  if (!step || !assignment) throw new RangeError('an assignment without its step');
  const { name: keyword } = step.instruction;
  const isEnvironment = keyword === 'ENV' || step.instruction.trigger?.name === 'ENV';
  const removal = removeAssignment(step, assignments, position);
  const fix: Fix = {
    title: `Take '${name}' out`,
    safety: 'suggested',
    delta: assignments.length > 1 ? { changes: [keyword] } : { removes: [keyword] },
    edits: () => [{ edits: removal }],
  };
  return {
    range: rangeOfWord(step, { start: assignment.name.start, end: assignment.value?.end ?? assignment.name.end }),
    message: messageOf(`${name}=${value}`),
    severity: isEnvironment ? 'error' : 'warning',
    fixes: isPart ? [] : [fix],
  };
}
