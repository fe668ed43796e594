// What silences findings: our comments, those of other tools, the configuration. And what is said of those that silence nothing.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Configuration } from '../../server/src/lint/configuration';
import { suppressionEdit } from '../../server/src/lint/suppression-edit';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { applyEdits } from '../../server/src/text/edit';
import { analyseBy, onEach, shown } from './rules';

const rules = [
  onEach('bad-user', 'USER', {
    aliases: ['old-user'],
    references: [
      { hadolint: 'DL3002' },
      { trivy: 'DS-0002' },
      { checkov: 'CKV_DOCKER_8' },
      { semgrep: 'dockerfile.security.last-user-is-root' },
      { kics: 'fd54f200-402c-4333-a5a4-36ef6709af2f' },
      { sonar: 'S6471' },
      { buildkit: 'UserIsBad' },
      { tally: 'bad-user' },
    ],
  }),
  onEach('bad-run', 'RUN', { references: [{ hadolint: 'DL4006' }] }),
  onEach('bad-cmd', 'CMD', { references: [{ trivy: 'DS-0026' }, { hadolint: 'DL3025' }], reportsAbsence: true }),
];
const TODAY = '2026-06-15';

interface Given extends Partial<Configuration> {
  readonly today?: string;
}

const look = (text: string, given: Given = {}) => analyseBy(text, { rules, today: TODAY, ...given });
const found = (text: string, given?: Given): string[] => shown(look(text, given));
/** What is silenced: the finding's line and rule, and by whom. */
const silenced = (text: string, given?: Given): string[] =>
  (look(text, given).suppressed ?? []).map(({ finding: { rule, range }, by: { kind, reason, line } }) =>
    [
      range.start.line + 1,
      rule,
      kind,
      ...(line === undefined ? [] : [`line ${line + 1}`]),
      ...(reason ? [reason] : []),
    ].join(' '),
  );

type Row = readonly [name: string, text: string, found: readonly string[]];
const table = (rows: readonly Row[], given?: Given): void => {
  for (const [name, text, expected] of rows) test(name, () => assert.deepEqual(found(text, given), expected));
};

