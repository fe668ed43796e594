// The settings in package.json: each with what VS Code shows of it, its scope, and no power in a workspace nobody trusts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import packageJson from '../../package.json';

interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly scope: string;
  readonly order: number;
  readonly markdownDescription: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
}

const { configuration } = packageJson.contributes;
const settings: Readonly<Record<string, Setting>> = configuration.properties;
const { untrustedWorkspaces }: { untrustedWorkspaces: { supported: unknown; restrictedConfigurations?: string[] } } =
  packageJson.capabilities;
/** Last words of names that lead out of a document: what is run, read or asked. */
const LEADING_OUT = [
  'path',
  'file',
  'folder',
  'host',
  'url',
  'registry',
  'registries',
  'executable',
  'args',
  'network',
];
const leadsOut = (name: string): boolean => {
  const word =
    name
      .split(/\.|(?=[A-Z])/)
      .at(-1)
      ?.toLowerCase() ?? '';
  return LEADING_OUT.some((out) => word === out || word === `${out}s`);
};

describe('settings', () => {
  test('have a title and an order that is theirs', () => {
    assert.equal(configuration.title, 'Hullwright');
    const orders = Object.values(settings).map(({ order }) => order);
    assert.deepEqual(
      orders,
      orders.map((_, i) => i + 1),
    );
  });

  for (const [name, setting] of Object.entries(settings)) {
    test(`${name} is described, with each of its values`, () => {
      assert.match(name, /^hullwright\.[a-z][A-Za-z.]+$/);
      assert.match(setting.markdownDescription, /^%[\w.]+%$/);
      const described = setting.markdownEnumDescriptions ?? setting.enumDescriptions;
      assert.equal(described?.length, setting.enum?.length);
      if (setting.enum) assert.ok(setting.enum.some((value) => value === setting.default));
      else assert.equal(typeof setting.default, setting.type);
    });

    test(`${name} has the scope that fits it`, () => {
      const isOfTheWindow = name.startsWith('hullwright.trace.');
      const expected = leadsOut(name) ? 'machine-overridable' : isOfTheWindow ? 'window' : 'resource';
      assert.equal(setting.scope, expected);
    });
  }

  test('that lead out of a document do not count in a workspace that is not trusted', () => {
    // VS Code reads the list for what is limited alone.
    assert.equal(untrustedWorkspaces.supported, 'limited');
    const leadingOut = Object.keys(settings).filter(leadsOut);
    assert.deepEqual(untrustedWorkspaces.restrictedConfigurations ?? [], leadingOut);
  });
});
