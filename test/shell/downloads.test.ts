// What commands download, and where to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostOf, isLocalSource, isLoopback } from '../../server/src/shell/downloads';
import { readShell } from '../../server/src/shell/script';
import { shownDownloads } from '../support/shown-facts';

/** `-` is standard output, `*` a file named by the source. */
const CASES: readonly (readonly [string, string])[] = [
  ['curl https://a/b', 'https://a/b → -'],
  ['curl -o f https://a/b', 'https://a/b → f'],
  ['curl -of https://a/b', 'https://a/b → f'],
  ['curl -fsSLo f https://a/b', 'https://a/b → f'],
  ['curl -O https://a/b', 'https://a/b → *'],
  ['curl -OL https://a/b', 'https://a/b → *'],
  ['curl --output f --url https://a/b', 'https://a/b → f'],
  ['curl --output-dir d -O https://a/b', 'https://a/b → d/*'],
  ['curl -o x https://a/b -o y https://a/c', 'https://a/b → x, https://a/c → y'],
  ['curl https://a/b https://a/c', 'https://a/b → -, https://a/c → -'],
  ['curl --remote-name-all https://a/b https://a/c', 'https://a/b → *, https://a/c → *'],
  ['curl https://a/b > f', 'https://a/b → f'],
  ['curl https://a/b 2> f', 'https://a/b → -'],
  ['curl -o - https://a/b', 'https://a/b → -'],
  ['curl -o- https://a/b', 'https://a/b → -'],
  ['curl -o /dev/stdout https://a/b > f', 'https://a/b → f'],
  ['curl -H "A: b" -d @x -X POST https://a/b', 'https://a/b → -'],
  ['curl -u "$U:$P" https://a/b', 'https://a/b → -'],
  ['curl "$URL" -o "$F"', '$URL → $F'],
  ['curl -I https://a/b', ''],
  ['curl -T f https://a/b', ''],
  ['curl a.example', 'a.example → -'],
  ['sudo curl -o f https://a/b', 'https://a/b → f'],
  ['curl --retry 3 --proto =https --tlsv1.2 -sSf https://a/b', 'https://a/b → -'],
  ['curl -K config', ''],
  ['wget https://a/b', 'https://a/b → *'],
  ['wget -O f https://a/b', 'https://a/b → f'],
  ['wget -Of https://a/b', 'https://a/b → f'],
  ['wget -qO- https://a/b', 'https://a/b → -'],
  ['wget -qO - https://a/b', 'https://a/b → -'],
  ['wget -O- https://a/b > f', 'https://a/b → f'],
  ['wget -P d https://a/b https://a/c', 'https://a/b → d/*, https://a/c → d/*'],
  ['wget --output-document=f https://a/b', 'https://a/b → f'],
  ['wget --directory-prefix d https://a/b', 'https://a/b → d/*'],
  ['wget -nv -nc -c https://a/b', 'https://a/b → *'],
  ['wget --header "A: b" --progress dot:giga https://a/b', 'https://a/b → *'],
  ['wget --spider https://a/b', ''],
  ['wget -i list', ''],
  ['busybox wget -O f https://a/b', 'https://a/b → f'],
  ['git clone https://a/b', 'https://a/b → */'],
  ['git clone --depth 1 -b v1 https://a/b d', 'https://a/b → d/'],
  ['git -C /d -c a.b=c clone https://a/b', 'https://a/b → */'],
  ['git clone git@a:b.git', 'git@a:b.git → */'],
  ['git fetch', ''],
  ['git clone', ''],
  ['echo curl https://a/b', ''],
  ['sh -c "curl -o f https://a/b"', 'https://a/b → f'],
];

for (const [script, expected] of CASES) {
  test(script, () => {
    assert.equal(shownDownloads(readShell(script)), expected);
  });
}

const HOSTS: readonly (readonly [string, string | undefined, boolean])[] = [
  ['https://a.example/b', 'a.example', false],
  ['https://u:p@a.example:8080/b', 'a.example', false],
  ['a.example/b', 'a.example', false],
  ['http://localhost:8080/b', 'localhost', true],
  ['http://127.0.0.1', '127.0.0.1', true],
  ['http://[::1]:80/b', '[::1]', true],
  ['http://app.localhost/b', 'app.localhost', true],
  ['http://localhost.example.com/b', 'localhost.example.com', false],
];

for (const [url, host, loopback] of HOSTS) {
  test(`host of ${url}`, () => {
    assert.equal(hostOf(url), host);
    assert.equal(isLoopback(host ?? ''), loopback);
  });
}

const LOCAL: readonly (readonly [string, boolean])[] = [
  ['curl http://localhost/a', true],
  ['curl http://localhost:$PORT/a', true],
  ['curl http://localhost/$A', true],
  ['curl file:///a', true],
  ['curl http://localhost$SUFFIX/a', false],
  ['curl $URL', false],
  ['curl https://a/b', false],
];

for (const [script, isLocal] of LOCAL) {
  test(`${script} asks this machine: ${isLocal}`, () => {
    const [word] = readShell(script)?.commands[0]?.args ?? [];
    assert.ok(word);
    assert.equal(isLocalSource(word), isLocal);
  });
}
