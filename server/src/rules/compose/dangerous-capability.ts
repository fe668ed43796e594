// A capability that leads to the host, or far in that direction.
import { isItsPurpose, REACH_OF_CAPABILITY, type Reach } from '../../compose/capabilities';
import { imageOf, knownEnd } from '../../compose/image';
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { capabilitiesOf } from '../../compose/security';
import { takeOut } from '../../rule/compose-fixes';
import type { Severity } from '../../rule/finding';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'dangerous-capability',
  title: 'Dangerous capability added',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.4' }, { cwe: 250 }, { kics: 'ce76b7d0-9e77-464d-b86f-c5c48e03e22d' }],
  docs: {
    why: 'With `SYS_ADMIN`, `SYS_MODULE`, `SYS_RAWIO`, `DAC_READ_SEARCH`, `SYS_PTRACE` or `BPF` root in a container has known ways to the host; `NET_ADMIN` and others reach beyond the container as well. Capabilities that Docker gives to every container anyway are not meant, nor those that are given back behind `cap_drop: [ALL]`.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    cap_add:\n      - SYS_ADMIN\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    cap_drop: [ALL]\n    cap_add: [CHOWN, NET_BIND_SERVICE]\n',
    limits:
      '`NET_ADMIN` is left alone where the image is known as a VPN, and `IPC_LOCK` for Vault. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const image = imageOf(service);
    const imageName = (image && knownEnd(image)?.name) ?? '';
    const isHostPid = textOf(valueOf(service, 'pid')) === 'host';
    for (const { node, name, place } of capabilitiesOf(service, 'cap_add')) {
      const reach = REACH_OF_CAPABILITY.get(name);
      if (!reach || !isHere(service, node) || isItsPurpose(imageName, name)) continue;
      yield {
        range: placeOf(service, node),
        severity: isHostPid && name === 'SYS_PTRACE' ? 'error' : SEVERITY[reach],
        message: messageOf(name),
        fixes: takeOut(service, ['cap_add', place], name),
      };
    }
  },
});

const messageOf = (name: string): string =>
  name === 'ALL'
    ? 'with all capabilities root in the container is root on the host; add the one that is needed'
    : `'${name}' gives root in the container a way beyond it; take it out unless the program needs it`;

const SEVERITY: Readonly<Record<Reach, Severity>> = { host: 'error', beyond: 'warning', nuisance: 'info' };
