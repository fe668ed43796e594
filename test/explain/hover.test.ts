// What is shown where somebody points. `▮` is the place.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TODAY } from '../../scripts/day';
import { hoverAt } from '../../server/src/explain/hover';
import { plainText } from '../../server/src/explain/inline';
import { bundledImageFacts } from '../../server/src/image/facts';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { analyseBy } from '../lint/rules';

const NODE = { text: 'node', registry: 'docker.io', repository: 'library/node', name: 'node', nameEnd: 4 };

/** Without the rules nothing but what holds there is shown. */
function shownAt(marked: string, rules: typeof dockerfileRules = []): { text: string; over: string } | undefined {
  const at = marked.indexOf('▮');
  assert.ok(at >= 0, marked);
  const before = marked.slice(0, at).split('\n');
  const text = marked.replace('▮', '');
  const analysis = analyseBy(text, { rules, today: TODAY, profile: 'strict' });
  const facts = { images: bundledImageFacts, today: TODAY };
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const hover = hoverAt({ analysis, facts, rules, lineShown: (line) => line }, position);
  if (!hover) return undefined;
  const { start, end } = hover.range;
  const lines = text.split('\n').slice(start.line, end.line + 1);
  const over = lines
    .map((line, i) => line.slice(i === 0 ? start.character : 0, i === lines.length - 1 ? end.character : line.length))
    .join('\n');
  return { text: hover.markdown, over };
}

type Case = readonly [marked: string, over: string, text: readonly string[]];
const table = (cases: Readonly<Record<string, Case>>): void => {
  for (const [name, [marked, over, lines]] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(shownAt(marked), { text: lines.join('\n'), over }));
  }
};

describe('on a keyword: what holds there', () => {
  table({
    'the user and the environment so far': [
      'FROM acme/base AS build\nENV A=1 B=x\nWORKDIR /app\nUSER app\nENV A=2\nWORKDIR src\nR▮UN make\nUSER root\n',
      'RUN',
      [
        '**RUN** in stage `build`, the final image',
        '- User: `app`, by USER on line 4',
        '- Working directory: `/app/src`',
        '- Environment: `A=2`, `B=x`',
        '- Built on `acme/base`',
      ],
    ],
    'what a stage has from the one that it is built on': [
      'FROM node:24 AS base\nENV PORT=80\nUSER node\nFROM base\nCMD▮ x\n',
      'CMD',
      [
        '**CMD** in stage 1, the final image',
        '- User: `node`, by USER on line 3',
        '- Environment: `PORT=80`',
        '- Built on stage `base`, a builder',
      ],
    ],
    'the user of a base image that is known': [
      'FROM node:24\n▮COPY . .\n',
      'COPY',
      ['**COPY** in stage 0, the final image', '- User: `root`, by the base image', '- Built on `node:24`'],
    ],
    'that it is not known': [
      'FROM acme/base\nARG WHO\nWORKDIR sub\nUSER $WHO\nENV V=$WHO\n▮RUN x\n',
      'RUN',
      [
        '**RUN** in stage 0, the final image',
        '- User: not known: a variable decides, by USER on line 4',
        '- Environment: `V` (not known)',
        '- Built on `acme/base`',
      ],
    ],
    'never a secret': [
      'FROM scratch\nENV API_TOKEN=t0psecret42\nENV URL=https://x/?t=$API_TOKEN\n▮RUN x\n',
      'RUN',
      [
        '**RUN** in stage 0, the final image',
        '- User: `root`, by the base image',
        '- Working directory: `/`',
        '- Environment: `API_TOKEN` (hidden), `URL` (hidden)',
        '- Built on `scratch`',
      ],
    ],
    'before the first FROM': [
      'A▮RG V=1\nFROM a\n',
      'ARG',
      ['**ARG** before the first FROM: it holds for FROM, and for an ARG of a stage that names it again'],
    ],
  });
});

describe('on a stage', () => {
  const build = 'FROM golang:1.26 AS build\nWORKDIR /src\nEXPOSE 80 443\nUSER 1000\n';
  const said = [
    '**Stage** `build`, a builder, line 1',
    '- Built on `golang:1.26`',
    '- User at its end: `1000`, by USER on line 4',
    '- Working directory at its end: `/src`',
    '- Ports: `80`, `443`',
  ];
  table({
    'its FROM': [build.replace('FROM', 'FR▮OM').concat('FROM build\n'), 'FROM', said],
    'its name': [build.replace('build', 'bu▮ild').concat('FROM build\n'), 'build', said],
    'where another is built on it': [`${build}FROM bui▮ld\n`, 'build', said],
    'where it is copied from': [`${build}FROM a\nCOPY --from=▮build --chown=x /a /b\n`, 'build', said],
    'where it is copied from, by number': [`${build}FROM a\nCOPY --from=0▮ /a /b\n`, '0', said],
    'where it is mounted': [`${build}FROM a\nRUN --mount=type=bind,from=build▮,target=/x \\\n  y\n`, 'build', said],
  });
});

