// A service may write to the project itself, or to its history.
import { mountsOf } from '../../compose/mounts';
import { isHere, placeOf } from '../../compose/place';
import { readOnlyMount } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'project-mounted-writable',
  title: 'Project folder mounted writable',
  severity: 'hint',
  confidence: 'high',
  category: 'filesystem',
  recommended: false,
  references: [{ cwe: 732 }],
  docs: {
    why: 'A service that may write to the folder of the project changes what is built and started next, the Compose file included. In `.git` it can put hooks that run on your machine.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - .:/app\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - ./src:/app/src:ro\n',
    limits:
      'Usual in development. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const [place, { node, type, source, isReadOnly }] of mountsOf(service).entries()) {
      if (type !== 'bind' || isReadOnly || source === undefined || !isHere(service, node)) continue;
      if (!/^(?:\.\/?|\.\/\.git\/?|\$\{?PWD\}?\/?)$/.test(source)) continue;
      yield {
        range: placeOf(service, node),
        message: 'this service may change the project itself; mount what it needs, or with :ro',
        fixes: readOnlyMount(service, place),
      };
    }
  },
});
