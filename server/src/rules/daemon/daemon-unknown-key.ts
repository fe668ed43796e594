// A key that the engine does not know.
import { KEYS, keyMeantBy, keyOfFlag, REMOVED_KEYS } from '../../daemon/keys';
import { renameKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-unknown-key',
  title: 'Unknown key',
  severity: 'error',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [],
  docs: {
    why: 'The daemon does not start when a key stands in the file that it does not know. What the key was meant to do is not done either, and after the next update nobody knows why the host is down.',
    bad: '{\n  "no-new-privilege": true\n}\n',
    good: '{\n  "no-new-privileges": true\n}\n',
    limits:
      'As of Docker Engine 29; keys of newer engines are not known here. Silent in a file without any key that the daemon knows or once knew, or one near to it: that is somebody else’s daemon.json.',
  },
  *file(file) {
    const properties = file.root?.properties ?? [];
    const unknown = properties.filter(({ key }) => !KEYS.has(key) && !REMOVED_KEYS.has(key));
    const meant = new Map(unknown.map((property) => [property, keyMeantBy(property.key)]));
    if (unknown.length === properties.length && ![...meant.values()].some((key) => key !== undefined)) return;
    for (const property of unknown) {
      const key = meant.get(property);
      const isTaken = key !== undefined && properties.some((other) => other.key === key);
      yield {
        range: property.keyRange,
        message:
          keyOfFlag(property.key) === undefined
            ? `the daemon does not know '${property.key}' and does not start${key ? ` (did you mean ${key}?)` : ''}`
            : `'${property.key}' is the name of a flag and says nothing here; write ${key}`,
        fixes: key && !isTaken ? renameKey(property, key) : [],
      };
    }
  },
});
