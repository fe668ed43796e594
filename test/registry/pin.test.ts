// `hullwright pin` against the distribution project's own registry, open to everybody.
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { folderWith } from '../cli/run-cli';
import { missingRegistry, type RunningRegistry, startRegistry } from './docker-registry';
import { pushIndex, type Send } from './images';
import { pin } from './run-pin';

const GONE = `sha256:${'0'.repeat(64)}`;

describe('pin', { skip: missingRegistry }, () => {
  let registry: RunningRegistry;
  let base = '';
  let tool = '';
  let send: Send;
  before(async () => {
    registry = await startRegistry();
    send = (path, init) => fetch(`http://${registry.host}${path}`, init);
    base = await pushIndex(send, 'acme/base', '1.2', 'base');
    tool = await pushIndex(send, 'tool', 'latest', 'tool');
  });
  after(() => registry?.stop());

  /** `HOST` is the registry's, `BASE` and `TOOL` are the digests that the images have. */
  const written = (text: string): string =>
    text.replaceAll('HOST', registry.host).replaceAll('BASE', base).replaceAll('TOOL', tool);
  const read = (folder: string): string => readFileSync(join(folder, 'Dockerfile'), 'utf8');

  test('appends digests wherever an image is named, and changes nothing else', async (t) => {
    const before = [
      '# syntax=HOST/tool',
      'ARG IMAGE="HOST/acme/base:1.2" # not for $IMAGE',
      'ARG SAME=${IMAGE}',
      'FROM   --platform=$BUILDPLATFORM HOST/acme/base:1.2 \\',
      '  # why',
      '  AS Build\r',
      'COPY --link --from=HOST/tool --chown=1 /a /b',
      'COPY --from=build /a /b',
      'COPY --from=0 /a /b',
      'RUN --mount=type=cache,target=/c --mount=type=bind,FROM=HOST/tool,target=/t true',
      'from $SAME',
      'FROM $SAME AS again',
      'FROM scratch',
      'FROM HOST/acme/base:1.2@SHA',
      '  ',
    ].join('\n');
    const pinned = before
      .replace('syntax=HOST/tool', 'syntax=HOST/tool@TOOL')
      .replace('"HOST/acme/base:1.2"', '"HOST/acme/base:1.2@BASE"')
      .replace('PLATFORM HOST/acme/base:1.2', 'PLATFORM HOST/acme/base:1.2@BASE')
      .replace('--from=HOST/tool', '--from=HOST/tool@TOOL')
      .replace('FROM=HOST/tool', 'FROM=HOST/tool@TOOL');
    const folder = folderWith(t, { Dockerfile: written(before.replace('SHA', GONE)) });
    const { code, out, err } = await pin(folder);
    assert.equal(err, `asking ${registry.host}\n`);
    assert.equal(read(folder), written(pinned.replace('SHA', GONE)));
    assert.equal(
      out,
      written(
        [
          'Dockerfile:1: HOST/tool pinned to TOOL',
          'Dockerfile:2: HOST/acme/base:1.2 pinned to BASE',
          'Dockerfile:4: HOST/acme/base:1.2 pinned to BASE',
          'Dockerfile:7: HOST/tool pinned to TOOL',
          'Dockerfile:10: HOST/tool pinned to TOOL',
          '5 images pinned in 1 file',
          '',
        ].join('\n'),
      ),
    );
    assert.equal(code, 0);
    assert.deepEqual(await pin(folder), { code: 0, out: '0 images pinned in 0 files\n', err: '' });
  });

  test('keeps the byte order mark, line breaks and the missing last one', async (t) => {
    const text = '\ufeff# syntax=HOST/tool\r\nFROM HOST/tool AS a\r\nFROM HOST/tool';
    const folder = folderWith(t, { Dockerfile: written(text) });
    await pin(folder);
    assert.equal(read(folder), written(text.replaceAll('HOST/tool', 'HOST/tool@TOOL')));
  });

  test('--refresh renews what has moved, --check tells it, and without either pins are left', async (t) => {
    const old = await pushIndex(send, 'moving', '1', 'old');
    const kept = written('FROM HOST/tool@TOOL\nFROM HOST/acme/base:1.2@BASE\nFROM HOST/moving:1@');
    const folder = folderWith(t, { Dockerfile: kept + old });
    assert.deepEqual(await pin(folder, ['--check']), {
      code: 0,
      out: '0 images moved in 0 files\n',
      err: `asking ${registry.host}\n`,
    });
    const fresh = await pushIndex(send, 'moving', '1', 'new');
    assert.equal((await pin(folder)).out, '0 images pinned in 0 files\n');
    const line = `Dockerfile:3: ${registry.host}/moving:1 moved from ${old} to ${fresh}\n`;
    const checked = await pin(folder, ['--check']);
    assert.deepEqual([checked.code, checked.out], [1, `${line}1 image moved in 1 file\n`]);
    assert.equal(read(folder), kept + old);
    const refreshed = await pin(folder, ['--refresh']);
    assert.deepEqual([refreshed.code, refreshed.out], [0, `${line}1 image pinned in 1 file\n`]);
    assert.equal(read(folder), kept + fresh);
  });

  test('--diff writes nothing, and stars secrets that stand near', async (t) => {
    const text = written('FROM HOST/tool\nENV DB_PASSWORD=hunter2\n');
    const folder = folderWith(t, { Dockerfile: text });
    const { code, out, err } = await pin(folder, ['--diff']);
    assert.equal(code, 0);
    assert.match(err, /1 image would be pinned in 1 file\n$/);
    assert.ok(out.includes(written('-FROM HOST/tool\n+FROM HOST/tool@TOOL\n ENV DB_PASSWORD=*******\n')), out);
    assert.equal(read(folder), text);
  });

  test('keeps what worked and lists the rest', async (t) => {
    const text =
      'ARG TAG=1.2\nFROM HOST/acme/base:1.3\nFROM HOST/acme/base:$TAG\nFROM HOST/no/such:1\nFROM localhost:1/x\nFROM HOST/tool\n';
    const folder = folderWith(t, { Dockerfile: written(text), 'b/Dockerfile': Buffer.from('FROM x\n#\xe9', 'latin1') });
    const { code, out, err } = await pin(folder);
    assert.equal(code, 2);
    assert.equal(out, written('Dockerfile:6: HOST/tool pinned to TOOL\n1 image pinned in 1 file\n'));
    assert.deepEqual(err.split('\n'), [
      written('Dockerfile:3: HOST/acme/base:$TAG not pinned: a part of it comes from a variable'),
      'b/Dockerfile: this is not UTF-8 throughout: left as it is',
      written('asking HOST, localhost:1'),
      written('Dockerfile:2: HOST/acme/base:1.3 not pinned: HOST has no acme/base:1.3 (did you mean 1.2?)'),
      written('Dockerfile:4: HOST/no/such:1 not pinned: HOST has no no/such:1'),
      'Dockerfile:5: localhost:1/x not pinned: localhost:1 refuses the connection',
      '',
    ]);
    assert.equal(read(folder), written(text.replace('HOST/tool', 'HOST/tool@TOOL')));
  });

  test('appends digests to the images of services, and leaves what they build', async (t) => {
    const before = [
      'services:',
      '  api: { build: ., image: HOST/tool }',
      '  base:',
      '    image: "HOST/acme/base:1.2" # why\r',
      '    init: true',
      '  tool:',
      '    image:   HOST/acme/base:1.2',
      '  later:',
      '    image: $' + '{IMAGE:-HOST/acme/base:1.2}',
      '  last:',
      '    image: HOST/tool:$' + '{TAG:-2}',
      '',
    ].join('\n');
    const folder = folderWith(t, { 'compose.yaml': written(before), '.env': 'A=b\n' });
    const { code, out, err } = await pin(folder);
    const pinned = written(before.replaceAll('base:1.2', 'base:1.2@BASE'));
    assert.equal(readFileSync(join(folder, 'compose.yaml'), 'utf8'), pinned);
    assert.deepEqual(
      [code, out.split('\n').at(-2), err],
      [
        0,
        '3 images pinned in 1 file',
        written('compose.yaml:11: HOST/tool:2 not pinned: a part of it comes from a variable\nasking HOST\n'),
      ],
    );
    const again = await pin(folder, ['--check']);
    assert.deepEqual([again.code, again.out], [0, '0 images moved in 0 files\n']);
    assert.equal(readFileSync(join(folder, 'compose.yaml'), 'utf8'), pinned);
  });

  test('puts the digest where .env says the image, for all files that name it', async (t) => {
    const env = 'TOKEN=hunter2\n# of all\nIMAGE="HOST/acme/base:1.2"\nOTHER=HOST/acme/base:1.2\nSECRET=\'s3cret\'\n';
    const compose = (image: string): string => `services:\n  a:\n    image: $\{${image}}\n`;
    const files = {
      'compose.yaml': compose('IMAGE'),
      'x.compose.yaml': `${compose('IMAGE')}  b:\n    image: $OTHER\n`,
      'y.compose.yaml': `${compose('OTHER')}    hostname: $OTHER\n`,
      '.env': written(env),
    };
    const folder = folderWith(t, files);
    const now = (name: keyof typeof files): string => readFileSync(join(folder, name), 'utf8');
    const diff = await pin(folder, ['--diff']);
    assert.ok(diff.out.includes(written('+IMAGE="HOST/acme/base:1.2@BASE"')), diff.out);
    assert.doesNotMatch(diff.out, /hunter2|s3cret/);
    assert.equal(now('.env'), files['.env']);
    const { code, out, err } = await pin(folder);
    assert.deepEqual(
      [code, out],
      [0, written('.env:3: HOST/acme/base:1.2 pinned to BASE\n1 image pinned in 1 file\n')],
    );
    assert.deepEqual(err.split('\n'), [
      written('y.compose.yaml:3: HOST/acme/base:1.2 not pinned: $OTHER is also used for something else'),
      written('.env:4: HOST/acme/base:1.2 not pinned: $OTHER is also used for something else'),
      written('asking HOST'),
      '',
    ]);
    assert.equal(now('.env'), written(env.replace('1.2"', '1.2@BASE"')));
    for (const name of ['compose.yaml', 'x.compose.yaml', 'y.compose.yaml'] as const)
      assert.equal(now(name), files[name]);
    const again = await pin(folder, ['--check']);
    assert.deepEqual([again.code, again.out], [0, '0 images moved in 0 files\n']);
    writeFileSync(join(folder, '.env'), now('.env').replace(base, GONE));
    const gone = await pin(folder, ['--check']);
    assert.deepEqual(
      [gone.code, gone.out.split('\n')[0]],
      [1, written(`.env:3: HOST/acme/base:1.2 is pinned to ${GONE}, which HOST has no more`)],
    );
  });

  test('--check fails on a digest that is gone, with a tag and without', async (t) => {
    const old = await pushIndex(send, 'rolling', '1', 'old');
    await pushIndex(send, 'rolling', '1', 'new');
    const lines = [`FROM HOST/tool@${GONE}`, `FROM HOST/tool:latest@${GONE}`, `FROM HOST/rolling@${old}`, ''];
    const folder = folderWith(t, { Dockerfile: written(lines.join('\n')) });
    const { code, out, err } = await pin(folder, ['--check']);
    assert.equal(
      out.replaceAll(registry.host, 'HOST'),
      [
        `Dockerfile:1: HOST/tool is pinned to ${GONE}, which HOST has no more`,
        `Dockerfile:2: HOST/tool:latest is pinned to ${GONE}, which HOST has no more`,
        '0 images moved in 0 files; 2 digests are gone',
        '',
      ].join('\n'),
    );
    assert.deepEqual([code, err], [1, `asking ${registry.host}\n`]);
    assert.equal(read(folder), written(lines.join('\n')));
  });

  test('asks nobody a second time within minutes, but for --refresh and --check', async (t) => {
    const digest = await pushIndex(send, 'cached', '1', 'cached');
    const folder = folderWith(t, { Dockerfile: written('FROM HOST/cached:1\n') });
    const again = folderWith(t, { Dockerfile: written('FROM HOST/cached:1\n') });
    await pin(folder);
    const newer = await pushIndex(send, 'cached', '1', 'newer');
    const env = { XDG_CACHE_HOME: join(folder, '.cache') };
    assert.match((await pin(again, [], env)).out, new RegExp(`pinned to ${digest}`));
    assert.match((await pin(again, ['--refresh'], env)).out, new RegExp(`to ${newer}`));
  });

  test('touches no file that a configuration leaves out, and none over a link that leads out', async (t) => {
    const outside = folderWith(t, { Dockerfile: written('FROM HOST/tool\n') });
    const folder = folderWith(t, {
      '.hullwright.yaml': 'ignore: [testdata/**]\n',
      'testdata/Dockerfile': written('FROM HOST/tool\n'),
    });
    assert.equal((await pin(folder)).out, '0 images pinned in 0 files\n');
    symlinkSync(join(outside, 'Dockerfile'), join(folder, 'Dockerfile'));
    const { code, err } = await pin(folder, ['Dockerfile']);
    assert.equal(code, 2);
    assert.match(err, /^Dockerfile: not pinned: it is a link that leads out of the folder$/m);
    assert.equal(read(outside), written('FROM HOST/tool\n'));
  });
});

test('pin --insecure takes hosts', async (t) => {
  for (const wrong of ['http://localhost:5000', 'registry', 'a.io/b']) {
    const { code, err } = await pin(folderWith(t, {}), ['--insecure', `localhost:5000,${wrong}`]);
    assert.equal(code, 2);
    assert.equal(err, `hullwright: --insecure takes hosts as images name them: '${wrong}' is none\n`);
  }
});

test('pin --check goes with nothing that writes', async (t) => {
  const { code, err } = await pin(folderWith(t, {}), ['--check', '--refresh']);
  assert.equal(code, 2);
  assert.equal(err, 'hullwright: --check writes nothing: it goes with neither --refresh nor --diff\n');
});
