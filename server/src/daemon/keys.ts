// The keys that the daemon takes from daemon.json, with the JSON type of each. From moby's daemon/config (config.go,
// config_linux.go, config_windows.go) as of Docker Engine 29: a key that stands nowhere there keeps the daemon from starting.

export type KeyType = 'boolean' | 'string' | 'number' | 'array' | 'object' | 'size';

const of = (type: KeyType, keys: string): [string, KeyType][] => keys.split(' ').map((key) => [key, type]);

export const KEYS: ReadonlyMap<string, KeyType> = new Map([
  ...of(
    'boolean',
    'allow-direct-routing cri-containerd debug experimental icc init ip-forward ip-forward-no-drop ip-masq ip6tables iptables ipv6 live-restore no-new-privileges raw-logs rootless selinux-enabled tls tlsverify userland-proxy',
  ),
  ...of(
    'string',
    'bip bip6 bridge bridge-accept-fwmark cgroup-parent containerd containerd-namespace containerd-plugin-namespace data-root default-cgroupns-mode default-gateway default-gateway-v6 default-init default-ipc-mode default-runtime exec-root firewall-backend fixed-cidr fixed-cidr-v6 group host-gateway-ip init-path ip log-driver log-format log-level metrics-addr pidfile resolv-conf seccomp-profile storage-driver swarm-default-advertise-addr tlscacert tlscert tlskey userland-proxy-path userns-remap',
  ),
  ...of(
    'number',
    'cpu-rt-period cpu-rt-runtime max-concurrent-downloads max-concurrent-uploads max-download-attempts mtu network-control-plane-mtu network-diagnostic-port shutdown-timeout swarm-raft-election-tick swarm-raft-heartbeat-tick',
  ),
  ...of(
    'array',
    'authorization-plugins cdi-spec-dirs default-address-pools dns dns-opts dns-search exec-opts host-gateway-ips hosts insecure-registries labels node-generic-resources registry-mirrors storage-opts',
  ),
  ...of('object', 'builder default-network-opts default-ulimits features log-opts nri-opts proxies runtimes'),
  ['default-shm-size', 'size'],
  // Ignored, but not refused.
  ['allow-nondistributable-artifacts', 'array'],
  ['deprecated-key-path', 'string'],
]);

export interface RemovedKey {
  /** The major version of the engine that took it out. */
  readonly since: string;
  /** The daemon starts all the same. */
  readonly isIgnored?: true;
  readonly instead?: string;
}

/** Keys that the daemon once knew. */
export const REMOVED_KEYS: ReadonlyMap<string, RemovedKey> = new Map<string, RemovedKey>([
  ['allow-nondistributable-artifacts', { since: '28', isIgnored: true }],
  ['api-cors-header', { since: '28' }],
  ['cluster-advertise', { since: '23' }],
  ['cluster-store', { since: '23' }],
  ['cluster-store-opts', { since: '23' }],
  ['deprecated-key-path', { since: '23', isIgnored: true }],
  ['disable-legacy-registry', { since: '19' }],
  ['graph', { since: '23', instead: 'data-root' }],
  ['kernel-memory', { since: '23' }],
  ['oom-score-adjust', { since: '26' }],
]);

/** JSON null leaves the default in place. */
export function typeOf(value: unknown): KeyType | 'null' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'boolean' || type === 'string' || type === 'number' ? type : 'object';
}

/** The key whose flag has this name: a flag that may be given several times speaks of one. */
export const keyOfFlag = (written: string): string | undefined =>
  [`${written}s`, written.replace(/y$/, 'ies')].find(
    (key) => key !== written && /^(?:array|object)$/.test(KEYS.get(key) ?? ''),
  );

/** The key that a misspelt one is nearest to: its flag, other separators, another case, a letter or two. */
export function keyMeantBy(written: string): string | undefined {
  if (written.length > 40) return undefined;
  const flagged = keyOfFlag(written);
  if (flagged !== undefined) return flagged;
  const plain = bare(written);
  const known = [...KEYS.keys()];
  const same = known.find((key) => bare(key) === plain);
  if (same !== undefined) return same;
  const most = plain.length > 8 ? 2 : plain.length > 3 ? 1 : 0;
  const near = known.filter((key) => distance(bare(key), plain, most) <= most);
  return near.length === 1 ? near[0] : undefined;
}

const bare = (key: string): string => key.toLowerCase().replace(/[-_ ]/g, '');

/** Of Levenshtein, at most `most` + 1. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
