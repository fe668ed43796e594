// How far each capability leads out of a container, and programs that are for nothing without one.

export type Reach =
  /** Known ways to the host. */
  | 'host'
  /** Beyond the container, or against what protects it. */
  | 'beyond'
  /** At most a nuisance to others. */
  | 'nuisance';

const of = (reach: Reach, names: string): [string, Reach][] => names.split(' ').map((name) => [name, reach]);

/** Those that every container has anyway stand nowhere here. Upper case, without `CAP_`. */
export const REACH_OF_CAPABILITY: ReadonlyMap<string, Reach> = new Map([
  ...of('host', 'ALL SYS_ADMIN SYS_MODULE SYS_RAWIO SYS_PTRACE DAC_READ_SEARCH BPF'),
  ...of('beyond', 'NET_ADMIN SYS_BOOT PERFMON SYS_TIME SYSLOG MAC_ADMIN MAC_OVERRIDE AUDIT_CONTROL AUDIT_READ'),
  ...of('beyond', 'LINUX_IMMUTABLE CHECKPOINT_RESTORE WAKE_ALARM BLOCK_SUSPEND SYS_PACCT SYS_TTY_CONFIG IPC_OWNER'),
  ...of('nuisance', 'SYS_NICE SYS_RESOURCE IPC_LOCK LEASE NET_BROADCAST'),
]);

/** Images of VPNs, of machines with a network of their own, and of what locks its secrets into memory. */
const PURPOSES: readonly (readonly [images: RegExp, capability: string])[] = [
  [
    /(?:^|\/)(?:wireguard|wg-easy|gluetun|openvpn(?:-\w+)?|tailscale|netbird|zerotier|amnezia\S*|softether\S*)$/,
    'NET_ADMIN',
  ],
  [/^(?:ghcr\.io\/)?(?:dockurr?|qemus)\//, 'NET_ADMIN'],
  [/(?:^|\/)(?:vault|openbao)$/, 'IPC_LOCK'],
];

/** `image` is its name without tag. */
export const isItsPurpose = (image: string, capability: string): boolean =>
  PURPOSES.some(([images, needed]) => needed === capability && images.test(image));
