// The Docker engine on the network, without a check of who commands it.
import { removeAssignment } from '../../dockerfile/assignment-edits';
import { commandsNamed, rangeOfPart } from '../../dockerfile/commands';
import { environmentOf } from '../../dockerfile/environment';
import { expandWord } from '../../dockerfile/expand';
import { rangeOfWord, type Stage, type Step } from '../../dockerfile/stages';
import { actingInstruction } from '../../dockerfile/syntax';
import { type Assignment, assignmentsOf } from '../../dockerfile/variables';
import { editFix } from '../../rule/edit-fix';
import type { Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { isOpenAddress, openHost } from '../../shell/docker-daemon';
import { once } from '../../text/once';

export default dockerfileRule({
  id: 'docker-api-tcp',
  title: 'Docker engine on the network without TLS',
  severity: 'error',
  confidence: 'high',
  category: 'network',
  recommended: true,
  looksFor: ['docker', 'dockerd', 'DOCKER_HOST'],
  references: [{ cis: '2.7' }, { cwe: 306 }, { cwe: 319 }],
  docs: {
    why: 'Whoever reaches the API of an engine is root on the machine that it runs on. Over TCP without certificates on both sides that is everyone on the network; such ports are found and used within hours. Use the socket, `DOCKER_HOST=ssh://…`, or TCP with `--tlsverify` on port 2376. An empty `DOCKER_TLS_CERTDIR` switches the certificates off that `docker:dind` makes by itself.',
    bad: 'FROM debian:13.1-slim\nENV DOCKER_HOST=tcp://docker:2375\nUSER 65532\n',
    good: 'FROM debian:13.1-slim\nENV DOCKER_HOST=tcp://docker:2376 DOCKER_TLS_VERIFY=1\nUSER 65532\n',
    limits:
      'Known are dockerd with `-H tcp://`, addresses of this machine aside, DOCKER_HOST with port 2375, and DOCKER_TLS_CERTDIR. A daemon.json that is copied in is not read. Nothing is said where a variable without a value decides.',
  },
  *stage(stage) {
    for (const at of commandsNamed(stage, ENGINES)) {
      const word = openHost(at.command);
      if (word)
        yield {
          range: rangeOfPart(at, word),
          message: `'${word.value ?? ''}' lets everyone on the network command the engine; add '--tlsverify', or use the socket`,
        };
    }
    for (const [index, step] of stage.steps.entries()) {
      const instruction = actingInstruction(step);
      if (instruction.name !== 'ENV' || !instruction.text.includes('DOCKER_')) continue;
      const assignments = assignmentsOf(instruction);
      for (const [i, assignment] of assignments.entries()) {
        const value =
          assignment.value && expandWord(assignment.value.text, stage.globals.escape, stage.variables.at(index));
        if (value) yield* reports(stage, step, assignments, i, value.text);
      }
    }
  },
});

const ENGINES = ['dockerd', 'docker', 'dockerd-entrypoint.sh', 'dockerd-rootless.sh'];

function* reports(
  stage: Stage,
  step: Step,
  assignments: readonly Assignment[],
  index: number,
  value: string,
): Iterable<Report> {
  const assignment = assignments[index];
  if (!assignment) return;
  const name = assignment.name.text;
  const range = rangeOfWord(step, { start: assignment.name.start, end: assignment.value?.end ?? assignment.name.end });
  const keyword = step.instruction.name;
  if (name === 'DOCKER_TLS_CERTDIR' && value === '')
    yield {
      range,
      message: "an empty 'DOCKER_TLS_CERTDIR' starts the engine on the network without TLS; take it out",
      fixes: editFix({
        title: 'Keep TLS: take it out',
        delta: assignments.length === 1 ? { removes: [keyword] } : { changes: [keyword] },
        edits: removeAssignment(step, assignments, index),
      }),
    };
  if (name === 'DOCKER_HOST' && isPlain(value) && !isVerified(stage))
    yield {
      range,
      message: `'${value}' commands the engine over the network without TLS; use the socket, or port 2376 with TLS`,
    };
}

const isPlain = (value: string): boolean => isOpenAddress(value) && /:2375\/?$/.test(value);

const isVerified = once((stage: Stage): boolean =>
  /^(?:1|true|yes)$/i.test(environmentOf(stage).get('DOCKER_TLS_VERIFY')?.value?.text ?? ''),
);