describe('on a variable: its value there, and where it came from', () => {
  table({
    'set by ENV above': [
      'FROM a\nENV V=1\nENV W=$▮V\nENV V=2\n',
      '$V',
      ['**Variable** `V`', '- Value: `1`', '- Set by ENV on line 2; it is in the image'],
    ],
    'where ENV sets it, also through others': [
      'FROM a\nENV V=1\nENV W▮="${V}0"\n',
      'W',
      ['**Variable** `W`', '- Value: `10`', '- Set by ENV on line 3; it is in the image'],
    ],
    'in another stage': [
      'FROM a AS base\nENV V=1\nFROM base\nWORKDIR ${V▮}\n',
      '${V',
      ['**Variable** `V`', '- Value: `1`', '- Set by ENV on line 2, in stage `base`; it is in the image'],
    ],
    'declared by ARG': [
      'FROM scratch\nARG V=1\nUSER $V▮\n',
      '$V',
      ['**Variable** `V`', '- Default: `1`', '- Declared by ARG on line 2; a build may give another value'],
    ],
    'declared by ARG without default': [
      'FROM scratch\nARG ▮V\n',
      'V',
      ['**Variable** `V`', '- Value: not known', '- Declared by ARG on line 2; a build may give another value'],
    ],
    'declared again, with the default before FROM': [
      'ARG V=1\nFROM scratch\nARG V\nUSER $V▮\n',
      '$V',
      [
        '**Variable** `V`',
        '- Default: `1`',
        '- Declared by ARG on line 3, with the default from line 1; a build may give another value',
      ],
    ],
    'in FROM': [
      'ARG V=1\nFROM a:$▮V\n',
      '$V',
      ['**Variable** `V`', '- Default: `1`', '- Declared by ARG on line 1; a build may give another value'],
    ],
    'in FROM, of the platform': [
      'FROM --platform=$BUILD▮PLATFORM a\n',
      '$BUILDPLATFORM',
      ['**Variable** `BUILDPLATFORM`', '- Set by BuildKit, by the platform that is built for'],
    ],
    'in a script, behind a continuation and a comment': [
      'FROM a\r\nENV V=1\r\nRUN x \\\r\n  # of $V\r\n  && echo $V▮\r\n',
      '$V',
      ['**Variable** `V`', '- Value: `1`', '- Set by ENV on line 2; it is in the image'],
    ],
    'whose name says that it is a secret': [
      'FROM a\nENV DB_PASSWORD=hunter2\nRUN echo $DB_PASS▮WORD\n',
      '$DB_PASSWORD',
      [
        '**Variable** `DB_PASSWORD`',
        '- Value: hidden, it looks like a secret',
        '- Set by ENV on line 2; it is in the image',
      ],
    ],
    'whose value holds a secret of another': [
      'FROM a\nENV DB_PASSWORD=hunter2\nENV U▮RL=pg://x:$DB_PASSWORD@y\n',
      'URL',
      ['**Variable** `URL`', '- Value: hidden, it looks like a secret', '- Set by ENV on line 3; it is in the image'],
    ],
    'whose value is made of one, however short': [
      'FROM a\nENV DB_PASSWORD=x1\nENV A=$DB_PASSWORD-y\nENV B▮=${A}z\n',
      'B',
      ['**Variable** `B`', '- Value: hidden, it looks like a secret', '- Set by ENV on line 4; it is in the image'],
    ],
    'with what would be Markdown': [
      'FROM a\nENV V▮=a`**b**\u202e\n',
      'V',
      ['**Variable** `V`', '- Value: ``a`**b**\\u202e``', '- Set by ENV on line 2; it is in the image'],
    ],
  });
  const silent: Readonly<Record<string, string>> = {
    'that nothing sets': 'FROM a\nRUN echo $HO▮ME\n',
    'that the script sets itself': 'FROM a\nENV V=1\nRUN V=2; echo $V▮\n',
    'that the script loops over': 'FROM a\nENV V=1\nRUN for V in a b; do echo $▮V; done\n',
    'that is escaped': 'FROM a\nENV V=1\nENV W=\\$V▮\n',
    'of the build, in what a container runs': 'FROM scratch\nARG V=1\nCMD echo $V▮\n',
    'in JSON, which no shell reads': 'FROM a\nENV V=1\nRUN ["echo", "$V▮"]\n',
    'in a comment inside an instruction': 'FROM a\nENV V=1\nRUN x \\\n  # $V▮\n  y\n',
    "in a heredoc's body": 'FROM a\nENV V=1\nRUN <<E\necho $V▮\nE\n',
  };
  for (const [name, marked] of Object.entries(silent)) {
    test(`nothing on one ${name}`, () => assert.equal(shownAt(marked), undefined));
  }
});

