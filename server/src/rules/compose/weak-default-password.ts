// A password that everyone tries first.
import type { NamedValue } from '../../compose/entries';
import { environmentOf } from '../../compose/environment';
import type { Service } from '../../compose/model';
import { placeOf } from '../../compose/place';
import { isPublic, portsOf } from '../../compose/ports';
import { maskOf, worthOfShipped } from '../../compose/shipped-secrets';
import type { Report } from '../../rule/finding';
import { composeRule } from '../../rule/rule';
import { fileFor, type GivenAsText, passThrough, reportsOfGiven, takeFromVariable } from '../../rule/secret-fixes';
import { once } from '../../text/once';

export default composeRule({
  id: 'weak-default-password',
  title: 'Password that everyone tries first',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cwe: 1392 }, { cwe: 798 }],
  docs: {
    why: '`postgres`, `admin` and `changeme` are what programs that look for open services try first; it takes them seconds. Where the service publishes a port to everybody, this is an error.\n\n`${NAME:?}` takes the value from whoever starts the service, and Compose refuses to start without it.',
    bad: 'services:\n  db:\n    image: postgres:17.6\n    environment:\n      POSTGRES_PASSWORD: postgres\n',
    good: 'services:\n  db:\n    image: postgres:17.6\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}\n',
    limits:
      'By a list of words, and by the words of the variable’s own name. Values that only a variable of the environment decides are left alone, and those that a `.env` beside the file has; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    for (const named of environmentOf(service)) {
      if (fileFor(service, named.name) === undefined && worthOfShipped(named) === 'weak')
        yield reportOf(service, named);
    }
  },
  project: (project) => reportsOfGiven(project, reportOfGiven),
});

const reportOfGiven = once(({ service, named, worth }: GivenAsText) =>
  worth === 'weak' ? reportOf(service, named) : undefined,
);

function reportOf(service: Service, named: NamedValue): Report {
  const isOpen = portsOf(service).some((port) => isPublic(port) === true);
  return {
    range: placeOf(service, named.node),
    severity: isOpen ? 'error' : 'warning',
    message: `the value of '${named.name}' is one that everyone tries first${isOpen ? ', and a port is open' : ''}; take it from a variable`,
    masked: maskOf(service, named.node),
    fixes: [...takeFromVariable(service, named), ...passThrough(service, named)],
  };
}
