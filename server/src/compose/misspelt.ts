// Which key that protects a service was meant by one that Compose does not know.
import { isServiceKey } from './schema';
import { nearest } from './spelling';

const HARDENING = [
  'apparmor',
  'cap_add',
  'cap_drop',
  'cgroup',
  'cpus',
  'cpu_quota',
  'group_add',
  'ipc',
  'mem_limit',
  'memswap_limit',
  'network_mode',
  'pid',
  'pids_limit',
  'privileged',
  'read_only',
  'security_opt',
  'tmpfs',
  'ulimits',
  'user',
  'userns_mode',
].filter(isServiceKey);

/** What other tools call it, without the signs between the words. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['capabilitiesadd', 'cap_add'],
  ['capabilitiesdrop', 'cap_drop'],
  ['capsadd', 'cap_add'],
  ['capsdrop', 'cap_drop'],
  ['dropcapabilities', 'cap_drop'],
  ['memory', 'mem_limit'],
  ['nonewprivileges', 'security_opt'],
  ['memorylimit', 'mem_limit'],
  ['cpulimit', 'cpus'],
  ['cpuslimit', 'cpus'],
  ['pidlimit', 'pids_limit'],
  ['pidslimit', 'pids_limit'],
  ['priviledged', 'privileged'],
  ['readonlyfilesystem', 'read_only'],
  ['readonlyrootfilesystem', 'read_only'],
  ['readonlyrootfs', 'read_only'],
  ['runasuser', 'user'],
  ['securityopt', 'security_opt'],
  ['securityoptions', 'security_opt'],
  ['userns', 'userns_mode'],
]);

/** Undefined for keys that Compose knows, for those of an extension, and where nothing that protects was meant. */
export function meantHardening(key: string): string | undefined {
  if (isServiceKey(key) || key.startsWith('x-') || key === '<<') return undefined;
  const plain = key.toLowerCase().replaceAll(/[-_. ]/g, '');
  return (
    ELSEWHERE.get(plain) ?? HARDENING.find((each) => each.replaceAll('_', '') === plain) ?? nearest(key, HARDENING)
  );
}
