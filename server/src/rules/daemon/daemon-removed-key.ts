// A key that the engine no longer knows.
import { REMOVED_KEYS } from '../../daemon/keys';
import { removeKey, renameKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-removed-key',
  title: 'Key that is gone',
  severity: 'error',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [],
  docs: {
    why: 'The daemon does not start when a key stands in the file that it does not know, and it forgets keys from time to time. What the key was meant to do is then not done either.',
    bad: '{\n  "graph": "/data/docker"\n}\n',
    good: '{\n  "data-root": "/data/docker"\n}\n',
    limits: 'As of Docker Engine 29.',
  },
  *file(file) {
    for (const property of file.root?.properties ?? []) {
      const removed = REMOVED_KEYS.get(property.key);
      if (!removed) continue;
      const { since, isIgnored, instead } = removed;
      yield {
        range: property.keyRange,
        severity: isIgnored ? 'info' : 'error',
        message: isIgnored
          ? `the engine ignores this key since ${since}; take it out`
          : `the engine knows this key no more since ${since} and does not start${instead ? `; it is '${instead}' now` : ''}`,
        fixes: instead ? renameKey(property, instead) : removeKey(file, property),
      };
    }
  },
});
