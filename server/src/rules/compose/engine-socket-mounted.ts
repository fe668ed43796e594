// The socket of a container engine, or a folder that holds it, is mounted.

import { socketIn } from '../../compose/host-paths';
import { textOf, valueAt, valueOf } from '../../compose/model';
import { mountsOf, splitMount } from '../../compose/mounts';
import { HOLE, type Node } from '../../compose/node';
import { isHere, placeOf } from '../../compose/place';
import { portsOf } from '../../compose/ports';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'engine-socket-mounted',
  title: 'Socket of the engine mounted',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [
    { cis: '5.32' },
    { cwe: 250 },
    { kics: 'd6355c88-1e8d-49e9-b2f2-f8a1ca12c75b' },
    { semgrep: 'yaml.docker-compose.security.exposing-docker-socket-volume.exposing-docker-socket-volume' },
  ],
  docs: {
    why: 'Who may write to the socket of the engine starts containers, and one of these may have the whole disk of the host: a service with the socket is root on the host. `:ro` changes nothing of that: it protects the file, not what is said through it.\n\nA proxy in front of the socket that lets through what is needed (`docker-socket-proxy`) keeps the rest away.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock:ro\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - ./data:/data\n',
    limits:
      'A known socket proxy that publishes no port is information. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const [place, mount] of mountsOf(service).entries()) {
      const { node, type } = mount;
      const source = mount.source ?? nameOfSource(node);
      const isOnHost = type === 'bind' || type === 'npipe' || (type === undefined && mount.source === undefined);
      if (source === undefined || !isOnHost || !isHere(service, node)) continue;
      const what = socketIn(source);
      if (!what) continue;
      const isProxy = PROXY.test(textOf(valueOf(service, 'image')) ?? '') && portsOf(service).length === 0;
      yield {
        range: placeOf(service, node),
        severity: isProxy ? 'info' : 'error',
        message: isProxy
          ? "all of the engine's API is behind this proxy: let through what is needed alone"
          : `${what} makes '${service.name}' root on the host; put a proxy before it that lets through what is needed`,
        fixes: isProxy ? [] : takeOut(service, ['volumes', place], source),
      };
    }
  },
});

/** Behind a folder that a variable holds. */
function nameOfSource(node: Node): string | undefined {
  const scalar = node.kind === 'mapping' ? valueAt(node, 'source') : node;
  const [source = ''] = scalar?.kind === 'scalar' ? splitMount(scalar.text) : [];
  const slash = source.lastIndexOf('/');
  const name = source.slice(slash + 1);
  return slash < 0 || name.includes(HOLE) ? undefined : name;
}

const PROXY = /socket-proxy|dockerproxy|docker-proxy/i;
