// Users and groups that commands make.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountMade } from '../../server/src/shell/accounts-made';
import { readShell } from '../../server/src/shell/script';
import { shownWord } from '../support/shown-commands';

/** `user name #id :group >shell system`. */
const CASES: readonly (readonly [string, string])[] = [
  ['useradd app', 'user app'],
  ['useradd -m -u 1000 -g app -s /bin/false app', 'user app #1000 :app >/bin/false'],
  [
    'useradd --system --uid=999 --gid 999 --no-create-home --shell /usr/sbin/nologin app',
    'user app #999 :999 >/usr/sbin/nologin system',
  ],
  ['useradd -rm -d /home/app -s /bin/bash -g root -G sudo -u 1001 app', 'user app #1001 :root >/bin/bash system'],
  ['useradd -u "$UID" -c "The app" app', 'user app #$UID'],
  ['adduser -S -D -H -u 100 -G app -s /sbin/nologin app', 'user app #100 :app >/sbin/nologin system'],
  ['adduser --disabled-password --gecos "" --uid 1000 app', 'user app #1000'],
  ['adduser -D -g "" app', 'user app'],
  ['adduser app docker', ''],
  ['addgroup -S app', 'group app system'],
  ['addgroup -g 1000 -S app', 'group app #1000 system'],
  ['addgroup app docker', ''],
  ['groupadd -r -g 999 app', 'group app #999 system'],
  ['groupadd --gid=999 app', 'group app #999'],
  ['sudo /usr/sbin/useradd "$USER"', 'user $USER'],
  ['useradd', ''],
  ['usermod -aG sudo app', ''],
];

for (const [script, expected] of CASES) {
  test(script, () => {
    const shown = (readShell(script)?.commands ?? []).flatMap((command) => {
      const made = accountMade(command);
      if (!made) return [];
      const { kind, name, id, group, loginShell, isSystem } = made;
      const parts = [kind, shownWord(name), id && `#${shownWord(id)}`, group && `:${shownWord(group)}`];
      return [...parts, loginShell && `>${shownWord(loginShell)}`, isSystem && 'system'].filter(Boolean).join(' ');
    });
    assert.equal(shown.join(', '), expected);
  });
}
