// A key that is given twice.
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-duplicate-key',
  title: 'Key given twice',
  severity: 'warning',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [],
  docs: {
    why: 'The last one counts, and the one before it, which may be the stricter one, does nothing.',
    bad: '{\n  "icc": false,\n  "debug": false,\n  "icc": false\n}\n',
    good: '{\n  "icc": false\n}\n',
    limits: '',
  },
  *file(file) {
    const { root } = file;
    const last = new Map(root?.properties.map((property) => [property.key, property]));
    for (const property of root?.properties ?? []) {
      if (last.get(property.key) === property) continue;
      yield {
        range: property.keyRange,
        message: `'${property.key}' is given again below, and this one does nothing; take it out`,
        fixes: removeKey(file, property),
      };
    }
  },
});
