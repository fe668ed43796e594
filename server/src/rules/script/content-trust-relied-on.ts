// A script trusts in a check of signatures that clients do no longer.
import { scriptRule } from '../../rule/rule';

export default scriptRule({
  id: 'content-trust-relied-on',
  title: 'Content trust is relied on',
  severity: 'info',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  references: [{ cis: '4.5' }, { cwe: 347 }],
  docs: {
    why: '`DOCKER_CONTENT_TRUST=1` made the client check signatures of Notary, which hardly an image has any more: the service for Docker Hub has ended, and newer clients leave the variable unread. What looks like a check is none. Name images by digest, and check signatures with cosign or Notation.',
    bad: '#!/bin/sh\nexport DOCKER_CONTENT_TRUST=1\ndocker run --rm alpine:3.22 id\n',
    good: '#!/bin/sh\ncosign verify --key cosign.pub ghcr.io/acme/tool:1.4.2\ndocker run --rm ghcr.io/acme/tool:1.4.2\n',
    limits: 'Only where it is switched on, in scripts, recipes and units that start containers.',
  },
  *command({ command, rangeOf }) {
    for (const { name, value, start, end } of command.assignments) {
      if (name === 'DOCKER_CONTENT_TRUST' && ON.test(value?.value ?? ''))
        yield { range: rangeOf({ start, end }), message };
    }
    if (command.program !== 'export') return;
    for (const word of command.args) {
      if (/^DOCKER_CONTENT_TRUST=(?:1|true)$/i.test(word.value ?? '')) yield { range: rangeOf(word), message };
    }
  },
});

const ON = /^(?:1|true)$/i;
const message = 'newer clients check nothing by this; name images by digest, and check signatures with cosign';
