// Pins in VS Code: by the command of the light bulb, against a registry on this machine.
import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { offered, openUntitled, wholeOf } from './editor';

const host = process.env.HULLWRIGHT_REGISTRY ?? '';
const pinned = (text: string): boolean => /@sha256:[0-9a-f]{64}$/m.test(text);

suite('pins', () => {
  test('the light bulb names the host that it asks, and the digest is put behind the tag', async function () {
    if (host === '') this.skip();
    const document = await openUntitled(`FROM ${host}/acme/base:1.2\nUSER 1000\n`);
    const { command } = await offered(document, wholeOf(document), `Pin to digest (asks ${host})`);
    assert.ok(command);
    await commands.executeCommand(command.command, ...(command.arguments ?? []));
    assert.match(document.getText(), /^FROM \S+\/acme\/base:1\.2@sha256:[0-9a-f]{64}\nUSER 1000\n$/);
  });

  test('the command of the palette takes the image at the cursor', async function () {
    if (host === '') this.skip();
    const document = await openUntitled(`FROM ${host}/acme/base:1.2\nUSER 1000\n`);
    await commands.executeCommand('hullwright.pinImage');
    assert.ok(pinned(document.getText().split('\n')[0] ?? ''));
    await commands.executeCommand('hullwright.unpin');
    assert.equal(document.getText(), `FROM ${host}/acme/base:1.2\nUSER 1000\n`);
  });

  test('nothing is asked where the setting is off', async function () {
    if (host === '') this.skip();
    const settings = workspace.getConfiguration('hullwright');
    await settings.update('network', 'off');
    try {
      const text = `FROM ${host}/acme/base:1.2\nUSER 1000\n`;
      const document = await openUntitled(text);
      const outcome = await commands.executeCommand<{ stop?: string }>('hullwright.pinImage');
      assert.equal(outcome.stop, 'off');
      assert.equal(document.getText(), text);
    } finally {
      await settings.update('network', undefined);
    }
  });
});
