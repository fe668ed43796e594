// A secret stands in a command, an entry point or a health check.
import { type Service, valueOf } from '../../compose/model';
import { HOLE, type Node, type Scalar } from '../../compose/node';
import { isHere } from '../../compose/place';
import { maskOf, placeOfPart, secretsIn } from '../../compose/shipped-secrets';
import type { Report } from '../../rule/finding';
import { composeRule } from '../../rule/rule';
import { secretsOfOptions } from '../../secrets/option-values';

export default composeRule({
  id: 'secret-in-service-command',
  title: 'Secret on a command line',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cwe: 798 }, { cwe: 214 }],
  docs: {
    why: 'A command line stands in the file for everybody who has it; `ps` on the host and `docker inspect` show it as well.\n\nIn a shell form `$${NAME}` reads a variable of the container when the command runs; many programs take a file instead.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    command: ["redis-server", "--requirepass", "Tr0ub4dor-and-3"]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    command: ["sh", "-c", "redis-server --requirepass $${REDIS_PASSWORD}"]\n',
    limits:
      'By the names of options, and by values that give themselves away. Values that only a variable of the environment decides are left alone, and those that a `.env` beside the file has; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    for (const path of PATHS) {
      const node = valueOf(service, ...path);
      if (node) yield* commandSecrets(service, node);
    }
  },
});

const PATHS = [['command'], ['entrypoint'], ['healthcheck', 'test']] as const;

const scalarsOf = (node: Node): readonly Scalar[] =>
  node.kind === 'scalar' ? [node] : node.kind === 'sequence' ? node.items.flatMap(scalarsOf) : [];

interface Found {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

function* commandSecrets(service: Service, node: Node): Iterable<Report> {
  const scalars = scalarsOf(node);
  for (const [index, scalar] of scalars.entries()) {
    if (!isHere(service, scalar)) continue;
    for (const { start, end, what } of found(wordsBefore(scalars, index), scalar.shipped)) {
      yield {
        range: placeOfPart(service, scalar, start, end),
        message: `${what} is readable to all who have the file or see the processes; take it from a variable`,
        masked: maskOf(service, scalar),
      };
    }
  }
}

/** The program, and the option that a word may be the value of. */
const wordsBefore = (words: readonly Scalar[], index: number): string =>
  [...words.slice(0, Math.max(0, Math.min(2, index - 1))), ...words.slice(Math.max(index - 1, 0), index)]
    .map(({ shipped }) => (shipped.length > 200 ? '' : shipped))
    .join(' ');

/** In one text, and in a word behind one that is an option. */
function found(before: string, text: string): readonly Found[] {
  const byOption = secretsOfOptions(text, before).filter(({ start, end }) => !text.slice(start, end).includes(HOLE));
  const byValue = secretsIn(text)
    .map(({ start, end, description }) => ({ start, end, what: description }))
    .filter(({ start, end }) => byOption.every((other) => end <= other.start || other.end <= start));
  return [...byOption, ...byValue];
}
