// A script commands an engine over the network in clear text, or starts one that everybody can command.
import type { Report } from '../../rule/finding';
import { scriptRule } from '../../rule/rule';
import { HOLE } from '../../script/contents';
import type { ScriptCommand } from '../../script/script-command';
import { isOpenAddress, openHost } from '../../shell/docker-daemon';
import { readArguments } from '../../shell/options';

export default scriptRule({
  id: 'docker-host-without-tls',
  title: 'Command reaches an engine without TLS',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '2.7' }, { cwe: 319 }, { cwe: 306 }],
  docs: {
    why: 'Whoever reaches the API of an engine is root on the machine that it runs on. On port 2375 it asks nobody who he is, and everybody on the way reads along. Use `DOCKER_HOST=ssh://user@host`, or TLS with certificates on both sides, on port 2376 with `--tlsverify`.',
    bad: '#!/bin/sh\nexport DOCKER_HOST=tcp://build.acme.example:2375\ndocker run --rm alpine:3.22 id\n',
    good: '#!/bin/sh\nexport DOCKER_HOST=ssh://ci@build.acme.example\ndocker run --rm alpine:3.22 id\n',
    limits:
      'By port 2375; for dockerd by any address that others than this machine reach. Addresses of this machine are left alone, and a name without a dot, as those of services beside a job have, is information.',
  },
  *command(script) {
    const { command, rangeOf, asked, textOf } = script;
    const opened = openHost(command);
    if (opened) {
      const message = `'${shown(opened.value ?? '')}' lets everyone on the network command the engine; add '--tlsverify'`;
      yield { range: rangeOf(opened), severity: 'error', message };
    }
    const { options } = readArguments(asked?.globals.slice(1) ?? [], GLOBAL);
    if (!options.some(({ name }) => name === '--tlsverify' || name === '--tls')) {
      for (const { name, value } of options) {
        if (value && (name === '-H' || name === '--host')) yield* reportsOf(script, textOf(value), value);
      }
    }
    for (const { name, value, start, end } of command.assignments) {
      if (name === 'DOCKER_HOST' && value) yield* reportsOf(script, textOf(value), { start, end });
    }
    if (command.program !== 'export') return;
    for (const word of command.args) {
      const [, address] = /^DOCKER_HOST=(.*)$/.exec(textOf(word)) ?? [];
      if (address !== undefined) yield* reportsOf(script, address, word);
    }
  },
});

const GLOBAL = {
  short: 'Hcl',
  long: new Set(['--host', '--context', '--config', '--log-level', '--tlscacert', '--tlscert', '--tlskey']),
};

function* reportsOf(
  { rangeOf }: ScriptCommand,
  address: string,
  part: { readonly start: number; readonly end: number },
): Iterable<Report> {
  const [, host = ''] = /^tcp:\/\/([^\s/:]+|\[[^\]]+\]):2375\/?$/.exec(address) ?? [];
  if (host === '' || host.includes(HOLE) || !isOpenAddress(address)) return;
  yield {
    range: rangeOf(part),
    severity: /^[a-z][\w-]*$/i.test(host) ? 'info' : 'warning',
    message: `'${shown(address)}' commands an engine in clear text, without a password; use ssh://, or TLS on 2376`,
  };
}

const shown = (address: string): string => (address.length > 34 ? `${address.slice(0, 33)}…` : address);
