// Memory is shared with the host, or offered to other containers.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { replaceKey, takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'host-ipc',
  title: 'Shared memory with the host',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.17' }, { cwe: 668 }, { kics: 'baa3890f-bed7-46f5-ab8f-1da8fc91c729' }],
  docs: {
    why: 'With `ipc: host` a container reads and writes what programs of the host keep in shared memory. More room, which is what most need, comes by `shm_size`.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    ipc: host\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    shm_size: "1gb"\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const node = valueOf(service, 'ipc');
    const value = textOf(node);
    if (!node || !isHere(service, node) || (value !== 'host' && value !== 'shareable')) return;
    yield {
      range: placeOf(service, node),
      severity: value === 'host' ? 'warning' : 'info',
      message:
        value === 'host'
          ? "this service reads the host's shared memory; write shm_size where it needs more room"
          : 'other containers may join the shared memory of this one; take it out unless one does',
      fixes:
        value === 'host'
          ? replaceKey(service, 'Write shm_size: "1gb"', ['ipc'], ['shm_size: "1gb"'])
          : takeOut(service, ['ipc'], 'ipc'),
    };
  },
});
