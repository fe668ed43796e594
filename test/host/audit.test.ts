// The audit of a host on made trees: what is well, what is not, what cannot be known and why.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { hostFiles } from '../../server/src/host/host-files';
import { countsOf, hostReport } from '../../server/src/host/report';
import { auditTree, DEFAULT, detailOf, HARDENED, makeTree, verdicts } from './trees';

describe('a hardened host', () => {
  test('passes', (context) => {
    const root = makeTree(context, HARDENED);
    chmodSync(join(root, '/run/docker.sock'), 0o660);
    const audit = auditTree(root, {
      statusOf: (path) => (path.endsWith('.sock') ? { uid: 0, gid: 999 } : { uid: 0, gid: 0 }),
    });
    const said = verdicts(audit);
    for (const id of [
      'data-partition',
      'docker-group',
      'engine-supported',
      'api-listener',
      'audit-rule-1-1-3',
      'audit-rule-1-1-5',
      'audit-rule-1-1-6',
      'audit-rule-1-1-7',
      'audit-rule-1-1-11',
      'owner-of-docker-service',
      'mode-of-docker-service',
      'owner-of-docker-s-socket',
      'mode-of-docker-s-socket',
      'owner-of-daemon-json',
      'daemon-icc-default',
      'daemon-icc-enabled',
      'daemon-api-without-tls',
    ]) {
      assert.equal(said.get(id), 'pass', `${id}: ${detailOf(audit, id)}`);
    }
    assert.equal(said.get('owner-of-etc-sysconfig-docker'), 'unknown');
    assert.equal(detailOf(audit, 'owner-of-etc-sysconfig-docker'), 'it is not there');
    assert.equal(said.get('audit-rule-1-1-9'), 'fail', 'docker.socket is there and not watched');
  });

  test('fails where one owner, or one permission, is another', (context) => {
    const root = makeTree(context, HARDENED);
    chmodSync(join(root, '/etc/docker/daemon.json'), 0o666);
    const audit = auditTree(root, {
      statusOf: (path) => ({ uid: path.endsWith('docker.service') ? 1000 : 0, gid: 0 }),
    });
    assert.equal(detailOf(audit, 'owner-of-docker-service'), 'it belongs to 1000:0');
    assert.equal(verdicts(audit).get('owner-of-docker-service'), 'fail');
    assert.equal(detailOf(audit, 'mode-of-daemon-json'), 'its permissions are 0666');
    assert.equal(verdicts(audit).get('mode-of-daemon-json'), 'fail');
  });
});

