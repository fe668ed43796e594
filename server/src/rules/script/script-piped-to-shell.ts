// A script runs what the network answers, as it comes.
import { scriptRule } from '../../rule/rule';
import { remoteScript } from '../../shell/interpreters';

export default scriptRule({
  id: 'script-piped-to-shell',
  title: 'Command runs a script from the network unseen',
  severity: 'info',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  references: [{ cwe: 494 }],
  docs: {
    why: 'What runs is whatever the other side, or who stands between, answers in that moment; a connection that breaks off runs half of it. Save the script, compare it with a checksum that you know, then run it; or install the package of your distribution, which has a signature.',
    bad: '#!/bin/sh\ncurl -fsSL https://get.docker.com | sh\ndocker run hello-world:linux\n',
    good: '#!/bin/sh\ncurl -fsSLo install.sh https://get.docker.com\necho "$INSTALL_SHA256  install.sh" | sha256sum -c\nsh install.sh\ndocker run hello-world:linux\n',
    limits: 'Only in scripts that speak of containers: others are not read. What is verified before is left alone.',
  },
  *command({ command, script, rangeOf }) {
    const remote = remoteScript(command, script);
    if (!remote) return;
    const { download, interpreter } = remote;
    const start = Math.min(download.start, interpreter.start);
    yield {
      range: rangeOf({ start, end: Math.max(download.end, interpreter.end) }),
      message: `what the network answers is run by '${interpreter.program ?? 'a shell'}' unseen; save it, compare its sha256, run it`,
    };
  },
});
