// All volumes of another container.
import { itemsOf, textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'volumes-from-container',
  title: 'All volumes of another container',
  severity: 'warning',
  confidence: 'high',
  category: 'filesystem',
  recommended: true,
  references: [{ cwe: 732 }],
  docs: {
    why: '`volumes_from` mounts everything that the other one has, now and later, writable where `:ro` is not added. Swarm refuses it. Name the volumes that are needed.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes_from: ["container:other"]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes: [data:/data:ro]\nvolumes:\n  data: {}\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const node of itemsOf(valueOf(service, 'volumes_from'))) {
      const text = textOf(node);
      if (text === undefined || !isHere(service, node)) continue;
      const isWritable = !text.endsWith(':ro');
      yield {
        range: placeOf(service, node),
        message: `all volumes of '${text.replace(/^container:/, '').replace(/:r[ow]$/, '')}' are mounted${isWritable ? ' to be written to' : ''}; name those that are needed`,
      };
    }
  },
});
