// Shell scripts and the commands that are read of them, one line each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandsIn } from '../../server/src/shell/command';
import { readShell } from '../../server/src/shell/script';
import { shownCommands } from '../support/shown-commands';

/** A script, and its commands: `sudo › a` is wrapped, `b ← a` reads a's output, `?` is not known. */
const SCRIPTS: readonly (readonly [string, readonly string[]])[] = [
  ['apt-get update', ['apt-get update']],
  ['/usr/bin/apt-get update', ['apt-get update']],
  ['a && b || c; d & e', ['a', 'b', 'c', 'd', 'e']],
  ['! grep x f', ['grep x f']],
  ['(a; b)', ['a', 'b']],
  ['{ a; b; }', ['a', 'b']],
  ['if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
  ['while a; do b; done', ['a', 'b']],
  ['until a; do b; done', ['a', 'b']],
  ['for i in 1 2; do a $i; done', ['a $i']],
  ['case $x in a) b;; *) c;; esac', ['b', 'c']],
  ['f() { a; }; f x', ['a', 'f x']],
  ['[ -f x ] && a', ['[ -f x ]', 'a']],
  ['[[ -f x ]] && a', ['a']],
  ['a=1', ['a=1 ∅']],
  ['a=1 b=$2 c', ['a=1 b=$2 c']],
  ['a=$(b c) d', ['a=? d', 'b c']],
  ['echo "$(a "$(b)")"', ['echo ?', 'a ?', 'b']],
  ['echo `a`', ['echo ?', 'a']],
  ['echo "\\`a b\\`"', ["echo '`a b`'"]],
  ['echo $((1 + 2))', ['echo ?']],
  ['echo ${x:-$(a)}', ['echo ?', 'a']],
  ['diff <(a) <(b)', ['diff ? ?', 'a', 'b']],
  ['a >(b)', ['a ?', 'b']],
  ['a | b | c', ['a', 'b ← a', 'c ← b']],
  ['(a; b) | c', ['a', 'b', 'c ← a b']],
  ['a | (b; c)', ['a', 'b ← a', 'c ← a']],
  ['a | while read x; do b; done', ['a', 'read x ← a', 'b ← a']],
  ['a |& b', ['a', 'b ← a']],
  ['a > f 2>&1', ['a >f 2>&1']],
  ['a 2>/dev/null', ['a 2>/dev/null']],
  ['a &> f', ['a &>f']],
  ['> f', ['∅ >f']],
  ['a < f', ['a <f']],
  ['a <<< "$x"', ['a <<<$x']],
  ['cat <<EOF\nx $y\nEOF', ['cat <<"x $y\\n"']],
  ["cat <<'EOF'\n$(a)\nEOF", ['cat <<"$(a)\\n"']],
  ['cat <<-E\n\tx\n\tE', ['cat <<-"\\tx\\n"']],
  ['cat <<A <<B\n1\nA\n2\nB', ['cat <<"1\\n" <<"2\\n"']],
  ['{ a; b; } > f', ['a', 'b']],
  ['sudo apt-get update', ['sudo › apt-get update']],
  ['sudo -E -u root apt-get update', ['sudo › apt-get update']],
  ['sudo A=1 b', ['sudo A= › b']],
  ['sudo -- a', ['sudo › a']],
  ['sudo', ['sudo']],
  ['env A=1 b', ['env A= › b']],
  ['env -i a', ['env › a']],
  ['env', ['env']],
  ['exec a', ['exec › a']],
  ['exec "$@"', ['exec › $@']],
  ['command -v a', ['command -v a']],
  ['command a', ['command › a']],
  ['nice -n 10 a', ['nice › a']],
  ['nohup a', ['nohup › a']],
  ['time a', ['a']],
  ['timeout 30 a', ['timeout › a']],
  ['timeout -k 5 30s a b', ['timeout › a b']],
  ['xargs -n 1 rm', ['xargs › rm']],
  ['a | xargs -0 rm -f', ['a', 'xargs › rm -f ← a']],
  ['gosu app a', ['gosu › a']],
  ['su-exec app:app a', ['su-exec › a']],
  ['chroot /mnt a', ['chroot › a']],
  ['busybox wget x', ['busybox › wget x']],
  ['stdbuf -oL a', ['stdbuf › a']],
  ['sudo env A=1 nice a', ['sudo › env A= › nice › a']],
  ["sh -c 'a b'", ["sh -c 'a b'", 'a b']],
  ['bash -lc "a && b"', ["bash -lc 'a && b'", 'a', 'b']],
  ['bash -eo pipefail -c "a | b"', ["bash -eo pipefail -c 'a | b'", 'a', 'b ← a']],
  ['bash -c "a $x"', ["bash -c 'a $x'", 'a $x']],
  ['bash -c "$x"', ['bash -c $x', '$x']],
  ['bash -c "a $x; b | c && { d; e; }"', ["bash -c 'a $x; b | c && { d; e; }'", 'a $x', 'b', 'c ← b', 'd', 'e']],
  ['sh -c "$(a)"', ['sh -c ?', 'a']],
  ['eval "a b"', ["eval 'a b'", 'a b']],
  ['eval $x', ['eval $x', '$x']],
  ['eval a b', ['eval a b', 'a b']],
  ['eval "a $x" "&& b"', ["eval 'a $x' '&& b'", 'a $x', 'b']],
  ['eval a "$(b)"', ['eval a ?', 'a $_', 'b']],
  ["env -S 'a b'", ["env -S 'a b'", 'a b']],
  ["bash <<< 'a b'", ["bash <<<'a b'", 'a b']],
  ['bash -e <<< "a; b $x"', ["bash -e <<<'a; b $x'", 'a', 'b $x']],
  ["bash f <<< 'a'", ['bash f <<<a']],
  ["cat <<< 'a b'", ["cat <<<'a b'"]],
  ["su - app -c 'a b'", ["su - app -c 'a b'", 'a b']],
  ["sudo su -c 'a'", ['sudo › su -c a', 'a']],
  ['sh -c \'sh -c "a"\'', ['sh -c \'sh -c "a"\'', 'sh -c a', 'a']],
  ['bash script.sh', ['bash script.sh']],
  ['sh -c "a \\"b\\""', ['sh -c \'a "b"\'', 'a b']],
  ["bash -c -e 'a'", ['bash -c -e a', 'a']],
  ["sh x -c 'a'", ['sh x -c a']],
  ['a \\x', ['a x']],
  ['a \'b c\' "d e" f\\ g', ["a 'b c' 'd e' 'f g'"]],
  ['a "b\\"c"', ['a b"c']],
  ["a $'b\\tc'", ["a 'b\tc'"]],
  ['a "" b', ["a '' b"]],
  ['a"b"c d', ['abc d']],
  ['a{b,c}', ['a?']],
  ['a *.deb', ['a ?.deb']],
  ['a # comment', ['a']],
  ['a\n# comment\nb', ['a', 'b']],
  ['a \\\n  b', ['a b']],
  ['a;', ['a']],
  ['', []],
  ['a &&', ['a']],
  ['if a', ['a']],
  ["a 'b", ['a b']],
  ['a "$x$y" ${z} ${z%.*} $1 $@', ['a $x$y $z ? $1 $@']],
  ['export A=1 B="$x"', ['export A=1 B=$x']],
  ['set -eux; a', ['set -eux', 'a']],
  ['alias a=b', ['alias a=b']],
  ['a() (b)', ['b']],
  ['function f { a; }', ['a']],
  ['a ; } b', ['a']],
];

for (const [script, commands] of SCRIPTS) {
  test(JSON.stringify(script), () => {
    assert.deepEqual(shownCommands(readShell(script)), commands);
  });
}

test('words stand where they are written, in nested scripts too', () => {
  const script = `sudo sh -c 'curl -k "https://a"' && b $(c d)`;
  const commands = readShell(script)?.commands ?? [];
  for (const { name, args, start, end } of commands) {
    for (const word of [name, ...args]) assert.equal(script.slice(word?.start, word?.end), word?.text);
    assert.ok(start <= (name?.start ?? 0) && end >= (args.at(-1)?.end ?? 0));
  }
  assert.deepEqual(
    commands.map(({ program }) => program),
    ['sh', 'curl', 'b', 'c'],
  );
});

test('what escapes hide has no place of its own', () => {
  const [, inner] = readShell('sh -c "a \\"b\\""')?.commands ?? [];
  const [word] = inner?.args ?? [];
  assert.ok(word && word.start === word.end);
});

test('nothing of a script in a script whose place is hidden stands behind it', () => {
  const script = 'bash -c "bash -c \\"a $x; b\\"; c"';
  const commands = readShell(script)?.commands ?? [];
  assert.deepEqual(
    commands.map(({ program }) => program),
    ['bash', 'bash', 'a', 'b', 'c'],
  );
  for (const { start, end, args } of commands) {
    for (const place of [start, end, ...args.map((word) => word.end)]) assert.ok(place <= script.length);
  }
});

test('the commands in a part of a script', () => {
  const { commands = [] } = readShell('a "$(b | c)" d; e') ?? {};
  const [word] = commands[0]?.args ?? [];
  assert.ok(word);
  assert.deepEqual(
    commandsIn(commands, word).map(({ program }) => program),
    ['b', 'c'],
  );
});

test('redirects of groups are told apart from those of the command', () => {
  const [first] = readShell('{ { a; } > x; } 2> y')?.commands ?? [];
  assert.deepEqual(first?.redirects, []);
  assert.deepEqual(
    first?.groupRedirects.flat().map(({ target, descriptor }) => [target?.value, descriptor]),
    [
      ['x', undefined],
      ['y', 2],
    ],
  );
});

test('variables that a script expands', () => {
  assert.deepEqual([...(readShell('a $b ${c:-$d} "$e" \'$f\' $(g $h)')?.variables ?? [])].sort(), [
    'b',
    'c',
    'd',
    'e',
    'h',
  ]);
});

test('a script that is too long or nested too deeply is not read', () => {
  assert.equal(readShell('a '.repeat(40_000)), undefined);
  assert.ok(readShell(`${'$('.repeat(50)}a${')'.repeat(50)}`));
});
