// A key that should protect a service is misspelt.
import { meantHardening } from '../../compose/misspelt';
import type { Service } from '../../compose/model';
import { isHere, isOwn, placeOf } from '../../compose/place';
import { securityOptionsOf } from '../../compose/security';
import { nearest } from '../../compose/spelling';
import { fixOf, writeValue } from '../../rule/compose-fixes';
import { atLine } from '../../rule/compose-reports';
import type { Report } from '../../rule/finding';
import { composeRule } from '../../rule/rule';
import { once } from '../../text/once';

export default composeRule({
  id: 'misspelt-hardening-key',
  title: 'Misspelt hardening',
  severity: 'warning',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  supersedes: ['invalid-compose'],
  references: [{ cwe: 1188 }],
  docs: {
    why: 'Compose refuses a key that it does not know, and other tools leave it out without a word: the service then runs without what the key should have protected. The same goes for an option of `security_opt` that the engine does not know.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    readonly: true\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    read_only: true\n',
    limits:
      'Keys of a service that protect it or limit what it uses, and `no-new-privileges`. Other keys that Compose does not know are reported by `invalid-compose`.',
  },

  *project({ services, problems }) {
    const told = new Set<string>();
    for (const { line, service } of services) {
      for (const report of misspelt(service)) {
        const placed = atLine(report, line);
        told.add(`${placed.range.start.line}:${placed.range.start.character}`);
        yield placed;
      }
    }
    for (const { kind, meant = '', range } of problems) {
      if (kind !== 'schema' || !NESTED.has(meant) || told.has(`${range.start.line}:${range.start.character}`)) continue;
      yield {
        range,
        message: `this key protects nothing: it is '${meant}'`,
        fixes: fixOf(`Write '${meant}'`, { changes: ['*'] }, [{ range, newText: meant }]),
      };
    }
  },
});

const misspelt = once((service: Service): readonly Report[] => {
  const reports: Report[] = [];
  for (const [key, node] of service.body.entries) {
    const meant = meantHardening(key);
    if (meant === undefined) continue;
    const range = isOwn(service, node) ? node.origin.key : placeOf(service, node);
    const isFit = LISTS.has(meant) === (node.kind === 'sequence');
    const isPlain = isFit && isOwn(service, node) && !service.body.entries.has(meant);
    reports.push({
      range,
      message: `'${key}' protects nothing: the key is '${meant}'`,
      fixes: isPlain ? fixOf(`Write '${meant}'`, { changes: ['*'] }, [{ range, newText: meant }]) : [],
    });
  }
  for (const { node, name, value, place } of securityOptionsOf(service)) {
    if (name === OPTION || nearest(name, [OPTION.replaceAll('-', '_')]) === undefined || !isHere(service, node))
      continue;
    reports.push({
      range: placeOf(service, node),
      message: `'${name}' protects nothing: the option is '${OPTION}'`,
      fixes: writeValue(service, ['security_opt', place], `${OPTION}:${value || 'true'}`),
    });
  }
  return reports;
});

const LISTS: ReadonlySet<string> = new Set(['cap_add', 'cap_drop', 'group_add', 'security_opt']);
/** Keys that protect or limit, further in: of `deploy`, of mounts, ports and networks. */
const NESTED: ReadonlySet<string> = new Set([
  'resources',
  'limits',
  'memory',
  'cpus',
  'pids',
  'read_only',
  'host_ip',
  'internal',
]);
const OPTION = 'no-new-privileges';
