// SSH that takes any machine for the one it was told to talk to.
import { hostKeyChecksOff } from '../../dockerfile/ssh-host-keys';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

export default dockerfileRule({
  id: 'ssh-host-key-unchecked',
  title: 'Check of SSH host keys switched off',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  looksFor: [
    'stricthostkeychecking',
    'userknownhostsfile',
    'globalknownhostsfile',
    'host_key_checking',
    'hostkeychecking',
    'ssh-keyscan',
    'ostricthostkeychecking',
    'ouserknownhostsfile',
    'oglobalknownhostsfile',
  ],
  references: [{ cwe: 322 }, { cwe: 295 }],
  docs: {
    why: 'The host key is how SSH knows that it talks to the right server. Without the check any machine on the way can answer in its place, and what it hands out is built into the image. `ssh-keyscan` in the build asks the same network for the key that is to guard against it: what answers is believed.\n\nCopy the keys that you have checked once: `COPY known_hosts /etc/ssh/ssh_known_hosts`. The large hosts publish theirs on their web pages.',
    bad: 'FROM alpine:3.22\nRUN --mount=type=ssh GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=no" git clone git@git.example.com:a/b.git /src\nUSER nobody\n',
    good: 'FROM alpine:3.22\nCOPY known_hosts /etc/ssh/ssh_known_hosts\nRUN --mount=type=ssh git clone git@git.example.com:a/b.git /src\nUSER nobody\n',
    limits:
      'Found are the options of SSH in commands, variables and configuration files that stand in the Dockerfile, `ANSIBLE_HOST_KEY_CHECKING`, and `ssh-keyscan` whose answer is kept, which is an info. `accept-new` is the same as no check in a build, where no key is known, and is an info as well. The fix for `ssh-keyscan` knows the published keys of a few hosts.',
  },
  *stage(stage) {
    for (const { range, shown, kind, edits, title, keyword } of hostKeyChecksOff(stage)) {
      const fix: Fix | undefined = edits && {
        title,
        safety: 'suggested',
        delta: { changes: [keyword] },
        edits: () => [{ edits }],
      };
      yield {
        range,
        message:
          kind === 'scan'
            ? `'${shown}' believes whoever answers; copy a known_hosts that you have checked`
            : `'${shown}' lets any machine pose as the host; copy a known_hosts with its key instead`,
        severity: kind === 'off' ? 'warning' : 'info',
        fixes: fix ? [fix] : [],
      };
    }
  },
});
