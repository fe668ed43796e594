// A device that is the disk, the memory or the log of the host.
import { isHere, placeOf } from '../../compose/place';
import { devicesOf } from '../../compose/security';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'dangerous-device',
  title: 'Dangerous device passed in',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.18' }, { cwe: 668 }],
  docs: {
    why: 'Who may write to the disk or the memory of the host as a device is root on it, past every file permission. Pass the one device that is needed, with `:r` where reading is enough.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    devices:\n      - /dev/sda:/dev/sda\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    devices:\n      - /dev/ttyUSB0:/dev/ttyUSB0\n',
    limits:
      'Devices for sound, video, serial lines, graphics, tun and virtual machines are left alone. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, source, permissions, place } of devicesOf(service)) {
      const kind = source === undefined ? undefined : kindOf(source);
      if (!kind || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        severity: permissions === 'r' ? 'warning' : 'error',
        message: messageOf(kind),
        fixes: takeOut(service, ['devices', place], source ?? ''),
      };
    }
  },
});

type Kind = 'disk' | 'memory' | 'all' | 'log';

function kindOf(source: string): Kind | undefined {
  if (/^\/dev\/?$/.test(source)) return 'all';
  if (
    /^\/dev\/(?:sd[a-z]|nvme\d|vd[a-z]|xvd[a-z]|hd[a-z]|mmcblk\d|md\d|dm-\d|disk\b|loop|mapper\b|zfs\b|rbd|block\b|sg\d)/.test(
      source,
    )
  ) {
    return 'disk';
  }
  if (/^\/dev\/(?:mem|kmem|port)$/.test(source)) return 'memory';
  return source === '/dev/kmsg' ? 'log' : undefined;
}

function messageOf(kind: Kind): string {
  switch (kind) {
    case 'disk':
      return 'who writes to a disk of the host as a device is root on it; mount a folder instead';
    case 'memory':
      return "who writes to the host's memory is root on it; take it out";
    case 'all':
      return 'all devices of the host are passed in; name the ones that are needed';
    case 'log':
      return 'this service reads, and writes to, the log of the kernel; take it out';
    default:
      return kind satisfies never;
  }
}
