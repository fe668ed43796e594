// A device rule that opens every device of a kind.
import { itemsOf, textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'device-cgroup-wildcard',
  title: 'Device rule opens all devices',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.18' }, { cwe: 668 }],
  docs: {
    why: 'A rule with `*` for the number, or of the kind `a`, lets the container make and use every such device, disks of the host among them where it is of the kind `b`.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    device_cgroup_rules:\n      - "b *:* rwm"\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    device_cgroup_rules:\n      - "c 188:0 rw"\n',
    limits:
      'Serial lines (numbers 166 and 188), whose second number changes when they are plugged in again, are left alone. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const [place, node] of itemsOf(valueOf(service, 'device_cgroup_rules')).entries()) {
      const rule = /^\s*([abc])\s+(?:(\S+?):(\S+)\s+)?([rwm]+)\s*$/.exec(textOf(node) ?? '');
      if (!rule || !isHere(service, node)) continue;
      const [, kind, major, minor, access = ''] = rule;
      const isWide = kind === 'a' || major === '*' || minor === '*';
      const isSerial = kind === 'c' && (major === '166' || major === '188');
      if (!isWide || isSerial || !/[wm]/.test(access)) continue;
      yield {
        range: placeOf(service, node),
        message: 'every device of the kind is open to this service; name its numbers',
        fixes: takeOut(service, ['device_cgroup_rules', place], textOf(node) ?? ''),
      };
    }
  },
});
