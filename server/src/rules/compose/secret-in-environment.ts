// A secret stands in the environment of a service.
import type { NamedValue } from '../../compose/entries';
import { environmentOf } from '../../compose/environment';
import type { Service } from '../../compose/model';
import { HOLE } from '../../compose/node';
import { placeOf } from '../../compose/place';
import { maskOf, placeOfPart, secretsIn, shippedOf, worthOfShipped } from '../../compose/shipped-secrets';
import type { Report } from '../../rule/finding';
import { composeRule } from '../../rule/rule';
import {
  fileFor,
  type GivenAsText,
  passThrough,
  reportsOfGiven,
  takeFromVariable,
  takePartFromVariable,
} from '../../rule/secret-fixes';
import { kicsSecrets, kicsSecretValues } from '../../secrets/kics';
import { secretsOfOptions } from '../../secrets/option-values';
import type { Secret } from '../../secrets/secret';
import type { Worth } from '../../secrets/weak';
import { once } from '../../text/once';

export default composeRule({
  id: 'secret-in-environment',
  title: 'Secret in the environment of a service',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cwe: 798 }, ...kicsSecrets, ...kicsSecretValues],
  docs: {
    why: 'The file is shared and kept in version control, and with it everything that stands there; `docker inspect` and every process in the container show the environment as well.\n\n`${NAME:?}` takes the value from whoever starts the service, and Compose refuses to start without it. Better is a secret: a file under `/run/secrets`, which no other process and no `docker inspect` shows. Many images read one with `NAME_FILE`. A value that was ever pushed has to be replaced.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    environment:\n      API_TOKEN: 7f3b9c1e5d2a4860b1c3d5e7f9012345\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    environment:\n      API_TOKEN: ${API_TOKEN:?}\n      DB_PASSWORD_FILE: /run/secrets/db_password\n',
    limits:
      'Decided by the words of the name, and by values that give themselves away: keys of providers, private keys, passwords in addresses. Switches, paths and quantities are left alone. What everyone tries first is reported by `weak-default-password`. A blank to be filled in is a warning. Values that only a variable of the environment decides are left alone, and those that a `.env` beside the file has; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    for (const named of environmentOf(service)) {
      const worth = worthOfShipped(named);
      if (worth === undefined) yield* byValue(service, named);
      else if (worth !== 'weak' && fileFor(service, named.name) === undefined) yield byName(service, named, worth);
    }
  },
  project: (project) => reportsOfGiven(project, reportOfGiven),
});

const reportOfGiven = once(({ service, named, worth }: GivenAsText) =>
  worth === 'weak' ? undefined : byName(service, named, worth),
);

function byName(service: Service, named: NamedValue, worth: Worth): Report {
  const { name, node } = named;
  const ends = {
    placeholder: 'is a blank that everyone knows; take it from a variable',
    hash: 'is a hash, which can be broken by trying; take it from a variable',
    secret: 'is readable to all who have the file; take it from a variable, or give it as a secret',
    weak: '',
  };
  return {
    range: placeOf(service, node),
    severity: worth === 'secret' ? 'error' : 'warning',
    message: `the value of '${name}' ${ends[worth]}`,
    masked: maskOf(service, node),
    fixes: [...takeFromVariable(service, named), ...passThrough(service, named)],
  };
}

function* byValue(service: Service, named: NamedValue): Iterable<Report> {
  const { node } = named;
  if (node.kind !== 'scalar') return;
  const shipped = shippedOf(named);
  const before = node.shipped.length - shipped.length;
  const byValue = secretsIn(shipped);
  const options = byValue.length === 0 && /^\s*-/.test(shipped) ? optionsIn(shipped) : [];
  for (const { start, end, description, isPlaceholder, kind } of [...byValue, ...options]) {
    const range = placeOfPart(service, node, before + start, before + end);
    yield {
      range,
      severity: isPlaceholder ? 'warning' : 'error',
      message: `${description} is readable to all who have the file; take it from a variable`,
      masked: maskOf(service, named.node),
      fixes:
        kind === 'url-credentials'
          ? takePartFromVariable(service, 'environment', named, range, `${named.name}_PASSWORD`)
          : start === 0 && end === shipped.length
            ? takeFromVariable(service, named)
            : [],
    };
  }
}

/** `JAVA_OPTS: -Ddb.password=…` */
const optionsIn = (shipped: string): Secret[] =>
  secretsOfOptions(shipped)
    .filter(({ start, end }) => !shipped.slice(start, end).includes(HOLE))
    .map(({ start, end, what, isWeak }) => ({ start, end, description: what, isPlaceholder: isWeak, kind: 'option' }));
