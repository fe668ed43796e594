// A secret is given as a file, and beside it as a text.
import { environmentOf } from '../../compose/environment';
import { HOLE } from '../../compose/node';
import { placeOf } from '../../compose/place';
import { maskOf, shippedOf } from '../../compose/shipped-secrets';
import { composeRule } from '../../rule/rule';
import { takeOutNamed } from '../../rule/secret-fixes';
import { isSecretName } from '../../secrets/by-name';

export default composeRule({
  id: 'secret-beside-its-file',
  title: 'Secret given twice',
  severity: 'info',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  alsoReports: ['secret-in-environment'],
  references: [{ cis: '4.10' }, { cwe: 798 }],
  docs: {
    why: 'The service reads the secret from a file, and its text stands beside that for everybody to read. Some images refuse to start with both, others take the text.',
    bad: 'services:\n  db:\n    image: postgres:17.6\n    environment:\n      POSTGRES_PASSWORD: Tr0ub4dor-and-3\n      POSTGRES_PASSWORD_FILE: /run/secrets/db_password\n    secrets: [db_password]\nsecrets:\n  db_password:\n    environment: DB_PASSWORD\n',
    good: 'services:\n  db:\n    image: postgres:17.6\n    environment:\n      POSTGRES_PASSWORD_FILE: /run/secrets/db_password\n    secrets: [db_password]\nsecrets:\n  db_password:\n    environment: DB_PASSWORD\n',
    limits:
      'Values that only a variable of the environment decides are left alone, and those that a `.env` beside the file has; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    const environment = environmentOf(service);
    const names = new Set(environment.map(({ name }) => name));
    for (const named of environment) {
      const shipped = shippedOf(named);
      if (!names.has(`${named.name}_FILE`) || !isSecretName(named.name) || shipped === '' || shipped.includes(HOLE))
        continue;
      yield {
        range: placeOf(service, named.node),
        message: `'${named.name}' stands here beside '${named.name}_FILE'; take out the text`,
        masked: maskOf(service, named.node),
        fixes: takeOutNamed(service, named),
      };
    }
  },
});
