// Plugins may attach themselves to every container.
import { propertyOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-nri-connections',
  title: 'Plugins may connect to the runtime',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  references: [{ cwe: 749 }],
  docs: {
    why: 'A plugin of the node resource interface may change every container at its start. With connections from outside allowed, whoever reaches the socket can be one.',
    bad: '{\n  "nri-opts": { "enable": true }\n}\n',
    good: '{\n  "nri-opts": { "enable": true, "disable-connections": true }\n}\n',
    limits: 'Who reaches the socket is not seen here.',
  },
  *file(file) {
    const property = propertyOf(file, 'nri-opts');
    if (property?.value?.kind !== 'object') return;
    const isTrue = (wanted: string): boolean =>
      property.value?.kind === 'object' &&
      property.value.properties.some(
        ({ key, value }) => key === wanted && value?.kind === 'scalar' && value.value === true,
      );
    if (!isTrue('enable') || isTrue('disable-connections')) return;
    yield {
      range: property.range,
      message: 'who reaches the socket may change every container; set disable-connections',
    };
  },
});
