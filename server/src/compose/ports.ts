// Published ports in every syntax of Compose.

import { once } from '../text/once';
import { itemsOf, type Service, textOf, valueAt, valueOf } from './model';
import { HOLE, type Node, type Scalar } from './node';

/** What can be a range is a text: `80`, `8000-8010`. Undefined means unknown, but for `published`. */
export interface Port {
  readonly node: Node;
  /** Empty for every address of the host. */
  readonly hostIp: string | undefined;
  /** Empty where the host chooses a port; undefined where a variable decides. */
  readonly published: string | undefined;
  readonly target: string | undefined;
  readonly protocol: string | undefined;
  /** `ingress` or `host`; swarm alone makes a difference of it. */
  readonly mode: string | undefined;
}

export const portsOf = once((service: Service): readonly Port[] => itemsOf(valueOf(service, 'ports')).map(portOf));

export function portOf(node: Node): Port {
  if (node.kind === 'scalar') return shortPort(node);
  const at = (key: string, otherwise: string): string | undefined => {
    const value = valueAt(node, key);
    return value === undefined ? otherwise : textOf(value);
  };
  return {
    node,
    hostIp: at('host_ip', ''),
    published: at('published', ''),
    target: at('target', ''),
    protocol: at('protocol', 'tcp'),
    mode: at('mode', 'ingress'),
  };
}

/** `[IP:][host:]container[/protocol]`: from behind, so that an address may hold colons. */
function shortPort(node: Scalar): Port {
  const slash = node.text.lastIndexOf('/');
  const [main, protocol] = slash < 0 ? [node.text, 'tcp'] : [node.text.slice(0, slash), node.text.slice(slash + 1)];
  const parts = main.split(':');
  const target = parts.at(-1) ?? '';
  const published = parts.at(-2) ?? '';
  const ip = parts
    .slice(0, -2)
    .join(':')
    .replace(/^\[(.*)\]$/, '$1');
  // One hole may be the whole of `IP:host:container`.
  const isWhole = parts.length === 1 && target === HOLE;
  return {
    node,
    hostIp: isWhole ? undefined : known(ip),
    published: isWhole ? undefined : known(published),
    target: known(target),
    protocol: known(protocol.toLowerCase()),
    mode: 'ingress',
  };
}

const known = (text: string): string | undefined => (text.includes(HOLE) ? undefined : text);

/** Every address of the host can reach it. Undefined where a variable decides. */
export function isPublic({ hostIp }: Port): boolean | undefined {
  if (hostIp === undefined) return undefined;
  return hostIp === '' || UNSPECIFIED.test(hostIp);
}

const UNSPECIFIED = /^(?:0(?:\.0){0,3}|\[?(?:::(?:ffff:0\.0\.0\.0|0)?|0(?::0){7})\]?)$/i;
