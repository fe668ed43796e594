// A secret in the labels of the engine.
import { textsOf, valueOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';
import { isSecretName } from '../../secrets/by-name';

export default daemonRule({
  id: 'daemon-secret-in-label',
  title: 'Secret in a label',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cwe: 798 }],
  docs: {
    why: 'Labels are shown by `docker info` to everybody who may talk to the engine, and to all nodes of a swarm.',
    bad: '{\n  "labels": ["registry.password=Tr0ub4dor-and-3"]\n}\n',
    good: '{\n  "labels": ["zone=eu-1"]\n}\n',
    limits: 'By the name of the label.',
  },
  *file(file) {
    for (const { text, node } of textsOf(valueOf(file, 'labels'))) {
      const at = text.indexOf('=');
      const name = text.slice(0, Math.max(0, at));
      if (at < 0 || at === text.length - 1 || !isSecretName(name.replaceAll('.', '_'))) continue;
      yield {
        range: node.range,
        message: `label '${name}' shows its secret to all who may ask the engine; take it out`,
        masked: [node.range],
      };
    }
  },
});
