// A version of TLS is allowed that is broken.
import { commandEdit } from '../../dockerfile/command-edits';
import { commandsOf, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import { rangeOfWord } from '../../dockerfile/stages';
import { weakVersionAssignments, weakVersionLines } from '../../dockerfile/tls-versions';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { weakTlsVariable, weakTlsVersions } from '../../shell/tls-versions';
import type { Weakness } from '../../shell/weakness';

export default dockerfileRule({
  id: 'weak-tls-version',
  title: 'Old version of TLS allowed',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 327 }, { sonar: 'S4423' }],
  docs: {
    why: 'SSL 2 and 3, TLS 1.0 and 1.1 are broken or forbidden (RFC 8996): somebody on the way can make both sides agree on them and then read or change what they say. Programs do not use them unless they are told to, as here. A server that knows nothing newer than TLS 1.1 gets no updates either: take the file from somewhere else.',
    bad: 'FROM debian:12.11-slim\nRUN curl --tlsv1.0 -fsSL https://example.com/data.csv -o /srv/data.csv\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN curl --tlsv1.2 -fsSL https://example.com/data.csv -o /srv/data.csv\nUSER 65532\n',
    limits:
      'Read are options of curl, wget, git, openssl, HTTPie, Java and Node.js, variables they know, and configuration files whose text stands in the Dockerfile. `--tlsv1` counts: it means 1.0 or newer. The fix of `curl --tlsv1` to `--tlsv1.2` is safe, as both name a minimum; the others wait for a click.',
  },
  *stage(stage) {
    for (const { index, assignments, position, name, value } of weakVersionAssignments(stage)) {
      const step = stage.steps[index];
      const assignment = assignments[position];
      if (!step || !assignment) continue;
      const { start } = assignment.name;
      yield {
        range: rangeOfWord(step, { start, end: assignment.value?.end ?? start }),
        message: messageOf(`${name}=${value}`),
      };
    }
    for (const at of commandsOf(stage)) {
      if (at.instruction.name === 'HEALTHCHECK') continue;
      for (const weakness of weakTlsVersions(at.command)) yield reportOf(at, weakness);
      for (const { name, value, start, end } of at.command.assignments)
        if (weakTlsVariable(name, value?.value))
          yield { range: rangeOfPart(at, { start, end }), message: messageOf(`${name}=${value?.value}`) };
    }
    for (const { range, shown } of weakVersionLines(stage)) yield { range, message: messageOf(shown) };
  },
});

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
const messageOf = (shown: string): string =>
  `'${shorten(shown)}' allows versions of TLS that are broken; ask for TLS 1.2 or newer`;

function reportOf(at: StepCommand, weakness: Weakness): Report {
  const edit = commandEdit(at, weakness.edit);
  const fix: Fix | undefined = edit && {
    title: edit.newText === '' ? `Take '${shorten(weakness.shown)}' out` : `Write '${edit.newText}'`,
    safety: /^curl (?:--tlsv1|-1)/.test(weakness.shown) ? 'safe' : 'suggested',
    delta: { changes: [at.step.instruction.name] },
    edits: () => [{ edits: [edit] }],
  };
  return { range: rangeOfPart(at, weakness), message: messageOf(weakness.shown), fixes: fix ? [fix] : [] };
}
