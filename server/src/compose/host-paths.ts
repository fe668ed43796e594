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

/** The folder and all that is in it. */
const ROOT_TREES = [
  '/etc',
  '/root',
  '/boot',
  '/proc',
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
  '/var',
  '/var/lib',
  '/home',
  '/dev',
  '/opt',
  '/srv',
  '/var/spool',
]);

/** Files below these that every image may have, and that say nothing. */
const HARMLESS =
  /^\/etc\/(?:localtime|timezone|hostname|hosts|resolv\.conf|os-release|machine-id|ssl(?:\/certs)?|ca-certificates|pki|nsswitch\.conf|letsencrypt)(?:\/|$)|^\/usr\/(?:share|lib\/(?:x86_64|aarch64)-linux-gnu)(?:\/|$)|^\/proc\/driver(?:\/|$)|^\/lib\/modules(?:\/|$)/;

/** Who may write there is root on the host. */
export const isRootEquivalent = (path: string): boolean =>
  ROOT_ALONE.has(path) || (isBelow(path, ROOT_TREES) && !HARMLESS.test(path));

const SENSITIVE_TREES = [
  '/sys',
  '/var/log',
  '/run/user',
  '/run/secrets',
  '/var/backups',
  '/etc/letsencrypt',
  '/lib/modules',
];
const SENSITIVE_NAMES =
  /(?:^|\/)\.(?:ssh|aws|kube|docker|gnupg|azure|netrc|npmrc|pypirc|git-credentials)(?:\/|$)|(?:^|\/)\.config\/(?:gcloud|gh)(?:\/|$)/;

/** Keys, logins, logs, or files of the kernel. */
export const isSensitive = (path: string): boolean =>
  path === '~' || /^\/home\/[^/]+$/.test(path) || SENSITIVE_NAMES.test(path) || isBelow(path, SENSITIVE_TREES);

const isBelow = (path: string, trees: readonly string[]): boolean =>
  trees.some((tree) => path === tree || path.startsWith(`${tree}/`));
