// Configurations: what they say, what is wrong in them, which one holds for a file, and what rules make of it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import packageJson from '../../package.json';
import { matchesPath } from '../../server/src/lint/configuration';
import { configurationShape } from '../../server/src/lint/configuration-shape';
import { entryProblems } from '../../server/src/lint/entry-problems';
import { readConfiguration } from '../../server/src/lint/read-configuration';
import { dockerfileRule } from '../../server/src/rule/rule';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { rangeOf } from '../../server/src/text/range';
import { CONFIGURATION_NAMES, Configurations } from '../../server/src/workspace/configurations';
import type { FoundConfiguration } from '../../server/src/workspace/load-configuration';
import { type MemoryFiles, memoryFileSystem, ROOT } from '../workspace/memory-file-system';
import { analyseBy, onEach, shown } from './rules';

const ports = dockerfileRule({
  id: 'open-port',
  title: '',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [],
  docs: { why: '', bad: '', good: '', limits: '' },
  options: {
    ports: { kind: 'numbers', default: [22], description: 'Ports.' },
    strict: { kind: 'boolean', default: false, description: 'All of them.' },
  },
  *stage(stage, { options }) {
    const list = options.strict ? 'all' : options.ports.join(' and ');
    if (stage.steps.length > 0) yield { range: rangeOf(0, 0, 0, 4), message: `it looks for ${list}` };
  },
});
const user = onEach('bad-user', 'USER', { aliases: ['old-user'], references: [{ hadolint: 'DL3002' }] });
const run = onEach('bad-run', 'RUN', { recommended: false, references: [{ hadolint: 'DL4006' }] });
const rules = [ports, user, run];

const read = (text: string) => readConfiguration(text, { uri: `${ROOT}/.hullwright.yaml`, folder: ROOT, rules });
const wrong = (text: string, today?: string): string[] => {
  const { policy, problems } = read(text);
  return [...problems, ...entryProblems(policy.suppress ?? [], policy, today)].map(
    ({ range: { start, end }, severity, rule, message }) =>
      `${start.line}:${start.character}-${end.line}:${end.character} ${severity} ${rule}: ${message}`,
  );
};

const FILE = 'FROM a\nUSER b\nRUN c\nEXPOSE 22\n';
const lint = (text: string): string[] => {
  const { policy, problems } = read(text);
  assert.deepEqual(problems, []);
  return shown(analyseBy(FILE, { rules, ...policy, profile: policy.profile ?? 'recommended' }));
};

describe('a configuration', () => {
  const base = ['1 warning open-port', '2 warning bad-user'];
  const rows: readonly (readonly [name: string, text: string, found: readonly string[]])[] = [
    ['that is empty changes nothing', '', base],
    ['of comments alone changes nothing', '# nothing\n', base],
    ['with keys left empty changes nothing', 'rules:\nignore:\nprofile:\n', base],
    ['chooses the profile', 'profile: strict\n', [...base, '3 warning bad-run']],
    ['turns a rule off', 'rules: { bad-user: off }\n', ['1 warning open-port']],
    ['says how bad a rule is', 'rules: { bad-user: hint }\n', ['1 warning open-port', '2 hint bad-user']],
    ['takes a rule in that the profile leaves out', 'rules: { bad-run: info }\n', [...base, '3 info bad-run']],
    ['knows old ids', 'rules: { old-user: error }\n', ['1 warning open-port', '2 error bad-user']],
    ['ignores a file', 'ignore: [Dockerfile]\n', []],
    ['ignores others', 'ignore: ["sub/**", "*.dev"]\n', base],
    ['is JSON as well', '{"profile": "cis"}', []],
    [
      'with an anchor',
      'rules:\n  bad-user: &level error\n  open-port: *level\n',
      ['1 error open-port', '2 error bad-user'],
    ],
  ];
  for (const [name, text, found] of rows) test(name, () => assert.deepEqual(lint(text), found));

  test('gives a rule its options, and what it leaves out is at its default', () => {
    const messageOf = (text: string): string | undefined =>
      analyseBy(FILE, { rules: [ports], ...read(text).policy, profile: 'recommended' }).findings[0]?.message;
    assert.equal(messageOf(''), 'it looks for 22');
    assert.equal(messageOf('rules: { open-port: { options: { ports: [1, 2] } } }'), 'it looks for 1 and 2');
    assert.equal(messageOf('rules: { open-port: { severity: error, options: { strict: true } } }'), 'it looks for all');
  });
});

