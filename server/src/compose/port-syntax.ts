// The short syntax of ports, as Compose reads it: `[IP:][host[-range]:]container[-range][/protocol]`.

import { isAddress } from './addresses';
import { quoted } from './quoted';

export interface PortBinding {
  readonly hostIp: string;
  /** Empty where the host chooses one. */
  readonly published: string;
  readonly target: number;
  readonly protocol: string;
}

export type PortReading = { readonly bindings: readonly PortBinding[] } | { readonly error: string };

const PROTOCOLS: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp']);

/** In the order that Compose gives them. `limit` bounds how many ports of a range are written out. */
export function readPort(text: string, limit = 65_536): PortReading {
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const host = parts.at(-2) ?? '';
  const address = parts.slice(0, -2).join(':');
  const slash = last.indexOf('/');
  const container = slash < 0 ? last : last.slice(0, slash);
  const protocol = (slash < 0 ? '' : last.slice(slash + 1)).toLowerCase() || 'tcp';
  const hostIp = address.replace(/^\[(.*)\]$/, '$1');
  if (hostIp !== '' && !isAddress(hostIp)) return { error: `${quoted(address)} is no IP address` };
  if (container === '') return { error: `${quoted(text)} names no port of the container` };
  const target = rangeOf(container);
  if (!target) return { error: `${quoted(container)} is no port of the container` };
  const published = host === '' ? undefined : rangeOf(host);
  if (host !== '' && !published) return { error: `${quoted(host)} is no port of the host` };
  const [start, end] = target;
  if (published && end - start !== published[1] - published[0] && end !== start) {
    return { error: `${container} and ${host} are ranges of different length` };
  }
  if (!PROTOCOLS.has(protocol)) return { error: `${quoted(protocol)} is no protocol: write tcp, udp or sctp` };
  const bindings: PortBinding[] = [];
  for (let port = start; port <= end && bindings.length < limit; port++) {
    bindings.push({ hostIp, published: hostPort(published, port - start, start === end), target: port, protocol });
  }
  return { bindings: bindings.sort((a, b) => (String(a.target) < String(b.target) ? -1 : 1)) };
}

function hostPort(published: readonly [number, number] | undefined, offset: number, isSingle: boolean): string {
  if (!published) return '';
  const [start, end] = published;
  return isSingle && start !== end ? `${start}-${end}` : String(start + offset);
}

function rangeOf(text: string): readonly [number, number] | undefined {
  const [first = '', second = first] = text.split('-');
  const [start, end] = [portOf(first), portOf(second)];
  return start === undefined || end === undefined || end < start ? undefined : [start, end];
}

const portOf = (text: string): number | undefined =>
  /^[0-9]+$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
