// Folders of the host, by what somebody has who may use them. By whole parts of the path, never by how its text begins.

/** Absolute, `~` for the home folder, with `.` and `..` taken out. Undefined for what is relative to the project. */
export function hostPath(source: string): string | undefined {
  const text = source.replace(/^\$\{?HOME\}?(?=\/|$)/, '~');
  if (!/^[/~]/.test(text)) return undefined;
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts[0] === '~' ? parts.join('/') : `/${parts.join('/')}`;
}

const SOCKETS = /^(?:docker|docker\.raw|containerd|crio|podman|buildkitd|cri-dockerd)\.sock$/;

/** What of an engine a mount of this source gives: its socket, or the folder that holds it. */
export function socketIn(source: string): string | undefined {
  if (/\\\\\.\\pipe\\(?:docker_engine|containerd)/i.test(source) || /\/\/\.\/pipe\/docker_engine/i.test(source)) {
    return "the engine's pipe";
  }
  const path = hostPath(source) ?? source;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (SOCKETS.test(name)) return "the engine's socket";
  return HOLDERS.has(path) ? `'${path}' with the engine's socket in it` : undefined;
}

const HOLDERS: ReadonlySet<string> = new Set([
  '/run',
  '/var/run',
  '/run/docker',
  '/var/run/docker',
  '/run/containerd',
  '/run/podman',
]);

/** The folder and all that is in it: what the host runs, or reads as root. */
const ROOT_TREES = [
  '/boot',
  '/proc',
  '/sys',
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib64',
  '/var/lib/docker',
  '/var/lib/containerd',
  '/var/lib/kubelet',
  '/var/spool/cron',
  '/run/systemd',
];
/** The folder alone: what is in it may be anybody's. */
const ROOT_ALONE: ReadonlySet<string> = new Set([
  '/',
  '/etc',
  '/root',
  '/var',
  '/var/lib',
  '/home',
  '/dev',
  '/opt',
  '/srv',
  '/var/spool',
]);

/** Of the system itself; all else below `/etc` is some program's. */
const SYSTEM_ETC =
  /^\/etc\/(?:passwd|shadow|gshadow|group|sudoers|pam|security|ssh|(?:ana)?cron|init|rc\d?(?:\.|$|\/)|systemd|profile|bash|environment|ld\.so|default|sysconfig|docker|containerd|kubernetes|cni|apparmor|selinux|audit|udev|modprobe|modules|apt|yum|dnf|apk|network|NetworkManager|netplan|dnsmasq|logrotate|xinetd|fstab|crypttab|login|polkit|dbus|sub[ug]id|grub|alternatives|ssl\/private)/;
/** Shells and logins of root. */
const HOME_OF_ROOT = /^\/root\/(?:\.|bin(?:\/|$))/;

/** Files below these that every image may have, and that say nothing. */
const HARMLESS =
  /^\/etc\/(?:localtime|timezone|hostname|hosts|resolv\.conf|os-release|machine-id|ssl(?:\/certs)?(?!\/private)|ca-certificates|pki|nsswitch\.conf)(?:\/|$)|^\/usr\/(?:share|lib\/(?:x86_64|aarch64)-linux-gnu)(?:\/|$)|^\/proc\/driver(?:\/|$)/;

/** Mounted into half of all containers: no harm, whoever reads or writes it. */
export const isHarmless = (path: string): boolean => HARMLESS.test(path);

/** Who may write there is root on the host. */
const isRootEquivalent = (path: string): boolean =>
  !isHarmless(path) &&
  (ROOT_ALONE.has(path) || isBelow(path, ROOT_TREES) || SYSTEM_ETC.test(path) || HOME_OF_ROOT.test(path));

/** Programs and modules that everybody may read: their whole folders alone say what the host has. */
const PUBLIC = /^\/(?:usr|bin|sbin|lib|lib64)\/|^\/sys\/fs\/cgroup(?:\/|$)/;
const PUBLIC_ETC =
  /^\/etc\/(?!passwd|shadow|gshadow|sudoers|security|ssh|docker|containerd|kubernetes|NetworkManager|ssl\/private)/;
const SENSITIVE_TREES = ['/var/log', '/run/user', '/run/secrets', '/var/backups', '/etc/letsencrypt'];
const SENSITIVE_NAMES =
  /(?:^|\/)\.(?:ssh|aws|kube|docker|gnupg|azure|netrc|npmrc|pypirc|git-credentials)(?:\/|$)|(?:^|\/)\.config\/(?:gcloud|gh)(?:\/|$)|\/(?:acme\.json|id_(?:rsa|dsa|ecdsa|ed25519))$/;

/** Who may read there has keys, logins or logs of the host, or sees how it runs. */
const isSensitive = (path: string): boolean =>
  path === '~' ||
  /^\/home\/[^/]+$/.test(path) ||
  SENSITIVE_NAMES.test(path) ||
  isBelow(path, SENSITIVE_TREES) ||
  (isRootEquivalent(path) && !PUBLIC.test(path) && !PUBLIC_ETC.test(path));

/** What programs of the host are told: to read it harms nobody. */
const isConfiguration = (path: string): boolean => path.startsWith('/etc/') && !isHarmless(path);

/**
 * root: whoever has the mount is root on the host. sensitive: has what should stay there. Undefined for neither; `isReadOnly`
 * that is unknown counts as if it were so.
 */
export function harmOf(path: string, isReadOnly: boolean | undefined): 'root' | 'sensitive' | undefined {
  const isWritten = isReadOnly === false;
  if (isWritten && isRootEquivalent(path)) return 'root';
  return isSensitive(path) || (isWritten && isConfiguration(path)) ? 'sensitive' : undefined;
}

const isBelow = (path: string, trees: readonly string[]): boolean =>
  trees.some((tree) => path === tree || path.startsWith(`${tree}/`));
