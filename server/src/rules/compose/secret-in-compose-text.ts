// A secret stands in a label, an extension, the content of a config, or elsewhere in the file.
import { type NamedValue, namedValuesOf } from '../../compose/entries';
import { type Service, valueAt } from '../../compose/model';
import { HOLE, type Node, type Scalar } from '../../compose/node';
import { isHere, placeOf } from '../../compose/place';
import { maskOf, placeOfPart, secretsIn, shippedOf, worthOfShipped } from '../../compose/shipped-secrets';
import type { Report } from '../../rule/finding';
import { composeRule } from '../../rule/rule';
import { kicsSecretValues } from '../../secrets/kics';
import { settingIn } from '../../secrets/settings';

export default composeRule({
  id: 'secret-in-compose-text',
  title: 'Secret elsewhere in a Compose file',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cwe: 798 }, ...kicsSecretValues],
  docs: {
    why: 'What stands in the file is read by everybody who has it. Labels are shown by `docker inspect` and read by other programs; the content of a config is mounted for every user of the container to read.\n\nContent that holds a secret belongs under `secrets`, with `environment` or a `file` that is not kept with the project.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\nconfigs:\n  app:\n    content: |\n      [db]\n      password = "Tr0ub4dor-and-3x"\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\nconfigs:\n  app:\n    content: |\n      [db]\n      password_file = "/run/secrets/db_password"\n',
    limits:
      'The environment, commands, build arguments, options of logging and of volumes have rules of their own. In labels, annotations and extensions a name that says secret counts, everywhere else the value has to give itself away. Hashes for basic authentication in labels are information. Values that only a variable of the environment decides are left alone, and those that a `.env` beside the file has; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    for (const [key, node] of service.body.entries) {
      if (COVERED.has(key)) continue;
      if (key === 'build' || key === 'deploy') yield* labelSecrets(service, valueAt(node, 'labels'));
      else if (key === 'labels' || key === 'annotations' || key === 'sysctls') yield* labelSecrets(service, node);
      else for (const scalar of scalarsOf(node)) yield* valueSecrets(service, scalar);
    }
  },
  *project(project) {
    const texts = [...project.configs.values()].flatMap((config) => scalarsOf(valueAt(config, 'content')));
    for (const [key, node] of project.rest) {
      // What services take in by an alias is told of them.
      if (key.startsWith('x-') && !isAnchored(project.lines, node)) texts.push(...scalarsOf(node));
      if (key.startsWith('x-') && !isAnchored(project.lines, node)) yield* extensionSecrets(node, project.uri);
    }
    for (const scalar of texts) {
      if (scalar.origin.uri !== project.uri) continue;
      const found = secretsIn(scalar.shipped)[0] ?? settingIn(scalar.shipped);
      if (!found) continue;
      const range = scalar.origin.range;
      yield {
        range,
        severity:
          'isPlaceholder' in found && found.isPlaceholder ? 'info' : found.kind === 'private-key' ? 'error' : 'warning',
        message: `${found.description} is readable to all who have the file; give it as a secret`,
        masked: [range],
      };
    }
  },
});

/** Keys with a rule of their own. */
const COVERED: ReadonlySet<string> = new Set([
  'environment',
  'command',
  'entrypoint',
  'healthcheck',
  'logging',
  'image',
]);
const HASH = /\$(?:2[aby]|apr1|5|6)\$|\{SHA\}/;

const scalarsOf = (node: Node | undefined): readonly Scalar[] => {
  if (node === undefined) return [];
  if (node.kind === 'scalar') return [node];
  return (node.kind === 'mapping' ? [...node.entries.values()] : node.items).flatMap(scalarsOf);
};

const isAnchored = (lines: readonly string[], { origin: { key, range } }: Node): boolean =>
  lines.slice(key.start.line, range.end.line + 1).some((line) => /(?:^|[\s:-])&[\w.-]/.test(line));

function* labelSecrets(service: Service, labels: Node | undefined): Iterable<Report> {
  for (const named of namedValuesOf(labels)) {
    const { name, node } = named;
    if (!isHere(service, node)) continue;
    const shipped = shippedOf(named);
    const isHash = HASH.test(shipped);
    const worth = worthOfLabel(named);
    const [byValue] = worth === undefined && !isHash ? secretsIn(shipped) : [];
    if (!isHash && worth === undefined && !byValue) continue;
    yield {
      range: placeOf(service, node),
      severity: isHash || worth === 'placeholder' || byValue?.isPlaceholder ? 'info' : 'warning',
      message: `the value of '${name}' is readable to all who have the file, and by docker inspect; take it out`,
      masked: maskOf(service, node),
    };
  }
}

/** The last part of a dotted name says what it is, or the last two: `app.api-key`, `app.db.password`. */
function worthOfLabel(named: NamedValue): ReturnType<typeof worthOfShipped> {
  const parts = named.name.split('.');
  return (
    worthOfShipped({ ...named, name: parts.at(-1) ?? '' }) ??
    worthOfShipped({ ...named, name: parts.slice(-2).join('_') })
  );
}

function* valueSecrets(service: Service, scalar: Scalar): Iterable<Report> {
  if (!isHere(service, scalar)) return;
  for (const { start, end, description, isPlaceholder } of secretsIn(scalar.shipped)) {
    yield {
      range: placeOfPart(service, scalar, start, end),
      severity: isPlaceholder ? 'info' : 'warning',
      message: `${description} is readable to all who have the file; take it out`,
      masked: maskOf(service, scalar),
    };
  }
}

function* extensionSecrets(node: Node, uri: string): Iterable<Report> {
  if (node.kind !== 'mapping') return;
  for (const named of namedValuesOf(node)) {
    if (named.node.kind === 'mapping') yield* extensionSecrets(named.node, uri);
    if (named.node.kind !== 'scalar' || named.origin.uri !== uri || named.node.shipped.includes(HOLE)) continue;
    const worth = worthOfShipped(named);
    if (worth === undefined || secretsIn(named.node.shipped).length > 0) continue;
    yield {
      range: named.origin.range,
      severity: worth === 'placeholder' ? 'info' : 'warning',
      message: `the value of '${named.name}' is readable to all who have the file; take it from a variable`,
      masked: [named.origin.range],
    };
  }
}
