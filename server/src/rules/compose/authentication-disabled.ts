// A service is told to ask nobody for a password.
import { environmentOf } from '../../compose/environment';
import { placeOf } from '../../compose/place';
import { isPublic, portsOf } from '../../compose/ports';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'authentication-disabled',
  title: 'Service without a password',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cwe: 306 }, { cwe: 258 }],
  docs: {
    why: 'With an empty password, `trust` or security switched off, whoever reaches the service owns its data: other containers of the network, and everybody where a port is published.',
    bad: 'services:\n  db:\n    image: mysql:8.4\n    environment:\n      MYSQL_ALLOW_EMPTY_PASSWORD: "yes"\n',
    good: 'services:\n  db:\n    image: mysql:8.4\n    environment:\n      MYSQL_RANDOM_ROOT_PASSWORD: "yes"\n',
    limits:
      'By the switches of MySQL, MariaDB, PostgreSQL, Elasticsearch, OpenSearch, Grafana, Bitnami’s images and a few more. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    for (const { name, value, node } of environmentOf(service)) {
      if (value === undefined || !SWITCHES.some(([names, values]) => names.test(name) && values.test(value))) continue;
      const isOpen = portsOf(service).some((port) => isPublic(port) === true);
      yield {
        range: placeOf(service, node),
        severity: isOpen ? 'error' : 'warning',
        message: `'${name}' lets in whoever reaches '${service.name}'${isOpen ? ', and a port is open' : ''}; ask for a password`,
      };
    }
  },
});

const YES = /^(?:true|yes|on|1)$/i;
const NO = /^(?:false|no|off|0)$/i;

/** Names, and the values with which nobody is asked. */
const SWITCHES: readonly (readonly [names: RegExp, values: RegExp])[] = [
  [/^(?:MYSQL|MARIADB)_ALLOW_EMPTY(?:_ROOT)?_PASSWORD$/, YES],
  [/^ALLOW_(?:EMPTY_PASSWORD|ANONYMOUS_LOGIN|PLAINTEXT_LISTENER)$/, YES],
  [/^POSTGRES_HOST_AUTH_METHOD$/, /^trust$/i],
  [/^(?:xpack\.security\.enabled|XPACK_SECURITY_ENABLED)$/, NO],
  [/^(?:DISABLE_SECURITY_PLUGIN|plugins\.security\.disabled|DISABLE_SECURITY_DASHBOARDS_PLUGIN)$/, YES],
  [/^NEO4J_AUTH$/, /^none$/i],
  [/^GF_AUTH_ANONYMOUS_ORG_ROLE$/, /^Admin$/],
  [/^AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED$/, YES],
];
