// A storage driver, or an option of one, that the engine no longer has.
import { propertyOf, scalarOf, textsOf } from '../../daemon/model';
import { dropItem, setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-removed-storage-driver',
  title: 'Storage driver that is gone',
  severity: 'warning',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [{ cis: '2.6' }],
  docs: {
    why: 'The drivers aufs, devicemapper and overlay were taken out of the engine: the daemon does not start with them, or they keep a host on a version without security updates. `vfs` copies every layer and fills the disk.',
    bad: '{\n  "storage-driver": "devicemapper"\n}\n',
    good: '{\n  "storage-driver": "overlay2"\n}\n',
    limits: 'Images of the old driver are not seen with the new one.',
  },
  *file(file) {
    const property = propertyOf(file, 'storage-driver');
    const driver = scalarOf(file, 'storage-driver');
    if (property && typeof driver === 'string' && GONE.test(driver)) {
      const why = driver === 'vfs' ? 'copies every layer as a whole' : 'is no longer part of the engine';
      yield {
        range: property.range,
        message: `'${driver}' ${why}; write "overlay2"`,
        fixes: setKey(property, 'overlay2'),
      };
    }
    const options = propertyOf(file, 'storage-opts');
    for (const { text, node } of textsOf(options?.value)) {
      if (options?.value?.kind !== 'array' || !/^(?:dm\.|overlay2?\.override_kernel_check)/.test(text)) continue;
      yield {
        range: node.range,
        message: 'the engine no longer has this option; take it out',
        fixes: dropItem(file, options, options.value, node),
      };
    }
  },
});

const GONE = /^(?:aufs|devicemapper|overlay|vfs)$/;