describe('our comments', () => {
  table([
    ['above an instruction', 'FROM a\n# hullwright ignore=bad-user: it is fine\nUSER root\n', []],
    ['without a reason', 'FROM a\n#hullwright ignore=bad-user\nUSER root\n', []],
    ['of several rules', 'FROM a\n# hullwright ignore=bad-run, bad-user\nUSER root\n', ['2 info unused-suppression']],
    ['among other comments', 'FROM a\n# one\n# hullwright ignore=bad-user\n# two\nUSER root\n', []],
    ['with lines ending in CR LF', 'FROM a\r\n# hullwright ignore=bad-user\r\nUSER root\r\n', []],
    ['indented', 'FROM a\n  # hullwright ignore=bad-user\n  USER root\n', []],
    ['in any case but that of the rule', 'FROM a\n# Hullwright Ignore=bad-user\nUSER root\n', []],
    ['with an old id', 'FROM a\n# hullwright ignore=old-user\nUSER root\n', []],
    [
      'of the next instruction alone',
      'FROM a\n# hullwright ignore=bad-user\nUSER root\nUSER root\n',
      ['4 warning bad-user'],
    ],
    [
      'with a blank line below stand above nothing',
      'FROM a\n# hullwright ignore=bad-user\n\nUSER root\n',
      ['2 info unused-suppression', '4 warning bad-user'],
    ],
    [
      'at the end stand above nothing',
      'FROM a\nUSER root\n# hullwright ignore=bad-user\n',
      ['2 warning bad-user', '3 info unused-suppression'],
    ],
    ['in a heredoc are text', 'FROM a\nRUN <<E\n# hullwright ignore-file=bad-run\nE\n', ['2 warning bad-run']],
    ['for the file, anywhere', 'FROM a\nUSER root\n# hullwright ignore-file=bad-user: so be it\nUSER root\n', []],
    ['for the file, at its end', 'FROM a\nUSER root\n# hullwright ignore-file=bad-user', []],
    ['that hold until today', 'FROM a\n# hullwright ignore=bad-user until=2026-06-15: soon\nUSER root\n', []],
    [
      'that have expired',
      'FROM a\n# hullwright ignore=bad-user until=2026-06-14: soon\nUSER root\n',
      ['2 warning expired-suppression', '3 warning bad-user'],
    ],
    [
      'with a day that there is not',
      'FROM a\n# hullwright ignore=bad-user until=2026-06-31\nUSER root\n',
      ['2 info unused-suppression', '3 warning bad-user'],
    ],
    [
      'of a rule that there is not',
      'FROM a\n# hullwright ignore=bad-usr\nUSER root\n',
      ['2 info unused-suppression', '3 warning bad-user'],
    ],
    ['of nothing', 'FROM a\n# hullwright ignore=\nUSER root\n', ['2 info unused-suppression', '3 warning bad-user']],
    [
      'that are not understood',
      'FROM a\n# hullwright ignore bad-user\nUSER root\n',
      ['2 info unused-suppression', '3 warning bad-user'],
    ],
    [
      'with something left over',
      'FROM a\n# hullwright ignore=bad-user bad-run\nUSER root\n',
      ['2 info unused-suppression', '3 warning bad-user'],
    ],
    ['that only speak of us', 'FROM a\n# hullwright is a linter\nUSER root\n', ['3 warning bad-user']],
    [
      'in a file that BuildKit refuses are not said to be unused',
      '# hullwright ignore-file=bad-run\nFROM a\nENV a\n',
      ['3 error invalid-dockerfile'],
    ],
    ['silence BuildKit as well', 'FROM a\n# hullwright ignore=invalid-dockerfile\nENV a\n', []],
  ]);

  test('without a day nothing expires', () => {
    assert.deepEqual(
      found('FROM a\n# hullwright ignore=bad-user until=2020-01-01\nUSER root\n', { today: undefined }),
      [],
    );
  });
  test('inside an instruction cover the next line alone', () => {
    const continued = 'FROM a\n# hullwright ignore=bad-run\nRUN a \\\n  # hullwright ignore=bad-run\n  b\n';
    assert.deepEqual(found(continued), ['4 info unused-suppression']);
  });
  test('of a rule that is off, or not in the profile, are not said to be unused', () => {
    const text = 'FROM a\n# hullwright ignore=bad-user\nENV a=b\n';
    assert.deepEqual(found(text), ['2 info unused-suppression']);
    assert.deepEqual(found(text, { settings: new Map([['bad-user', { severity: 'off' }]]) }), []);
    assert.deepEqual(found(text, { profile: 'cis' }), []);
  });
  test('of a rule that threw are not said to be unused', () => {
    const failing = {
      ...onEach('bad-user', 'USER'),
      stage: () => {
        throw new Error('no');
      },
    };
    const text = 'FROM a\n# hullwright ignore=bad-user\nUSER root\n';
    assert.deepEqual(shown(analyseBy(text, { rules: [failing] })), []);
  });
  test('what is said of them can be turned off', () => {
    const settings: Configuration['settings'] = new Map([['unused-suppression', { severity: 'off' }]]);
    assert.deepEqual(found('FROM a\n# hullwright ignore=bad-user\n', { settings }), []);
  });
  test('need a reason where the configuration says so', () => {
    const text = 'FROM a\n# hullwright ignore=bad-user\nUSER root\n# hullwright ignore=bad-user: why not\nUSER root\n';
    assert.deepEqual(found(text, { requireReason: true }), ['2 warning missing-reason']);
  });
  test('say what was meant, and where', () => {
    const messages = look('FROM a\n# hullwright ignore=bad-usr, bad-run\nUSER root\n').findings;
    assert.deepEqual(
      messages.map(({ range: { start, end }, message }) => `${start.character}-${end.character} ${message}`),
      [
        "20-27 there is no rule 'bad-usr' (did you mean bad-user?)",
        '29-36 bad-run reports nothing here: take this out',
        '0-4 this is USER',
      ],
    );
  });
  test('keep what they silence', () => {
    assert.deepEqual(silenced('FROM a\n# hullwright ignore=bad-user: it is fine\nUSER root\n'), [
      '3 bad-user inSource line 2 it is fine',
    ]);
  });
  test('of one variable of many', () => {
    const env = (comment: string): string[] =>
      analyseBy(`FROM a\n${comment}\nENV DB_PASSWORD=hunter2 API_TOKEN=abcdef A=b\nUSER b\n`, {
        rules: dockerfileRules.filter(({ id }) => id === 'secret-in-env'),
      }).findings.map(({ rule, message }) => `${rule} ${message.split(' ')[0]}`);
    const [password, token] = ["secret-in-env 'DB_PASSWORD'", "secret-in-env 'API_TOKEN'"];
    assert.deepEqual(env('#'), [password, token]);
    assert.deepEqual(env('# hullwright ignore=secret-in-env(DB_PASSWORD): a test'), [token]);
    assert.deepEqual(env('# hullwright ignore=secret-in-env(DB_PASSWORD),secret-in-env(API_TOKEN)'), []);
    assert.deepEqual(env('# hullwright ignore-file=secret-in-env(API_TOKEN)'), [password]);
    assert.deepEqual(env('# hullwright ignore=secret-in-env(OTHER)'), [
      'unused-suppression secret-in-env(OTHER)',
      password,
      token,
    ]);
  });
});

