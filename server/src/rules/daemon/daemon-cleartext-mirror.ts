// A mirror that is asked over plain HTTP.
import { isLoopback } from '../../daemon/addresses';
import { replaceValue } from '../../daemon/edits';
import { propertyOf, textsOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-cleartext-mirror',
  title: 'Registry mirror over plain HTTP',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cwe: 319 }],
  docs: {
    why: 'What a mirror answers over plain HTTP can be read and changed on the way. The digest of an image that is pulled by its tag comes from the mirror as well.',
    bad: '{\n  "registry-mirrors": ["http://mirror.example.com"]\n}\n',
    good: '{\n  "registry-mirrors": ["https://mirror.example.com"]\n}\n',
    limits: 'Mirrors on this machine are left alone.',
  },
  *file(file) {
    const property = propertyOf(file, 'registry-mirrors');
    for (const { text, node } of textsOf(property?.value)) {
      const host = /^http:\/\/(\[[^\]]*\]|[^:/]*)/i.exec(text)?.[1];
      if (property === undefined || host === undefined || isLoopback(host.replace(/^\[|\]$/g, ''))) continue;
      yield {
        range: node.range,
        message: 'what this mirror sends can be changed on the way; write https://',
        fixes: [
          {
            title: 'Write https://',
            safety: 'suggested',
            delta: { changes: [property.key] },
            edits: () => [{ edits: [replaceValue(node, text.replace(/^http:/i, 'https:'))] }],
          },
        ],
      };
    }
  },
});
