// A service that is a program on the host.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'provider-service',
  title: 'Service is a program of the host',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cwe: 829 }],
  docs: {
    why: 'Compose starts the program that `provider.type` names on your own machine, with your rights, at each `up` and `down`: no container is around it. In a file from elsewhere that runs what somebody else chose.',
    bad: 'services:\n  ai:\n    provider:\n      type: awesomecloud\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n',
    limits:
      '`model` is Docker’s own Model Runner, and left alone. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const type = valueOf(service, 'provider', 'type');
    const name = textOf(type);
    if (!type || !name || name === 'model' || !isHere(service, type)) return;
    yield {
      range: placeOf(service, type),
      message: `'up' starts the program '${name}' on your machine, outside of any container`,
    };
  },
});
