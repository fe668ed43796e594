// Hosts as trees of files below a folder of their own, with the owners and permissions that tests cannot give.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { type AuditedHostOptions, auditedHost } from '../../server/src/cli/host-audit';
import type { HostAudit } from '../../server/src/host/audit';

export type Tree = Readonly<Record<string, string>>;

/** Gone when the test is over. */
export function makeTree(context: Pick<TestContext, 'after'>, tree: Tree): string {
  const root = mkdtempSync(join(tmpdir(), 'host-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(tree)) {
    const file = join(root, path);
    mkdirSync(path.endsWith('/') ? file : dirname(file), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(file, text);
  }
  return root;
}

export const auditTree = (root: string, options: AuditedHostOptions = {}): HostAudit =>
  auditedHost(root, { today: '2026-08-25', statusOf: () => ({ uid: 0, gid: 0 }), ...options });

/** `fail docker-group 1.1.2`: what is said of each check. */
export const verdicts = ({ results }: HostAudit): Map<string, string> =>
  new Map(results.map(({ check, verdict }) => [check.id, verdict]));

export const detailOf = ({ results }: HostAudit, id: string): string | undefined =>
  results.find(({ check }) => check.id === id)?.detail;

const command = (...words: string[]): string => `${words.join('\0')}\0`;
const PASSWD = 'root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n';
const dpkg = (version: string): string =>
  `Package: bash\nStatus: install ok installed\nVersion: 5.2\n\nPackage: docker-ce\nStatus: install ok installed\nVersion: 5:${version}-1~debian.13\n`;
const CLOSED =
  '  sl  local_address rem_address   st\n   0: 0100007F:0016 00000000:0000 0A\n   1: 0100007F:0947 0100007F:1234 01\n';

export const HARDENED: Tree = {
  '/etc/group': 'root:x:0:\ndocker:x:999:\n',
  '/etc/passwd': PASSWD,
  '/etc/audit/rules.d/docker.rules': [
    '# Docker',
    '-w /usr/bin/dockerd -k docker',
    '-w /var/lib/docker/ -p rwxa -k docker',
    '-a always,exit -F path=/etc/docker/daemon.json -F perm=wa -k docker',
    '-a always,exit -F arch=b64 -F dir=/etc/docker -F perm=wa',
    '-w /usr/lib/systemd/system/docker.service',
  ].join('\n'),
  '/etc/docker/daemon.json': JSON.stringify({
    icc: false,
    'no-new-privileges': true,
    'userns-remap': 'default',
    'live-restore': true,
    'userland-proxy': false,
  }),
  '/usr/bin/dockerd': '',
  '/usr/lib/systemd/system/docker.service': '[Service]\n',
  '/usr/lib/systemd/system/docker.socket': '[Socket]\n',
  '/var/lib/docker/': '',
  '/var/lib/dpkg/status': dpkg('29.1.2'),
  '/run/docker.sock': '',
  '/proc/self/mountinfo': '22 1 8:1 / / rw - ext4 /dev/sda1 rw\n23 22 8:2 / /var/lib/docker rw - ext4 /dev/sdb1 rw\n',
  '/proc/812/cmdline': command('/usr/bin/dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock'),
  '/proc/812/net/': '',
  '/proc/net/tcp': CLOSED,
  '/proc/net/tcp6': CLOSED,
};

export const DEFAULT: Tree = {
  '/etc/group': 'root:x:0:\ndocker:x:999:alice,bob\n',
  '/etc/passwd': `${PASSWD}carol:x:1001:999::/home/carol:/bin/sh\n`,
  '/usr/bin/dockerd': '',
  '/var/lib/docker/': '',
  '/var/lib/dpkg/status': dpkg('27.5.1'),
  '/lib/systemd/system/docker.service': '[Service]\n',
  '/run/docker.sock': '',
  '/etc/audit/audit.rules': '-D\n-b 8192\n',
  '/proc/self/mountinfo': '22 1 8:1 / / rw - ext4 /dev/sda1 rw\n',
  '/proc/1/cmdline': command('/sbin/init'),
  '/proc/90/cmdline': command(
    '/usr/bin/dockerd',
    '-H',
    'tcp://0.0.0.0:2375',
    '--icc=true',
    '--insecure-registry',
    '10.0.0.0/8',
  ),
  '/proc/net/tcp': `${CLOSED}   2: 00000000:0947 00000000:0000 0A\n`,
};