describe('what is wrong in a configuration is said there, and left out', () => {
  const rows: readonly (readonly [text: string, ...problems: string[]])[] = [
    [
      'profil: strict',
      "0:0-0:6 warning invalid-configuration: there is no key 'profil' here; there are extends, profile, rules, ignore, suppress, requireReason, registries, images (did you mean profile?)",
    ],
    [
      'profile: strikt',
      "0:9-0:15 warning invalid-configuration: 'strikt' is not one of recommended, strict, cis (did you mean strict?)",
    ],
    ['profile: [strict]', '0:9-0:17 warning invalid-configuration: a list is not one of recommended, strict, cis'],
    [
      'rules:\n  bad-usr: off',
      "1:2-1:9 warning invalid-configuration: there is no rule 'bad-usr' (did you mean bad-user?)",
    ],
    [
      'rules: { bad-user: of }',
      "0:19-0:21 warning invalid-configuration: 'of' is not one of off, hint, info, warning, error (did you mean off?)",
    ],
    [
      'rules: { bad-user: false }',
      "0:19-0:24 warning invalid-configuration: 'false' is not one of off, hint, info, warning, error",
    ],
    ['rules: [bad-user]', '0:7-0:17 warning invalid-configuration: a list has no keys'],
    ['rules: { bad-user: { options: { a: 1 } } }', '0:32-0:33 warning invalid-configuration: this rule has no options'],
    [
      'rules: { open-port: { options: { port: 1 } } }',
      "0:33-0:37 warning invalid-configuration: there is no option 'port' (did you mean ports?)",
    ],
    [
      'rules: { open-port: { options: { ports: [a] } } }',
      "0:41-0:42 warning invalid-configuration: 'a' is not a number",
    ],
    [
      'rules: { bad-user: off, bad-user: hint }',
      "0:24-0:32 warning invalid-configuration: 'bad-user' is given twice; the last one counts",
    ],
    ['requireReason: yes please', "0:15-0:25 warning invalid-configuration: 'yes please' is not true or false"],
    ['ignore: x', "0:8-0:9 warning invalid-configuration: 'x' is not a list"],
    ['suppress: [{ rule: bad-user }]', "0:11-0:29 warning invalid-configuration: the key 'path' is missing"],
    [
      'suppress: [{ rule: bad-user, path: a, until: 2027-02-30 }]',
      "0:45-0:55 warning invalid-configuration: '2027-02-30' is not a date such as 2027-01-31",
    ],
    [
      'suppress: [{ rule: bad-user, path: a, line: 0 }]',
      "0:44-0:45 warning invalid-configuration: '0' is not the number of a line",
    ],
    [
      'suppress: [{ rule: bad-user, path: a }]\nrequireReason: true',
      '0:11-0:38 warning missing-reason: say why bad-user is accepted: reason is missing',
    ],
    [
      'suppress: [{ rule: bad-usr, path: a }]',
      "0:19-0:26 warning invalid-configuration: there is no rule 'bad-usr' (did you mean bad-user?)",
    ],
    ['suppress: [{ rule: , path: a }]', "0:11-0:30 warning invalid-configuration: the key 'rule' is missing"],
    ['suppress: [{ rule: bad-user, path: 5 }]', "0:35-0:36 warning invalid-configuration: '5' is not a text"],
    [
      'registries: { alow: [] }',
      "0:14-0:18 warning invalid-configuration: there is no key 'alow' here; there are allow, block, insecure, mirrors, replace (did you mean allow?)",
    ],
    [
      'images: { pin: yes, maxAge: old }',
      "0:15-0:18 warning invalid-configuration: 'yes' is not one of optional, required",
      "0:28-0:31 warning invalid-configuration: 'old' is not a number",
    ],
    [
      'registries: { mirors: {}, mirrors: { docker.io: [acme/x, mirror.acme.com:5000/hub] } }',
      "0:14-0:20 warning invalid-configuration: there is no key 'mirors' here; there are allow, block, insecure, mirrors, replace (did you mean mirrors?)",
      "0:49-0:55 warning invalid-configuration: 'acme/x' is not a registry, such as mirror.example.com/hub",
    ],
    [
      'images: { key: [a] }',
      "0:10-0:13 warning invalid-configuration: there is no key 'key' here; there are pin, provenance, keys, maxAge (did you mean keys?)",
    ],
    ['just text', "0:0-0:9 warning invalid-configuration: 'just text' has no keys"],
  ];
  for (const [text, ...problems] of rows) test(JSON.stringify(text), () => assert.deepEqual(wrong(text), problems));

  test('the rest of it holds', () => {
    assert.deepEqual(
      shown(
        analyseBy(FILE, {
          rules,
          ...read('profile: strikt\nrules: { bad-user: of, open-port: off }').policy,
          profile: 'recommended',
        }),
      ),
      ['2 warning bad-user'],
    );
  });
  test('a suppression that has expired', () => {
    const text = 'suppress: [{ rule: bad-user, path: a, until: 2027-01-31 }]';
    assert.deepEqual(wrong(text, '2027-01-31'), []);
    assert.deepEqual(wrong(text, '2027-02-01'), [
      '0:45-0:55 warning expired-suppression: this has expired: bad-user is reported again',
    ]);
    assert.deepEqual(wrong(`${text}\nrules: { expired-suppression: off }`, '2027-02-01'), []);
  });
  for (const text of [
    'rules: {',
    'a: b: c',
    '\t- x',
    'a: *unknown',
    `${'['.repeat(20_000)}`,
    '&a [*a]',
    '--- 1\n--- 2',
  ]) {
    test(`${JSON.stringify(text.slice(0, 20))} is a problem, not an error of ours`, () => {
      assert.ok(read(text).problems.length > 0);
    });
  }
});