describe('on an image, a user, a port', () => {
  table({
    'an image that is known': [
      'ARG TAG=4\nFROM apache▮/kafka:$TAG\n',
      'apache/kafka:$TAG',
      [
        '**Image** `apache/kafka:4`',
        '- `apache/kafka` of `docker.io`, by the default of an ARG',
        '- Tag `4`, not pinned to a digest',
        '- Starts as `appuser`',
        '- Built on alpine',
        `- So says the table that ships, of ${bundledImageFacts.date}`,
      ],
    ],
    'an image of which nothing is known': [
      'FROM ghcr.io/acme/ap▮p\n',
      'ghcr.io/acme/app',
      [
        '**Image** `ghcr.io/acme/app`',
        '- `acme/app` of `ghcr.io`',
        '- No tag: `latest`, whatever that is on the day of the build',
      ],
    ],
    'an image that is copied from': [
      `FROM a\nCOPY --from=b▮usybox@sha256:${'a'.repeat(64)} /x /y\n`,
      `busybox@sha256:${'a'.repeat(64)}`,
      [
        '**Image** `busybox@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`',
        '- `library/busybox` of `docker.io`',
        '- Pinned to a digest',
        '- Starts as `root`',
        '- Built on busybox',
        `- So says the table that ships, of ${bundledImageFacts.date}`,
      ],
    ],
    'a user that the build makes': [
      'FROM alpine\nRUN adduser -D app\nUSER a▮pp\n',
      'app',
      [
        '**User** from here on: `app`, by USER on line 3',
        '- Made by a RUN of this build',
        '- Containers of the final image start as it',
      ],
    ],
    'a user that is root': [
      'FROM alpine\nUSER 0▮\nFROM a\n',
      '0',
      ['**User** from here on: `0` (root), by USER on line 2', '- Root: it may do everything in the container'],
    ],
    'a port': [
      'FROM a\nEXPOSE 80 53▮/udp\n',
      '53/udp',
      ['**Port** 53, UDP', '- Said to whoever runs the image; `docker run --publish` opens it'],
    ],
    'ports of a variable': [
      'FROM scratch\nARG P=80-81\nEXPOSE "$P"▮\n',
      '"$P"',
      [
        '**Ports** 80 to 81, TCP',
        '- Said to whoever runs the image; `docker run --publish` opens it',
        '- By the default of an ARG; a build may give another',
      ],
    ],
  });
});

test('on an image whose support has ended: since when, and which release is the newest', () => {
  const { text = '' } = shownAt('FROM node:14-al▮pine\n') ?? {};
  const release = bundledImageFacts.release({ ...NODE, tag: '14-alpine' });
  assert.ok(release);
  assert.match(text, /\n- Support of this release ended on 2023-04-30\n/);
  assert.ok(text.endsWith(`\n- Newest release: \`${release.tag}\`, as of ${release.date}`), text);
});

describe('on a finding', () => {
  const [rule] = dockerfileRules.filter(({ id }) => id === 'secret-in-env');
  const marked = 'FROM a\nENV DB_PASS▮WORD=hunter2hunter2\n';

  test('why, the fixes, and who else says so', () => {
    const text = shownAt(marked, dockerfileRules)?.text ?? '';
    const parts = text.split('\n\n---\n\n');
    assert.match(parts[0] ?? '', /^\*\*Variable\*\* `DB_PASSWORD`/);
    assert.match(parts[1] ?? '', /^\*\*Secret stored in the image by ENV\*\* · \[secret-in-env\]\(https:/);
    assert.ok(parts[1]?.includes(rule?.docs.why.split('\n')[0] ?? '?'));
    assert.match(text, /\*\*Fix\*\* Take 'DB\\_PASSWORD' out of the image/);
    assert.match(text, /CIS Docker Benchmark 4\.10 · CWE-798/);
  });

  test('a value that is masked stands nowhere', () => {
    for (const { docs } of dockerfileRules) {
      const analysis = analyseBy(docs.bad, { rules: dockerfileRules, today: TODAY, profile: 'strict' });
      const facts = { images: bundledImageFacts, today: TODAY };
      const context = { analysis, facts, rules: dockerfileRules, lineShown: (line: number) => line };
      const secrets = analysis.findings
        .flatMap(({ masked }) => masked)
        .map(({ start, end }) => (analysis.lines[start.line] ?? '').slice(start.character, end.character));
      for (const [line, { length }] of analysis.lines.entries()) {
        for (let character = 0; character <= length; character++) {
          const { markdown = '' } = hoverAt(context, { line, character }) ?? {};
          for (const secret of secrets) assert.ok(secret === '' || !markdown.includes(secret), `${line}: ${markdown}`);
        }
      }
    }
  });
});

test('an editor without Markdown gets plain text', () => {
  const markdown = shownAt('FROM a\nENV A▮_B=a*b\n')?.text ?? '';
  assert.equal(plainText(markdown), 'Variable A_B\n- Value: a*b\n- Set by ENV on line 2; it is in the image');
  assert.equal(plainText('**Why** · [x-y](https://z) `` a`b `` \\_c'), 'Why · x-y (https://z) a`b _c');
});
