// A credential specification of Windows comes from a file of the project.
import { valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'credential-spec-file',
  title: 'Credential specification from a file',
  severity: 'info',
  confidence: 'high',
  category: 'secrets',
  recommended: false,
  references: [{ cwe: 522 }],
  docs: {
    why: 'The file names the account of the domain that the container acts as. Whoever may change it lets the container act as another one: keep it on the hosts, or in a config of the swarm, with the rights of an administrator.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    credential_spec:\n      file: app.json\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n',
    limits: 'Windows alone. What the file says is not read.',
  },

  *service(service) {
    const node = valueOf(service, 'credential_spec', 'file') ?? valueOf(service, 'credential_spec', 'registry');
    if (!node || !isHere(service, node)) return;
    yield {
      range: placeOf(service, node),
      message: `'${service.name}' acts as an account of the domain; who may change this decides which one`,
    };
  },
});
