// A way into the container by SSH.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { portsOf } from '../../compose/ports';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'ssh-port-published',
  title: 'SSH into a container',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '5.7' }, { cwe: 749 }],
  docs: {
    why: 'A container needs no SSH: `docker compose exec` gives a shell to those who may. A server for it is one more way in, with keys and passwords of its own.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["127.0.0.1:2222:22"]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["127.0.0.1:8080:80"]\n',
    limits:
      'Servers for git and SFTP are left alone, by the name of their image. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const image = textOf(valueOf(service, 'image')) ?? service.name;
    if (/git|gitea|forgejo|gogs|sftp|ssh|bastion|soft-serve/i.test(image)) return;
    for (const [place, port] of portsOf(service).entries()) {
      if (port.target !== '22' || port.protocol === 'udp' || !isHere(service, port.node)) continue;
      yield {
        range: placeOf(service, port.node),
        message: "'docker compose exec' gives a shell without SSH; take the port out",
        fixes: takeOut(service, ['ports', place], '22'),
      };
    }
  },
});
