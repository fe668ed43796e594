// A unit gives the daemon a proxy with a password in its address.
import { unitRule } from '../../rule/rule';
import { rangeOf } from '../../text/range';

export default unitRule({
  id: 'unit-proxy-credentials',
  title: "Password of a proxy in the daemon's unit",
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cwe: 522 }, { cwe: 312 }],
  docs: {
    why: 'Every user of the machine may read units and what `systemctl show` says of them; in a repository everyone who has a copy. `docker info` shows the address of the proxy as well. Put it into a file that only root may read, named by `EnvironmentFile=`, or let the proxy know the host by its address.',
    bad: '[Service]\nEnvironment="HTTPS_PROXY=http://ci:kX92hd7Qw1@proxy.acme.example:3128"\nExecStart=/usr/bin/dockerd -H fd://\n',
    good: '[Service]\nEnvironmentFile=/etc/docker/proxy.env\nExecStart=/usr/bin/dockerd -H fd://\n',
    limits: 'Only units that name Docker or Podman are read. Blanks to be filled in are left alone.',
  },
  *file({ values }) {
    for (const { section, key, value, range } of values) {
      if (section !== 'Service' || key !== 'Environment') continue;
      for (const found of value.matchAll(PROXY)) {
        const [whole, name = '', before = '', password = ''] = found;
        if (/^(?:[<[{%$*]|x{3,}$|pass(?:word)?$|changeme$|secret$)/i.test(password)) continue;
        const { line, character } = range.start;
        const start = character + found.index + whole.length - password.length - 1;
        yield {
          range,
          message: `the password in '${name}' is for everyone to read; put it into a file of root's, by EnvironmentFile=`,
          masked: [range.end.line === line && before ? rangeOf(line, start, line, start + password.length) : range],
        };
        break;
      }
    }
  },
});

const PROXY = /\b((?:https?|all|ftp)_proxy)=["']?([a-z][a-z0-9+]*:\/\/[^\s:/@"']{1,200}:)([^\s@"'/]{1,200})@/gi;
