// EXPOSE of a port that machines are administered through.
import { expandWord } from '../../dockerfile/expand';
import { removeEntry } from '../../dockerfile/list-edits';
import { type PortRange, readPorts, withoutPorts } from '../../dockerfile/ports';
import { rangeOfWord, type Step } from '../../dockerfile/stages';
import { actingInstruction, type Word } from '../../dockerfile/syntax';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

/** What answers at the usual ports. */
const SERVICES: ReadonlyMap<number, string> = new Map([
  [22, 'SSH'],
  [23, 'Telnet'],
  [3389, 'RDP'],
  [5800, 'VNC'],
  [5900, 'VNC'],
]);

export default dockerfileRule({
  id: 'remote-administration-port',
  title: 'Port for remote administration',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  looksFor: ['EXPOSE'],
  options: {
    ports: {
      kind: 'numbers',
      default: [...SERVICES.keys()],
      description: 'The TCP ports that nothing may expose.',
    },
  },
  references: [
    { cis: '5.7' },
    { cwe: 749 },
    { trivy: 'DS-0004' },
    { checkov: 'CKV_DOCKER_1' },
    { kics: '5907595b-5b6d-4142-b173-dbb0e73fbff8' },
    { sonar: 'S6473' },
  ],
  docs: {
    why: 'A container that is logged into over SSH, Telnet, RDP or VNC has a second way in, with passwords and keys of its own to guess, leak and forget. What an administrator does in a container is done with `docker exec`, and is gone with the container.',
    bad: 'FROM node:24.4-alpine\nEXPOSE 22 8080\nUSER node\n',
    good: 'FROM node:24.4-alpine\nEXPOSE 8080 22/udp\nUSER node\n',
    limits:
      'The TCP ports 22, 23, 3389, 5800 and 5900, alone or within a range, or those of the option `ports`. EXPOSE alone opens nothing: it says what the image listens to, and what `docker run -P` publishes.',
  },
  *stage(stage, { options }) {
    for (const [index, step] of stage.steps.entries()) {
      const { name, args } = actingInstruction(step);
      if (name !== 'EXPOSE') continue;
      for (const [i, word] of args.entries()) {
        const value = expandWord(word.text, stage.globals.escape, stage.variables.at(index));
        for (const text of value?.text.split(/\s+/) ?? []) {
          const range = readPorts(text);
          const covered = range?.protocol === 'tcp' ? coveredBy(range, options.ports) : [];
          const [port] = covered;
          if (!range || port === undefined) continue;
          const what = [...new Set(covered.map((each) => SERVICES.get(each) ?? `port ${each}`))].join(', ');
          yield {
            range: rangeOfWord(step, word),
            message: `'${text}' exposes ${what}, a second way into the container; take it out and use 'docker exec'`,
            fixes: text === word.text ? fixOf(step, args, i, withoutPorts(text, range, covered)) : [],
          };
        }
      }
    }
  },
});

const coveredBy = ({ first, last }: PortRange, ports: readonly number[]): number[] =>
  ports.filter((port) => port >= first && port <= last).sort((a, b) => a - b);

function fixOf(step: Step, args: readonly Word[], index: number, left: readonly string[]): Fix[] {
  const word = args[index];
  const keyword = step.instruction.name;
  const removed = left.length === 0 ? removeEntry(step, index) : undefined;
  const edits = word && left.length > 0 ? [{ range: rangeOfWord(step, word), newText: left.join(' ') }] : removed;
  const delta = left.length === 0 && args.length === 1 ? { removes: [keyword] } : { changes: [keyword] };
  const title = left.length > 0 ? `Expose ${left.join(' ')}` : `Take '${word?.text ?? ''}' out`;
  return edits ? [{ title, safety: 'suggested', delta, edits: () => [{ edits }] }] : [];
}
