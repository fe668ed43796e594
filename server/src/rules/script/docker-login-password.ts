// A script gives a registry's password on the command line.
import { scriptRule } from '../../rule/rule';
import { askedTo } from '../../script/script-command';
import { readArguments } from '../../shell/options';

export default scriptRule({
  id: 'docker-login-password',
  title: 'Password of a registry on the command line',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cwe: 214 }, { cwe: 522 }],
  docs: {
    why: 'What stands on a command line everybody on the machine sees in the list of processes, and it stays in the history of the shell and in logs of `set -x`. `--password-stdin` reads it from where nobody else looks.',
    bad: '#!/bin/sh\ndocker login -u ci -p "$TOKEN" ghcr.io\n',
    good: '#!/bin/sh\nprintf %s "$TOKEN" | docker login -u ci --password-stdin ghcr.io\n',
    limits:
      'A password that stands in the script itself is an error. Logins of `az`, `aws` and others that hand one on are not read.',
  },
  *command(script) {
    const request = askedTo(script, 'login');
    if (!request) return;
    const { options } = readArguments(request.args, LOGIN);
    const password = options.find(({ name }) => name === '-p' || name === '--password');
    const value = password?.value;
    if (!password || !value || value.text === '' || value.value === '') return;
    const isWritten = value.value !== undefined && /^[^<{[%@].{3,}/.test(value.value);
    const range = script.rangeOf({ start: password.start, end: Math.max(password.end, value.end) });
    yield {
      range,
      severity: isWritten ? 'error' : 'warning',
      message: isWritten
        ? 'the password stands in the script for everyone who reads it; change it, and give it by --password-stdin'
        : 'everybody on the machine sees this password in the list of processes; use --password-stdin',
      masked: isWritten ? [script.rangeOf(value)] : [],
    };
  },
});

const LOGIN = {
  short: 'pu',
  long: new Set(['--password', '--username', '--authfile', '--cert-dir', '--compat-auth-file', '--secret']),
};
