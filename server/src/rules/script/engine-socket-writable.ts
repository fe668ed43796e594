// A script lets every user of the machine write to the engine's socket.
import { editFix } from '../../rule/edit-fix';
import { scriptRule } from '../../rule/rule';
import { isWorldWritable } from '../../shell/file-mode';
import { modeSet } from '../../shell/modes-set';

export default scriptRule({
  id: 'engine-socket-writable',
  title: "Command opens the engine's socket to everybody",
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '3.16' }, { cwe: 732 }],
  docs: {
    why: 'Who may write to the socket of the engine is root on the host: one request starts a container that sees all its files. With mode 666 that is every user and every program of the machine, a web server that was taken over among them. Leave it at 660: root and the group `docker`, in which only those are who may be root, or use an engine without root.',
    bad: '#!/bin/sh\nsudo chmod 666 /var/run/docker.sock\ndocker run --rm alpine:3.22 id\n',
    good: '#!/bin/sh\nsudo chmod 660 /var/run/docker.sock\ndocker run --rm alpine:3.22 id\n',
    limits:
      'Known are the sockets of Docker, Podman and containerd by their names. A mode that a variable holds counts as far as the script sets it.',
  },
  *command({ command, rangeOf, textOf }) {
    const set = modeSet(command);
    if (set?.program !== 'chmod' || !set.targets.some((target) => SOCKET.test(textOf(target)))) return;
    const mode = textOf(set.word);
    if (!isWorldWritable(mode)) return;
    const range = rangeOf(set.word);
    yield {
      range,
      message: 'every user of this machine is root by this socket; leave it to root and the group docker, with 660',
      fixes: editFix({
        title: 'Write 660',
        delta: { changes: ['chmod'] },
        edits: set.word.text === mode ? [{ range, newText: '660' }] : undefined,
      }),
    };
  },
});

const SOCKET = /(?:^|\/)(?:docker|podman|containerd|buildkitd|crio)\.sock$/;
