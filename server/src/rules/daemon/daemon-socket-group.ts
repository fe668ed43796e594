// The socket of the API belongs to a group of many.
import { propertyOf, scalarOf } from '../../daemon/model';
import { setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-socket-group',
  title: 'Socket open to a group of many',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '3.15' }, { cwe: 732 }],
  docs: {
    why: 'Who may write to the socket of the API is root on the host. The group should hold those alone who may be that.',
    bad: '{\n  "group": "users"\n}\n',
    good: '{\n  "group": "docker"\n}\n',
    limits: 'Who is in a group is not seen here.',
  },
  *file(file) {
    const property = propertyOf(file, 'group');
    const group = scalarOf(file, 'group');
    if (!property || typeof group !== 'string' || !OF_MANY.has(group)) return;
    yield {
      range: property.range,
      message: `everybody in '${group}' is root on the host then; write "docker"`,
      fixes: setKey(property, 'docker'),
    };
  },
});

const OF_MANY: ReadonlySet<string> = new Set([
  'users',
  'staff',
  'nogroup',
  'nobody',
  'everyone',
  'adm',
  'games',
  'www-data',
  '100',
  '65534',
]);
