// Builds may ask for the rights of the host.
import { replaceValue } from '../../daemon/edits';
import { valueOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-build-entitlements',
  title: 'Builds may be privileged',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cwe: 250 }],
  docs: {
    why: 'With these entitlements any build may run steps with all capabilities, or in the network of the host.',
    bad: '{\n  "builder": { "Entitlements": { "security-insecure": true } }\n}\n',
    good: '{\n  "builder": { "Entitlements": { "security-insecure": false } }\n}\n',
    limits: 'Builders of buildx have a configuration of their own.',
  },
  *file(file) {
    const builder = valueOf(file, 'builder');
    if (builder?.kind !== 'object') return;
    const entitlements = builder.properties.findLast(({ key }) => key.toLowerCase() === 'entitlements')?.value;
    if (entitlements?.kind !== 'object') return;
    for (const property of entitlements.properties) {
      if (!/^(?:security-insecure|network-host|device)$/.test(property.key) || property.value?.kind !== 'scalar')
        continue;
      if (property.value.value !== true) continue;
      const { value } = property;
      yield {
        range: property.range,
        message: 'every build on this host may then ask for the rights of the host; write false',
        fixes: [
          {
            title: `Write "${property.key}": false`,
            safety: 'suggested',
            delta: { changes: ['builder'] },
            edits: () => [{ edits: [replaceValue(value, false)] }],
          },
        ],
      };
    }
  },
});