describe('a host as it is installed', () => {
  test('fails, and says what it saw', (context) => {
    const audit = auditTree(makeTree(context, DEFAULT));
    const said = verdicts(audit);
    for (const id of [
      'data-partition',
      'docker-group',
      'engine-supported',
      'api-listener',
      'audit-rule-1-1-3',
      'daemon-api-without-tls',
      'daemon-icc-enabled',
      'daemon-insecure-registry',
      'daemon-userns-remap-missing',
    ]) {
      assert.equal(said.get(id), 'fail', id);
    }
    assert.match(detailOf(audit, 'docker-group') ?? '', /^alice, bob, carol:/);
    assert.match(detailOf(audit, 'engine-supported') ?? '', /^27\.5\.1 gets no more fixes since 2025-05-03; install/);
    assert.match(detailOf(audit, 'daemon-icc-enabled') ?? '', /^--icc=true: /);
    assert.equal(said.get('audit-rule-1-1-18'), 'unknown', 'there is no runc');
    assert.equal(said.get('daemon-not-hardened'), undefined, 'what is missing is said once');
  });

  test('is reported as text, JSON, SARIF and Markdown', (context) => {
    const audit = auditTree(makeTree(context, DEFAULT));
    const { fail, unknown, pass } = countsOf(audit);
    assert.equal(fail + unknown + pass, audit.results.length);
    const report = (format: 'text' | 'json' | 'sarif' | 'markdown'): string =>
      hostReport(audit, format, { version: '1' });
    assert.match(report('text'), /^fail {4}1\.1\.1 Containers have a partition of their own: \/var\/lib\/docker: /m);
    const severities = new Map(audit.results.map(({ check }) => [check.id, check.severity]));
    const failed = [...report('text').matchAll(/^fail .*\[(\S+)\]$/gm)].map(([, id = '']) => severities.get(id) ?? '');
    assert.equal(failed.length, fail);
    const ranks = failed.map((severity) => ['error', 'warning', 'info', 'hint'].indexOf(severity));
    assert.deepEqual(ranks, [...ranks].sort(), 'the worst comes first');
    assert.equal(failed[0], 'error');
    assert.ok(report('text').endsWith(`${fail} failed, ${unknown} unknown, ${pass} passed\n`));
    const json = JSON.parse(report('json'));
    assert.deepEqual(json.counts, { fail, unknown, pass });
    assert.equal(json.checks.find(({ id }: { id: string }) => id === 'docker-group').cis, '1.1.2');
    const [run] = JSON.parse(report('sarif')).runs;
    assert.equal(run.results.filter(({ kind }: { kind: string }) => kind === 'fail').length, fail);
    for (const { ruleId, ruleIndex } of run.results) assert.equal(run.tool.driver.rules[ruleIndex].id, ruleId);
    assert.ok(JSON.stringify(run.tool.driver.rules).includes('cis-docker-1.1.2'));
    assert.match(report('markdown'), /\n## Failed\n\n\| CIS \|/);
  });
});

test('where there is no Docker all is unknown, for that reason', (context) => {
  const audit = auditTree(makeTree(context, { '/etc/group': 'root:x:0:\n', '/etc/docker/registry/config.yml': '' }));
  assert.equal(audit.hasDocker, false);
  assert.ok(audit.results.length > 40);
  assert.deepEqual(
    [...new Set(audit.results.map(({ verdict, detail }) => `${verdict}: ${detail}`))],
    ['unknown: there is no Docker here'],
  );
});

describe('a hostile tree', () => {
  test('is not left by links, nor read where it is huge, no file, or no JSON', (context) => {
    const root = makeTree(context, {
      '/usr/bin/dockerd': '',
      '/etc/docker/': '',
      '/var/lib/dpkg/status': '',
      '/proc/': '',
    });
    const outside = makeTree(context, { '/group': 'docker:x:999:mallory\n', '/daemon.json': '{"icc":true}' });
    symlinkSync(join(outside, 'group'), join(root, 'etc/group'));
    symlinkSync(join(outside, 'daemon.json'), join(root, 'etc/docker/daemon.json'));
    symlinkSync(join(root, 'proc/loop'), join(root, 'proc/loop'));
    truncateSync(join(root, 'var/lib/dpkg/status'), 64 * 1024 * 1024);
    mkdirSync(join(root, 'proc/7/cmdline'), { recursive: true });
    spawnSync('mkfifo', [join(root, 'proc/8')]);
    const audit = auditTree(root);
    const said = verdicts(audit);
    assert.equal(said.get('docker-group'), 'unknown');
    assert.equal(detailOf(audit, 'docker-group'), 'a link leads out of the root folder');
    assert.equal(said.get('daemon-icc-enabled'), 'unknown');
    assert.equal(said.get('mode-of-daemon-json'), 'unknown');
    assert.equal(detailOf(audit, 'engine-supported'), 'it is too large');
    assert.ok(!JSON.stringify(audit).includes('mallory'));
  });

  test('a configuration that is no JSON fails, and nothing throws', (context) => {
    for (const text of ['{', '[]', '\u0000', '{"hosts": {"a": [1]}, "icc": "no"}', '[[['.repeat(10_000)]) {
      const audit = auditTree(makeTree(context, { ...DEFAULT, '/etc/docker/daemon.json': text }));
      assert.ok(countsOf(audit).fail > 3);
      assert.ok(!hostReport(audit, 'text', { version: '1' }).includes('\u0000'));
    }
  });

  test('what may not be read is unknown for that reason', (context) => {
    const files = hostFiles(makeTree(context, HARDENED));
    const denied = { why: 'permission' } as const;
    assert.deepEqual(files.text('/etc/shadow'), { why: 'missing' });
    const root = makeTree(context, DEFAULT);
    writeFileSync(join(root, 'etc/group'), '');
    chmodSync(join(root, 'etc/group'), 0);
    // Root reads it all the same.
    const isRoot = process.getuid?.() === 0;
    assert.deepEqual(hostFiles(root).text('/etc/group'), isRoot ? { value: '' } : denied);
  });
});

test('nothing is written', (context) => {
  const root = makeTree(context, DEFAULT);
  const shot = (): string =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((name) => `${name} ${statSync(join(root, name)).mtimeMs}`)
      .join('\n');
  const before = shot();
  auditTree(root);
  assert.equal(shot(), before);
});
