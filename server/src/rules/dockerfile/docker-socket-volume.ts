// VOLUME that asks for the socket of the container engine.

import { expandWord } from '../../dockerfile/expand';
import { removeEntry } from '../../dockerfile/list-edits';
import { rangeOfWord } from '../../dockerfile/stages';
import { actingInstruction } from '../../dockerfile/syntax';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';

const SOCKET =
  /^(?:\/var)?\/run\/(?:user\/\d+\/)?(?:docker|docker\/docker|podman\/podman|containerd\/containerd|k3s\/containerd\/containerd|crio\/crio|cri-dockerd|buildkit\/buildkitd)\.sock$/;

export default dockerfileRule({
  id: 'docker-socket-volume',
  title: 'Socket of the container engine as a volume',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  looksFor: ['VOLUME'],
  references: [
    { cis: '5.32' },
    { cwe: 250 },
    { semgrep: 'dockerfile.security.dockerd-socket-mount.dockerfile-dockerd-socket-mount' },
  ],
  docs: {
    why: 'Whoever can talk to the socket of the engine is root on the host: it starts a container that mounts everything. VOLUME tells people to mount it there, and makes an empty directory in its place where they do not. Say in the documentation of the image what it needs the engine for, and offer a proxy that lets through only that.',
    bad: 'FROM node:24.4-alpine\nVOLUME /var/run/docker.sock\nUSER node\n',
    good: 'FROM node:24.4-alpine\nVOLUME /var/lib/app\nUSER node\n',
    limits: 'Known are the usual places of the sockets of Docker, containerd, Podman, CRI-O and BuildKit.',
  },
  *stage(stage) {
    for (const [index, step] of stage.steps.entries()) {
      const instruction = actingInstruction(step);
      if (instruction.name !== 'VOLUME') continue;
      for (const [i, word] of instruction.args.entries()) {
        const value = expandWord(word.text, stage.globals.escape, stage.variables.at(index));
        const path = value?.text.replace(/\/+/g, '/').replace(/\/$/, '');
        if (path === undefined || !SOCKET.test(path)) continue;
        const edits = removeEntry(step, i);
        const keyword = step.instruction.name;
        const delta = instruction.args.length === 1 ? { removes: [keyword] } : { changes: [keyword] };
        const fix = edits && {
          title: `Take '${path}' out`,
          safety: 'suggested' as const,
          delta,
          edits: () => [{ edits }],
        };
        yield {
          range: rangeOfWord(step, word),
          message: `'${path}' makes whoever runs in the container root on the host; do not ask for it`,
          fixes: fix ? [fix satisfies Fix] : [],
        };
      }
    }
  },
});
