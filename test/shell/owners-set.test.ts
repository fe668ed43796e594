// The owners and modes that commands give to files.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { modeSet } from '../../server/src/shell/modes-set';
import { ownerSet } from '../../server/src/shell/owners-set';
import { readShell } from '../../server/src/shell/script';
import { shownWord } from '../support/shown-commands';

describe('owners', () => {
  const CASES: readonly (readonly [string, string])[] = [
    ['chown app f', 'app → f'],
    ['chown app:app f g', 'app:app → f g'],
    ['chown -R app:app /d', 'app:app → /d, and below'],
    ['chown --recursive 1000 /d', '1000 → /d, and below'],
    ['chown -hR "$U:$G" /d', '$U:$G → /d, and below'],
    ['chown --from=root app f', 'app → f'],
    ['chown --reference=g f', ''],
    ['chgrp -R app /d', ':app → /d, and below'],
    ['install -o app -g app -m 755 f g', 'app:app → g'],
    ['install -d -o app /a /b', 'app → /a /b'],
    ['install -o app -t /d f g', 'app → /d'],
    ['install -g app f g', ':app → g'],
    ['install -m 755 f g', ''],
    ['sudo chown app f', 'app → f'],
    ['chown', ''],
    ['chmod 755 f', ''],
  ];
  for (const [script, expected] of CASES) {
    test(script, () => {
      const shown = (readShell(script)?.commands ?? []).flatMap((command) => {
        const set = ownerSet(command);
        if (!set) return [];
        const { owner, group, targets, isRecursive } = set;
        const who = `${owner ? shownWord(owner) : ''}${group ? `:${shownWord(group)}` : ''}`;
        return `${who} → ${targets.map(shownWord).join(' ')}${isRecursive ? ', and below' : ''}`;
      });
      assert.equal(shown.join('; '), expected);
    });
  }
});

describe('modes', () => {
  const CASES: readonly (readonly [string, string])[] = [
    ['chmod 755 f g', '755 → f g'],
    ['chmod -R u+x,g-w /d', 'u+x,g-w → /d'],
    ['chmod --reference=g f', ''],
    ['find /d -type d -exec chmod 755 {} +', '755 → {} +'],
    ['install -m 755 f g', '755 → '],
    ['install -Dm755 f g', '755 → '],
    ['install --mode=0644 f g', '0644 → '],
    ['mkdir -p -m 700 d', '700 → '],
    ['mkdir -pm700 d', '700 → '],
    ['mkdir -p d', ''],
    ['umask 022', '022 → '],
    ['umask -S', ''],
  ];
  for (const [script, expected] of CASES) {
    test(script, () => {
      const shown = (readShell(script)?.commands ?? []).flatMap((command) => {
        const set = modeSet(command);
        return set ? `${shownWord(set.word).slice(set.skip)} → ${set.targets.map(shownWord).join(' ')}` : [];
      });
      assert.equal(shown.join('; '), expected);
    });
  }
});
