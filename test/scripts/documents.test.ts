// What the documents point at is there.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import packageJson from '../../package.json';

const documents = readdirSync('.').filter((name) => name.endsWith('.md'));
const LINK = /\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g;

describe('documents', () => {
  for (const document of documents) {
    test(`the links of ${document} lead somewhere`, () => {
      const links = [...readFileSync(document, 'utf8').matchAll(LINK)].map(([, path = '']) => path);
      assert.deepEqual(
        links.filter((path) => !existsSync(path)),
        [],
      );
    });
  }

  test('README has the two commands', () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const command of ['npm ci && npm start', 'npm ci && npm test']) {
      assert.ok(readme.includes(`\`\`\`sh\n${command}\n\`\`\``), command);
    }
  });

  test('ARCHITECTURE gives a reason for each runtime dependency', () => {
    const architecture = readFileSync('ARCHITECTURE.md', 'utf8');
    const reasons = [...architecture.matchAll(/^\| ([\w-]+) \| .{20,} \|$/gm)].map(([, name]) => name);
    assert.deepEqual(reasons.sort(), Object.keys(packageJson.dependencies).sort());
  });

  test('ARCHITECTURE names every folder of the server', () => {
    const architecture = readFileSync('ARCHITECTURE.md', 'utf8');
    const folders = readdirSync('server/src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(
      folders.filter(({ name }) => !architecture.includes(`  ${name}/`)).map(({ name }) => name),
      [],
    );
  });
});