describe('comments of other tools', () => {
  const above = (comment: string): string => `FROM a\n${comment}\nUSER root\nRUN b\n`;
  const [USER, RUN] = ['3 warning bad-user', '4 warning bad-run'];
  table([
    ['hadolint', above('# hadolint ignore=DL3002'), [RUN]],
    ['hadolint, several, with a reason', above('#hadolint ignore=SC1000,dl3002 # so be it'), [RUN]],
    ['hadolint, another', above('# hadolint ignore=DL3003'), [USER, RUN]],
    ['hadolint, another instruction', above('# hadolint ignore=DL4006'), [USER, RUN]],
    ['hadolint, the file', above('# hadolint global ignore=DL4006'), [USER]],
    ['tally', above('# tally ignore=bad-user;reason=it is fine'), [RUN]],
    ['tally, by the name of another', above('# tally global ignore=hadolint/DL4006'), [USER]],
    ['tally, all', above('# tally ignore=all'), [RUN]],
    ['trivy', above('#trivy:ignore:DS-0002'), [RUN]],
    ['trivy, as it was', above('# trivy:ignore:AVD-DS-0002'), [RUN]],
    ['trivy, as it was before', above('# trivy:ignore:DS002'), [RUN]],
    ['trivy, until a day to come', above('#trivy:ignore:DS-0002:exp:2027-01-01'), [RUN]],
    ['trivy, until a day gone by', above('#trivy:ignore:DS-0002:exp:2026-01-01'), [USER, RUN]],
    ['trivy, all', above('#trivy:ignore:*'), [RUN]],
    ['checkov, anywhere', `FROM a\nUSER root\n#checkov:skip=CKV_DOCKER_8: why not\n`, []],
    ['checkov, another', above('#checkov:skip=CKV_DOCKER_3: why not'), [USER, RUN]],
    ['bridgecrew', above('#bridgecrew:skip=CKV_DOCKER_8'), [RUN]],
    ['semgrep', above('# nosemgrep: last-user-is-root'), [RUN]],
    ['semgrep, where the rule lies', above('# nosemgrep: a.b.last-user-is-root, c'), [RUN]],
    ['semgrep, all', above('# nosemgrep'), [RUN]],
    ['semgrep, at the end of the line', 'FROM a\nUSER root # nosemgrep\n', []],
    ['kics, the next line', above('# kics-scan ignore-line'), [RUN]],
    ['kics, a query', above('# kics-scan disable=fd54f200-402c-4333-a5a4-36ef6709af2f'), [RUN]],
    ['kics, a stage', '# kics-scan ignore-block\nFROM a\nUSER root\nFROM b\nUSER root\n', ['5 warning bad-user']],
    ['kics, the file', above('# kics-scan ignore'), [RUN]],
    ['sonar', above('# NOSONAR'), [RUN]],
    ['sonar, at the end of the line', 'FROM a\nUSER root # NOSONAR\n', []],
    ['at the end of a line that ends in CR LF', 'FROM a\r\nUSER root # NOSONAR\r\n', []],
    ['checkov, all', above('#checkov:skip'), [RUN]],
    ['hadolint, all', above('# hadolint ignore=all'), [RUN]],
    ['trivy, without an id', above('#trivy:ignore'), [RUN]],
    ['buildkit', '# check=skip=UserIsBad;error=true\nFROM a\nUSER root\nRUN b\n', ['4 warning bad-run']],
    [
      'buildkit, several',
      '# syntax=docker/dockerfile:1\n# check=skip=Other,UserIsBad\nFROM a\nUSER root\nRUN b\n',
      ['5 warning bad-run'],
    ],
    ['buildkit, all', '# check=skip=all\nFROM a\nUSER root\nRUN b\n', ['4 warning bad-run']],
    ['buildkit, no directive any more', 'FROM a\n# check=skip=all\nUSER root\n', [USER]],
    ['what is missing is named anywhere', '# hadolint ignore=DL3025\nFROM a\nCMD a\n', []],
    ['what is missing is not meant by all', '# trivy:ignore:*\nFROM a\nCMD a\n', ['3 warning bad-cmd']],
  ]);
  test('keep what they silence', () => {
    assert.deepEqual(silenced(above('# hadolint ignore=DL3002 # so be it')), ['3 bad-user inSource line 2 so be it']);
    assert.deepEqual(silenced('# check=skip=all\nFROM a\nUSER root\n'), ['3 bad-user inSource line 1']);
  });
});

