// What the documents point at is there.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
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

  test('the pictures of README are in the repository, and small', () => {
    const pictures = [...readFileSync('README.md', 'utf8').matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
    assert.ok(pictures.length >= 5);
    for (const [, alt = '', path = ''] of pictures) {
      assert.ok(alt.length > 20, `what ${path} shows is said`);
      assert.match(path, /^media\/screenshots\/[\w-]+\.png$/);
      assert.ok(statSync(path).size < 150 * 1024, path);
    }
  });

  test('docs/editors.md names every initialization option', () => {
    const page = readFileSync('docs/editors.md', 'utf8');
    const settings = Object.entries(packageJson.contributes.configuration.properties);
    const ofTheServer = settings.filter(([name]) => !/\.(?:trace\.server|deduplicate)$/.test(name));
    for (const [name, setting] of ofTheServer) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${name.replace('hullwright.', '')}\` |`)) ?? '';
      const values: readonly string[] = 'enum' in setting ? setting.enum : ['true', 'false'];
      for (const value of values) assert.ok(row.includes(`\`${value}\``), `${name}: ${value}`);
      assert.ok(row.includes(`| \`${setting.default}\` |`), name);
    }
  });

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
