// What the user reads stands in every language that there is one of, and nowhere in the client's code.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import packageJson from '../../package.json';
import english from '../../package.nls.json';
import { clientTexts, readsAsWords, textsIn } from './texts';

const LANGUAGES = readdirSync('l10n').flatMap((name) => /^bundle\.l10n\.([\w-]+)\.json$/.exec(name)?.[1] ?? []);
/** Read by those who look into a bug, whatever language its reporter speaks; names of products; a Dockerfile; a script. */
const IN_ENGLISH: ReadonlySet<string> = new Set([
  'client/src/debug-info.ts',
  'client/src/example.ts',
  'client/src/other-linters.ts',
  'client/src/worker-script.ts',
]);
/** Names, whatever the language. */
const NAMES: ReadonlySet<string> = new Set(['VS Code', '/Hullwright Audit.md', '/Docker Host Audit.md']);

const sources = clientTexts();
const used = [...new Set(sources.flatMap(({ localised }) => localised))].sort();
const read = (path: string): Record<string, string> => JSON.parse(readFileSync(path, 'utf8'));
const places = (text: string): string[] => (text.match(/\{\d+\}|`[^`]+`/g) ?? []).sort();

function assertTranslated(from: Readonly<Record<string, string>>, to: Readonly<Record<string, string>>): void {
  assert.deepEqual(Object.keys(to).sort(), Object.keys(from).sort());
  for (const [key, text] of Object.entries(from)) {
    assert.deepEqual(places(to[key] ?? ''), places(text), `what is filled in or quoted in '${text}'`);
    assert.ok(to[key]?.trim(), `'${text}' is empty`);
    assert.equal(/\.$/.test(to[key] ?? ''), /\.$/.test(text), `the full stop of '${text}'`);
  }
}

/** Every value in package.json that VS Code shows, with where it stands. */
function* shownTexts(value: unknown, path: string): Generator<[path: string, text: string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const here = `${path}.${key}`;
    if (SHOWN.test(key)) for (const text of [inner].flat()) if (typeof text === 'string') yield [here, text];
    yield* shownTexts(inner, here);
  }
}
const SHOWN =
  /^(?:title|shortTitle|description|contents|label|altText|name|contextualTitle|accessibilityHelpContent|(?:markdown)?(?:Enum|enum)?Descriptions?|markdownDescription|enumItemLabels)$/;
const PRODUCT = 'Hullwright';

describe('languages', () => {
  test('German is one', () => assert.ok(LANGUAGES.includes('de')));

  test('texts are found in the sources', () => {
    const { localised, plain } = textsIn(
      'a.ts',
      `import { a } from 'b c';\nx(l10n.t('One {0}', "it's two"), \`an \${a}\`); // 'no text'`,
    );
    assert.deepEqual({ localised, plain }, { localised: ['One {0}'], plain: ["it's two", 'an ${a}'] });
    assert.ok(used.length > 10);
  });

  for (const language of LANGUAGES) {
    test(`${language} has every text of the client`, () => {
      const own = Object.fromEntries(used.map((text) => [text, text]));
      assertTranslated(own, read(`l10n/bundle.l10n.${language}.json`));
    });

    test(`${language} has every text of package.json`, () => {
      assertTranslated(english, read(`package.nls.${language}.json`));
    });
  }

  test('package.json names its texts by keys, and all of them', () => {
    const { contributes, capabilities } = packageJson;
    const shown = [...shownTexts(contributes, 'contributes'), ...shownTexts(capabilities, 'capabilities')];
    const literal = shown.filter(([, text]) => text !== PRODUCT && !/^%[\w.-]+%$/.test(text));
    assert.deepEqual(literal, [], 'put these into package.nls.json and its translations');
    const keys = new Set(shown.map(([, text]) => text.slice(1, -1)));
    keys.delete(PRODUCT.slice(1, -1));
    assert.deepEqual([...keys].sort(), Object.keys(english).sort());
  });

  for (const { path, plain } of sources) {
    if (IN_ENGLISH.has(path)) continue;
    test(`${path} has no text that is not localised`, () => {
      const words = plain.filter((text) => readsAsWords(text) && !NAMES.has(text));
      assert.deepEqual(words, [], 'these want l10n.t, and a line in l10n/bundle.l10n.*.json');
    });
  }
});