describe('the configuration', () => {
  const FILE = 'FROM a\nUSER root\nUSER root\n';
  const suppress = (pattern: string, more: object = {}): Given => ({
    suppress: [{ rule: 'bad-user', path: { folder: 'file:///w', pattern }, reason: 'legacy', ...more }],
  });
  test('silences a rule in a file, on a line, until a day', () => {
    assert.deepEqual(silenced(FILE, suppress('Dockerfile')), [
      '2 bad-user external legacy',
      '3 bad-user external legacy',
    ]);
    assert.deepEqual(found(FILE, suppress('other/**')), ['2 warning bad-user', '3 warning bad-user']);
    assert.deepEqual(found(FILE, suppress('**', { line: 1 })), ['3 warning bad-user']);
    assert.deepEqual(found(FILE, suppress('**', { until: '2026-06-15' })), []);
    assert.deepEqual(found(FILE, suppress('**', { until: '2026-06-14' })), [
      '2 warning bad-user',
      '3 warning bad-user',
    ]);
  });
});

describe('the configuration silences as well', () => {
  const suppress = (rule: string): Configuration['suppress'] => [
    { rule, path: { folder: 'file:///w', pattern: '**' }, reason: 'so be it' },
  ];
  test('what BuildKit refuses', () => {
    assert.deepEqual(silenced('FROM a\nENV a\n', { suppress: suppress('invalid-dockerfile') }), [
      '2 invalid-dockerfile external so be it',
    ]);
  });
  test('what is said of comments', () => {
    const text = 'FROM a\n# hullwright ignore=bad-user\nUSER root\n# hullwright ignore=bad-run\nENV a=b\n';
    const given = { requireReason: true, suppress: suppress('missing-reason') };
    assert.deepEqual(found(text, given), ['4 info unused-suppression']);
    assert.deepEqual(silenced(text, given), [
      '2 missing-reason external so be it',
      '3 bad-user inSource line 2',
      '4 missing-reason external so be it',
    ]);
  });
});

