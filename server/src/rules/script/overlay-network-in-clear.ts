// A script makes an overlay network whose traffic everybody on the way can read.
import { scriptRule } from '../../rule/rule';
import { askedTo } from '../../script/script-command';
import { readArguments } from '../../shell/options';

export default scriptRule({
  id: 'overlay-network-in-clear',
  title: 'Command makes an overlay network without encryption',
  severity: 'info',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [{ cis: '7.3' }, { cwe: 319 }],
  docs: {
    why: 'Traffic of an overlay network goes from host to host unencrypted. With `--opt encrypted` it does not; the firewall between the hosts has to let ESP through.',
    bad: '#!/bin/sh\ndocker network create -d overlay back\n',
    good: '#!/bin/sh\ndocker network create -d overlay --opt encrypted back\n',
    limits: 'Silent where a variable may hold options of the command.',
  },
  *command(script) {
    const request = askedTo(script, 'network create');
    if (!request || request.args.some(({ value, text }) => value === undefined && !/^"/.test(text))) return;
    const { options } = readArguments(request.args, CREATE);
    const driver = options.findLast(({ name }) => name === '-d' || name === '--driver');
    if (driver?.value?.value !== 'overlay') return;
    if (options.some(({ name, value }) => OPTION.test(name) && /^encrypted(?:=(?!false).*)?$/.test(value?.value ?? '')))
      return;
    yield {
      range: script.rangeOf({ start: driver.start, end: Math.max(driver.end, driver.value.end) }),
      message: 'traffic of this network goes from host to host unencrypted; add --opt encrypted',
    };
  },
});

const OPTION = /^(?:-o|--opt)$/;
const CREATE = {
  short: 'do',
  long: new Set(
    '--driver --opt --label --subnet --gateway --ip-range --aux-address --ipam-driver --ipam-opt --config-from --scope'.split(
      ' ',
    ),
  ),
};
