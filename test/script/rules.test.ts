// The rules on scripts and units: their examples, the promises of their fixes, and which files are read at all.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { isCheckedText, kindOfDocument, kindOfName } from '../../server/src/lint/file-kind';
import { ownEdits } from '../../server/src/lint/fix';
import { scriptRules } from '../../server/src/rules/script.generated';
import { unitRules } from '../../server/src/rules/unit.generated';
import { readScript } from '../../server/src/script/model';
import { readUnit } from '../../server/src/script/unit';
import { applyEdits } from '../../server/src/text/edit';
import { analyse, type Surroundings } from '../support/analyse';
import { withoutMarkers } from '../support/markers';
import { randomNumbers } from '../support/random';

const FIXTURES = 'test/fixtures/rules';
const MUTATIONS = 2_000;

const found = (text: string, uri: string, { files }: Surroundings = {}): string[] => [
  ...new Set(analyse(text, 'strict', uri, { files }).findings.map(({ rule }) => rule)),
];

for (const { id, docs, kind } of [...scriptRules, ...unitRules]) {
  test(`${id}: the bad example is reported, the good one is silent`, () => {
    const uri = `file:///w/${kind === 'script' ? 'run.sh' : 'docker.service'}`;
    assert.ok(found(docs.bad, uri, docs).includes(id));
    assert.deepEqual(found(docs.good, uri, docs), []);
  });
}

test('a fix takes its finding away and brings no other, with either line break', () => {
  const names = readdirSync(FIXTURES).filter((name) => /\.(?:script|unit)\.\w+$/.test(name));
  let tried = 0;
  for (const name of names) {
    const uri = name.endsWith('.mk') ? 'rules.mk' : name.endsWith('.sh') ? 'run.sh' : 'docker.service';
    const written = withoutMarkers(readFileSync(`${FIXTURES}/${name}`, 'utf8'));
    for (const text of [written, written.replaceAll('\n', '\r\n'), `\ufeff${written}`]) {
      const before = analyse(text, 'strict', uri).findings;
      for (const { fixes } of before) {
        for (const fix of fixes) {
          const fixed = applyEdits(text, ownEdits(fix) ?? []);
          const after = analyse(fixed, 'strict', uri).findings;
          tried++;
          assert.equal(after.length, before.length - 1, `${name}: ${fix.title}\n${fixed}`);
        }
      }
    }
  }
  assert.ok(tried > 100, `${tried} fixes`);
});

describe('which files are read', () => {
  test('scripts and units, by name and then by what they say', () => {
    for (const name of ['run.sh', 'a.bash', 'Makefile', 'makefile', 'GNUmakefile', 'rules.mk', 'Makefile.docker']) {
      assert.equal(kindOfName(name), 'script', name);
    }
    for (const name of ['docker.service', 'docker.socket', 'override.conf', '10-tcp.conf']) {
      assert.equal(kindOfName(name), 'unit', name);
    }
    for (const name of ['Makefile.in', 'run.sh.j2', 'nginx.conf', 'run.zsh', 'sh', 'my.cnf']) {
      assert.equal(kindOfName(name), undefined, name);
    }
    assert.equal(kindOfDocument('deploy', 'shellscript'), 'script');
    assert.equal(kindOfDocument('deploy', 'plaintext'), undefined);
    assert.ok(isCheckedText('run.sh', 'docker run x'));
    assert.ok(!isCheckedText('run.sh', 'npm run x'));
    assert.ok(!isCheckedText('app.service', '[Service]\nExecStart=/usr/bin/app'));
    assert.ok(isCheckedText('docker.service', '[Service]\nExecStart=/usr/bin/dockerd'));
    assert.ok(isCheckedText('Dockerfile', ''));
  });

  test('a comment for the file and one for the command silence', () => {
    const bad = 'docker run --privileged x\n';
    assert.deepEqual(found(`#!/bin/sh\n${bad}`, 'run.sh'), ['docker-run-privileged']);
    assert.deepEqual(found(`#!/bin/sh\n# hullwright ignore-file=docker-run-privileged\n\n${bad}`, 'run.sh'), []);
    assert.deepEqual(found(`#!/bin/sh\n# hullwright ignore=docker-run-privileged: x\n${bad}`, 'run.sh'), []);
    const other = found(`#!/bin/sh\n# hullwright ignore=docker-run-socket: x\n${bad}`, 'run.sh');
    assert.deepEqual(other.sort(), ['docker-run-privileged', 'unused-suppression']);
  });

  test('what is offered to silence a finding silences it, behind the line that names the shell', () => {
    const text = '#!/bin/sh\ndocker run \\\n  --privileged x\n';
    const { commented, findings } = analyse(text, 'strict', 'run.sh');
    const [finding] = findings;
    assert.ok(commented && finding);
    for (const edit of [commented.suppressionFor(finding)?.edit(), commented.fileSuppressionEdit(finding.rule)]) {
      assert.ok(edit);
      const silenced = applyEdits(text, [edit]);
      assert.deepEqual(found(silenced, 'run.sh'), []);
      assert.ok(silenced.startsWith('#!/bin/sh\n'));
    }
  });
});

describe('whatever stands there', () => {
  test('nothing throws, and every place lies in the file', () => {
    const random = randomNumbers(11);
    const seeds = [...scriptRules, ...unitRules].map(({ docs }) => docs.bad);
    const pieces = [
      '"',
      "'",
      '`',
      '$(',
      '${',
      '\\\n',
      '\n',
      '\t',
      '\u0000',
      '\ufeff',
      '<<E',
      '$$',
      '(',
      '😀',
      '\r',
      '=',
    ];
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
    for (let i = 0; i < MUTATIONS; i++) {
      const text = pick(seeds);
      const at = Math.floor(random() * text.length);
      const mutated = text.slice(0, at) + pick(pieces) + text.slice(at + Math.floor(random() * 6));
      for (const uri of ['run.sh', 'Makefile', 'docker.service']) {
        const { lines, findings } = analyse(mutated, 'strict', uri);
        for (const { range, fixes } of findings) {
          assert.ok(range.end.line < lines.length, mutated);
          for (const fix of fixes) fix.edits();
        }
      }
    }
  });

  test('a recipe that goes on for 20,000 lines, options without end, and variables that hold each other', () => {
    const recipe = `a:\n\tdocker run \\\n${'\t -v $$X:/x \\\n'.repeat(20_000)}\t x\n`;
    assert.equal(readScript('Makefile', recipe).lines.length, 20_004);
    const held = `A="$B --privileged"\nB="$A $A"\n${'A="$A $B"\n'.repeat(500)}docker run $A $B x\n`;
    assert.ok(readScript('run.sh', held).runs.length > 0);
    const unit = `[Service]\nExecStart=/usr/bin/dockerd ${'-H fd:// '.repeat(20_000)}\n`;
    assert.equal(readUnit(unit).daemons.length, 1);
  });
});