describe('the configuration of a file', () => {
  const configurations = (files: MemoryFiles, trusted = true): Configurations =>
    new Configurations({ fs: memoryFileSystem(files), rules: async () => rules, trusted, rootOf: () => ROOT });
  const found = (files: MemoryFiles, path = 'a/b/Dockerfile', trusted = true): Promise<FoundConfiguration> =>
    configurations(files, trusted).of(`${ROOT}/${path}`);
  const STRICT = 'profile: strict\n';
  const CIS = 'profile: cis\n';
  const profileOf = async (...args: Parameters<typeof found>): Promise<string | undefined> =>
    (await found(...args)).policy.profile;
  const problemsOf = async (...args: Parameters<typeof found>): Promise<string[]> =>
    [...(await found(...args)).problems].flatMap(([uri, problems]) =>
      problems.map(({ range, message }) => `${uri.slice(ROOT.length + 1)}:${range.start.line + 1}: ${message}`),
    );

  test('is the nearest upward', async () => {
    assert.equal(await profileOf({ '.hullwright.yaml': STRICT, 'a/.hullwright.yaml': CIS }), 'cis');
    assert.equal(await profileOf({ '.hullwright.yaml': STRICT, 'a/c/.hullwright.yaml': CIS }), 'strict');
    assert.equal(await profileOf({ 'a/b/.hullwright.yml': STRICT }), 'strict');
    assert.equal(await profileOf({ '.hullwright.yml': CIS, '.hullwright.yaml': STRICT }), 'strict');
  });
  test('asks for reasons where what it extends asks for them', async () => {
    const files = {
      '.hullwright.yaml': 'requireReason: true\nsuppress: [{ rule: bad-user, path: x, reason: "" }]\n',
      'a/.hullwright.yaml': 'extends: ../.hullwright.yaml\nsuppress: [{ rule: bad-run, path: x }]\n',
    };
    assert.deepEqual(await problemsOf(files), [
      'a/.hullwright.yaml:2: say why bad-run is accepted: reason is missing',
      '.hullwright.yaml:2: say why bad-user is accepted: reason is missing',
    ]);
  });
  test('is never above the root', async () => {
    assert.equal((await found({ '/.hullwright.yaml': STRICT })).kind, 'none');
  });
  test('is one value for all files that it holds for', async () => {
    const all = configurations({ '.hullwright.yaml': STRICT });
    assert.equal(await all.of(`${ROOT}/a/Dockerfile`), await all.of(`${ROOT}/b/c/Dockerfile`));
  });
  test('extends another one: the nearer counts more, rule by rule', async () => {
    const files = {
      '.hullwright.yaml': 'profile: strict\nrules: { bad-user: off, bad-run: info }\nignore: [x]\n',
      'a/.hullwright.yaml': 'extends: ../.hullwright.yaml\nrules: { bad-user: error }\nignore: [y]\n',
    };
    const { policy, problems } = await found(files);
    assert.equal(policy.profile, 'strict');
    assert.deepEqual(
      [...(policy.settings ?? [])].map(([id, { severity }]) => [id, severity]),
      [
        ['bad-user', 'error'],
        ['bad-run', 'info'],
      ],
    );
    assert.deepEqual(policy.ignore, [
      { folder: ROOT, pattern: 'x' },
      { folder: `${ROOT}/a`, pattern: 'y' },
    ]);
    assert.deepEqual([...problems.values()].flat(), []);
  });
  const NOT = 'this is not followed: ';
  const refused: readonly (readonly [string, MemoryFiles, string])[] = [
    [
      'itself',
      { '.hullwright.yaml': 'profile: strict\nextends: .hullwright.yaml\n' },
      `.hullwright.yaml:2: ${NOT}the files extend each other in a circle`,
    ],
    [
      'in a circle',
      { '.hullwright.yaml': 'extends: b.yaml\n', 'b.yaml': 'profile: strict\nextends: ./.hullwright.yaml\n' },
      `b.yaml:2: ${NOT}the files extend each other in a circle`,
    ],
    [
      'what is outside',
      { '.hullwright.yaml': 'profile: strict\nextends: ../x.yaml\n', '/x.yaml': CIS },
      `.hullwright.yaml:2: ${NOT}it lies outside the workspace`,
    ],
    [
      'over a link',
      { '.hullwright.yaml': 'profile: strict\nextends: x.yaml\n', 'x.yaml': { to: '/x.yaml' }, '/x.yaml': CIS },
      `.hullwright.yaml:2: ${NOT}it is a link that leads out of the workspace`,
    ],
    [
      'what is not there',
      { '.hullwright.yaml': 'profile: strict\nextends: x.yaml\n' },
      `.hullwright.yaml:2: ${NOT}there is no such file`,
    ],
    [
      'an address',
      { '.hullwright.yaml': 'profile: strict\nextends: https://example.com/x.yaml\n' },
      `.hullwright.yaml:2: ${NOT}it leads nowhere`,
    ],
  ];
  for (const [name, files, problem] of refused) {
    test(`does not extend ${name}`, async () => {
      assert.deepEqual(await problemsOf(files), [problem]);
      assert.equal(await profileOf(files), 'strict');
    });
  }
  test('extends nothing where the workspace is not trusted', async () => {
    const files = { '.hullwright.yaml': 'profile: strict\nextends: x.yaml\n', 'x.yaml': CIS };
    assert.deepEqual(await problemsOf(files, 'Dockerfile', false), [
      `.hullwright.yaml:2: ${NOT}the workspace is not trusted`,
    ]);
  });
  test('reads no key outside the workspace, over a link, or where the workspace is not trusted', async () => {
    const NO = 'warning: this key is not used: ';
    const text = 'images: { keys: [../x.pub, y.pub] }\n';
    const files = { '.hullwright.yaml': text, '/x.pub': 'x', 'y.pub': { to: '/x.pub' } };
    assert.deepEqual(
      (await found(files)).problems
        .get(`${ROOT}/.hullwright.yaml`)
        ?.map(({ severity, message }) => `${severity}: ${message}`),
      [`${NO}it lies outside the workspace`, `${NO}it is a link that leads out of the workspace`],
    );
    assert.deepEqual((await problemsOf(files, 'Dockerfile', false)).length, 2);
    assert.deepEqual((await found(files)).policy.images, { keys: [] });
  });
  test('is that of hadolint where there is none of ours', async () => {
    const hadolint =
      'ignored: [DL3002]\noverride: { error: [dl4006] }\ntrustedRegistries: [ghcr.io]\nfailure-threshold: info\n';
    const { kind, policy } = await found({ '.hadolint.yaml': hadolint });
    assert.equal(kind, 'hadolint');
    assert.deepEqual(
      [...(policy.settings ?? [])],
      [
        ['bad-run', { severity: 'error' }],
        ['bad-user', { severity: 'off' }],
      ],
    );
    assert.deepEqual(policy.registries, { allow: ['ghcr.io/**'] });
    assert.equal((await found({ 'a/.hadolint.yaml': hadolint, '.hullwright.yaml': STRICT })).kind, 'hullwright');
    assert.equal((await found({ 'a/.hadolint.yml': hadolint, '.hadolint.yaml': '' })).uri, `${ROOT}/a/.hadolint.yml`);
  });
  test('is none where hadolint’s can’t be understood', async () => {
    for (const text of ['', 'ignored: {', 'ignored: DL3002', 'override: [error]', '- x', 'ignored: [5, null, {}]']) {
      const { policy, problems } = await found({ '.hadolint.yaml': text });
      assert.deepEqual([[...(policy.settings ?? [])], policy.registries, problems.size], [[], undefined, 0]);
    }
  });
});