describe('"suppress here"', () => {
  const rows: readonly (readonly [name: string, text: string, expected: string])[] = [
    ['above the instruction', 'FROM a\n  USER root\n', 'FROM a\n  # hullwright ignore=bad-user\n  USER root\n'],
    [
      'below directives',
      '# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nUSER root\n',
      '# syntax=docker/dockerfile:1\n# escape=`\nFROM a\n# hullwright ignore=bad-user\nUSER root\n',
    ],
    [
      'in our comment',
      'FROM a\n# hullwright ignore=bad-run: why\nUSER root\n',
      'FROM a\n# hullwright ignore=bad-run,bad-user: why\nUSER root\n',
    ],
    [
      'beside one that expires',
      'FROM a\n# hullwright ignore=bad-run until=2030-01-01\nUSER root\n',
      'FROM a\n# hullwright ignore=bad-run until=2030-01-01\n# hullwright ignore=bad-user\nUSER root\n',
    ],
    [
      'with the line breaks of the file',
      'FROM a\r\nUSER root\r\n',
      'FROM a\r\n# hullwright ignore=bad-user\r\nUSER root\r\n',
    ],
  ];
  for (const [name, text, expected] of rows) {
    test(name, () => {
      const { dockerfile, findings } = look(text);
      const finding = findings.find(({ rule }) => rule === 'bad-user');
      assert.ok(dockerfile && finding);
      const edited = applyEdits(text, [suppressionEdit(dockerfile, finding)]);
      assert.equal(edited, expected);
      assert.ok(found(edited).every((line) => !line.includes('bad-user')));
    });
  }
  test('of the first instruction ends no directive, and stands behind a byte order mark', () => {
    const from = [onEach('bad-from', 'FROM')];
    for (const [text, expected] of [
      ['# escape=`\nFROM a\n', '# escape=`\n# hullwright ignore=bad-from\nFROM a\n'],
      ['\ufeffFROM a\n', '\ufeff# hullwright ignore=bad-from\nFROM a\n'],
    ] as const) {
      const { dockerfile, findings } = analyseBy(text, { rules: from });
      const [finding] = findings;
      assert.ok(dockerfile && finding);
      assert.equal(applyEdits(text, [suppressionEdit(dockerfile, finding)]), expected);
      assert.deepEqual(shown(analyseBy(expected, { rules: from })), []);
    }
  });
  for (const [name, text, expected] of [
    [
      'for the file, below directives',
      '# escape=`\n# nothing\n',
      '# escape=`\n# hullwright ignore-file=invalid-dockerfile\n# nothing\n',
    ],
    ['for the file, behind all of it', '# escape=`', '# escape=`\n# hullwright ignore-file=invalid-dockerfile\n'],
    ['for an empty file', '', '# hullwright ignore-file=invalid-dockerfile\n'],
  ] as const) {
    test(`of what no instruction shows is ${name}`, () => {
      const { dockerfile, findings } = look(text);
      const [finding] = findings;
      assert.ok(dockerfile && finding);
      assert.equal(applyEdits(text, [suppressionEdit(dockerfile, finding)]), expected);
      assert.deepEqual(found(expected), []);
      assert.deepEqual(look(expected).dockerfile?.syntax.directives.found, dockerfile.syntax.directives.found);
    });
  }
});

describe('take no time, whatever they say', () => {
  const wide = ' '.repeat(60_000);
  const lines: readonly string[] = [
    `# hullwright ignore=bad-user: a${wide}b${wide}!`,
    `# hullwright ignore=${wide}!`,
    `# hullwright ignore=bad-user until=${wide}!`,
    `# hadolint ignore=${wide}!`,
    `# tally ignore=${wide}!`,
    `# checkov:skip=${wide}!`,
    `# nosemgrep:${wide}!`,
    `# kics-scan disable=${wide}!`,
    `#${' trivy:ignore:'.repeat(4_000)}`,
    `${'# NOSONAR('.repeat(6_000)}`,
    `#${wide}NOSONA`,
  ];
  for (const line of lines) {
    test(line.slice(0, 30).trim(), { timeout: 2_000 }, () => {
      found(`FROM a\n${line}\nUSER root\nUSER root ${line}\n`);
    });
  }
  test('many comments above many instructions', { timeout: 5_000 }, () => {
    const comments = '# kics-scan ignore-block\n# hullwright ignore-file=bad-user\n'.repeat(5_000);
    found(`${comments}FROM a\n${'USER root\n'.repeat(5_000)}`);
  });
});
