// How far each capability leads out of a container.

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