describe('globs', () => {
  const rows: readonly (readonly [pattern: string, matching: string[], others: string[]])[] = [
    ['Dockerfile', ['Dockerfile', 'a/b/Dockerfile'], ['Dockerfile.dev', 'a/Dockerfiles']],
    ['/Dockerfile', ['Dockerfile'], ['a/Dockerfile']],
    ['*.dev', ['a.dev', 'x/b.dev'], ['dev', 'a.dev.x']],
    ['**/testdata/**', ['testdata/a', 'x/testdata/y/z'], ['testdata2/a']],
    ['testdata/', ['testdata/a', 'x/testdata/y/z'], ['a']],
    ['a/*/c', ['a/b/c', 'a/b/c/d'], ['a/c', 'a/b/b/c']],
    ['a/**/c', ['a/c', 'a/b/b/c'], ['b/a/c']],
    ['a?c', ['abc'], ['ac', 'a/c']],
    ['über', ['%C3%BCber'], ['ueber']],
  ];
  for (const [pattern, matching, others] of rows) {
    test(pattern, () => {
      const matches = (path: string): boolean => matchesPath({ folder: ROOT, pattern }, `${ROOT}/${path}`);
      assert.deepEqual([...matching, ...others].filter(matches), matching);
      assert.equal(matchesPath({ folder: ROOT, pattern }, 'file:///other/Dockerfile'), false);
    });
  }
  test('take no time, whatever they say', () => {
    const path = 'aaaaaaaaaaaaaaaa/'.repeat(200);
    assert.equal(matchesPath({ folder: ROOT, pattern: `${'**/*a*/'.repeat(50)}c` }, `${ROOT}/${path}b`), false);
  });
});

test('a rule that throws costs its own findings alone', () => {
  const failing = dockerfileRule({
    ...onEach('failing', 'USER'),
    stage() {
      throw new Error('no');
    },
  });
  const failed: string[] = [];
  const found = analyseBy(FILE, {
    rules: [failing, user],
    onRuleFailure: (rule, error) => failed.push(`${rule}: ${error}`),
  });
  assert.deepEqual(shown(found), ['2 warning bad-user']);
  assert.deepEqual(failed, ['failing: Error: no']);
});

test('the example in README is right', () => {
  const yaml = /```yaml\n(extends:[^`]*)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
  const { policy, problems } = readConfiguration(yaml, { uri: 'a', folder: ROOT, rules: dockerfileRules });
  assert.deepEqual(problems, []);
  assert.equal(policy.settings?.get('floating-tag')?.severity, 'off');
});

test('the editor takes the JSON Schema for every name that a configuration may have', () => {
  const [validation, ...others] = packageJson.contributes.yamlValidation;
  assert.deepEqual(others, []);
  assert.deepEqual(validation?.fileMatch, CONFIGURATION_NAMES);
  assert.ok(existsSync(validation?.url ?? ''));
});

test('the JSON Schema knows rules, their old ids and their options', () => {
  const level = { enum: ['off', 'hint', 'info', 'warning', 'error'] };
  const plain = { type: 'object', properties: { severity: level }, additionalProperties: false };
  const options = {
    type: 'object',
    properties: {
      ports: { description: 'Ports.', type: 'array', items: { type: 'number' }, default: [22] },
      strict: { description: 'All of them.', type: 'boolean', default: false },
    },
    additionalProperties: false,
  };
  const { properties } = JSON.parse(JSON.stringify(configurationShape(rules).schema));
  assert.deepEqual(properties.rules.properties['open-port'].oneOf, [
    level,
    { ...plain, properties: { severity: level, options } },
  ]);
  assert.deepEqual(properties.rules.properties['old-user'], {
    description: 'Now bad-user.',
    deprecated: true,
    oneOf: [level, plain],
  });
  assert.ok('unused-suppression' in properties.rules.properties);
  assert.deepEqual(properties.suppress.items.required, ['rule', 'path']);
});
