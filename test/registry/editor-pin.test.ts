// Pins from an editor, against the distribution project's own registry and over the protocol.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  CodeActionKind,
  type Command,
  ExecuteCommandRequest,
  type ProgressToken,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver/node';
import { applyEdits } from '../../server/src/text/edit';
import { range } from '../lsp/client';
import { missingRegistry, type RunningRegistry, startRegistry } from './docker-registry';
import { CAPABILITIES, type PinningEditor, pinningEditor } from './editor';
import { breakOff, DIGEST, faultServer, healthy } from './fault-server';
import { pushIndex, type Send } from './images';

const OLD = `sha256:${'0'.repeat(64)}`;
const PLACE = { line: 0, character: 6 };

/** What is offered at a place, by title and kind. */
const offered = async ({ client, uriOf }: PinningEditor, line: number, character: number): Promise<string[]> => {
  const actions = await client.codeActions(uriOf('Dockerfile'), range(line, character));
  return actions.flatMap(({ title, kind }) =>
    /pin/i.test(title) && !/^(?:Ignore|Turn)/.test(title) ? [`${kind}: ${title}`] : [],
  );
};

describe('an editor', { skip: missingRegistry }, () => {
  let registry: RunningRegistry;
  let host = '';
  let base = '';
  let tool = '';
  let send: Send;
  before(async () => {
    registry = await startRegistry();
    host = registry.host;
    send = (path, init) => fetch(`http://${host}${path}`, init);
    base = await pushIndex(send, 'acme/base', '1.2', 'base');
    tool = await pushIndex(send, 'tool', 'latest', 'tool');
  });
  after(() => registry?.stop());

  test('pins the images of services, one and all', async (t) => {
    const editor = await pinningEditor(t);
    const text = `services:\n  a:\n    image: ${host}/acme/base:1.2 # why\n  b:\n    image: "${host}/tool"\n`;
    await editor.open('compose.yaml', text, 'dockercompose');
    const uri = editor.uriOf('compose.yaml');
    const asks = async (): Promise<string[]> => {
      const actions = await editor.client.codeActions(uri, range(2, 14));
      return actions.flatMap(({ title, command }) => (/asks/.test(title) ? [`${command?.command}: ${title}`] : []));
    };
    let titles = await asks();
    // Until the files beside it are read, a service may be more than is written here.
    for (let i = 0; i < 2_000 && titles.length === 0; i++) titles = await asks();
    assert.deepEqual(titles, [
      `hullwright.pinImage: Pin to digest (asks ${host})`,
      `hullwright.pinFile: Pin all images in file (asks ${host})`,
    ]);
    const one = await editor.run('hullwright.pinImage', { uri, position: { line: 2, character: 14 } });
    assert.deepEqual([one.images, one.left], [1, []]);
    const pinned = text.replace('base:1.2', `base:1.2@${base}`);
    assert.equal(editor.textOf('compose.yaml'), pinned);
    const rest = await editor.run('hullwright.pinFile', { uri });
    assert.deepEqual([rest.images, rest.left], [1, []]);
    assert.equal(editor.textOf('compose.yaml'), pinned.replace('/tool', `/tool@${tool}`));
  });

  test('pins an image of a service in .env, as it is on disk and as it is typed', async (t) => {
    const env = `A=b\nIMAGE=${host}/acme/base:1.2\nOTHER=${host}/tool\n`;
    const editor = await pinningEditor(t, { files: { '.env': env } });
    const text = `services:\n  a:\n    image: $\{IMAGE}\n  b:\n    image: $OTHER\n    hostname: $OTHER\n`;
    await editor.open('compose.yaml', text, 'dockercompose');
    const uri = editor.uriOf('compose.yaml');
    const place = { uri, position: { line: 2, character: 14 } };
    const asks = async (line: number): Promise<string[]> => {
      const actions = await editor.client.codeActions(uri, range(line, 14));
      return actions.flatMap(({ title }) => (/asks/.test(title) ? [title] : []));
    };
    let titles = await asks(2);
    for (let i = 0; i < 2_000 && titles.length === 0; i++) titles = await asks(2);
    assert.deepEqual(titles, [`Pin to digest in .env (asks ${host})`]);
    assert.deepEqual(await asks(4), []);
    const editsOf = (): unknown => editor.edits.splice(0).flatMap(({ documentChanges }) => documentChanges);
    const pinned = (version: number | null, line: number): unknown => [
      {
        textDocument: { uri: editor.uriOf('.env'), version },
        edits: [{ range: range(line, 6 + `${host}/acme/base:1.2`.length), newText: `@${base}` }],
      },
    ];
    const one = await editor.run('hullwright.pinImage', place);
    assert.deepEqual([one.images, one.left], [1, []]);
    assert.deepEqual(editsOf(), pinned(null, 1));
    const typed = `\n\n${env}`;
    await editor.show('.env', typed, 'dotenv');
    assert.equal((await editor.run('hullwright.pinImage', place)).images, 1);
    assert.deepEqual(editsOf(), pinned(1, 3));
    assert.equal(editor.textOf('.env'), typed.replace('1.2', `1.2@${base}`));
    const all = await editor.run('hullwright.pinFile', { uri });
    assert.deepEqual(
      all.left.map(({ place: at, reason }) => `${at} ${reason}`),
      ['compose.yaml:5 $OTHER is also used for something else'],
    );
  });

  test('is offered a pin where an image is named, with the host that it asks', async (t) => {
    const editor = await pinningEditor(t);
    const text = [
      `# syntax=${host}/tool`,
      `ARG IMAGE=${host}/acme/base:1.2`,
      'FROM $IMAGE AS build',
      `FROM ${host}/acme/base:1.2@${OLD}`,
      `COPY --from=${host}/tool /a /b`,
      'COPY --from=build /a /b',
      `RUN --mount=type=bind,from=${host}/tool,target=/t true`,
      'FROM node:$V',
      '',
    ].join('\n');
    await editor.open('Dockerfile', text);
    const pin = `refactor.rewrite: Pin to digest (asks ${host})`;
    const all = `refactor.rewrite: Pin all images in file (asks ${host})`;
    assert.deepEqual(await offered(editor, 0, 12), [pin, all]);
    assert.deepEqual(await offered(editor, 1, 14), [pin, all]);
    assert.deepEqual(await offered(editor, 2, 8), [`quickfix: Pin to digest (asks ${host})`]);
    assert.deepEqual(await offered(editor, 3, 8), [
      `refactor.rewrite: Refresh pin (asks ${host})`,
      'refactor.rewrite: Unpin from the digest',
      all,
    ]);
    assert.deepEqual(await offered(editor, 4, 16), [pin, all]);
    assert.deepEqual(await offered(editor, 5, 14), []);
    assert.deepEqual(await offered(editor, 6, 28), [pin, all]);
    assert.deepEqual(await offered(editor, 7, 8), []);
  });

  test('pins by the command of the offer, through the ARG that names the image', async (t) => {
    const editor = await pinningEditor(t);
    const text = `ARG IMAGE="${host}/acme/base:1.2" # why\r\nFROM --platform=linux/amd64 $IMAGE AS x\r\n`;
    await editor.open('Dockerfile', text);
    const actions = await editor.client.codeActions(editor.uriOf('Dockerfile'), range(1, 30));
    const command = actions.find(({ kind, title }) => kind === CodeActionKind.QuickFix && /^Pin/.test(title))?.command;
    assert.ok(command);
    const outcome = await editor.run(command.command, argumentOf(command));
    assert.deepEqual(outcome, { scope: 'image', images: 1, files: 1, left: [] });
    assert.equal(editor.textOf('Dockerfile'), text.replace('1.2"', `1.2@${base}"`));
    assert.deepEqual(editor.messages, []);
  });

  test('takes the image of the line where none is pointed at, if there is one alone', async (t) => {
    const editor = await pinningEditor(t);
    const text = `FROM ${host}/tool\nRUN --mount=from=${host}/tool --mount=from=${host}/acme/base:1.2 x\nCOPY --from=x /a /b\n`;
    await editor.open('Dockerfile', text);
    const stops: unknown[] = [];
    for (const line of [0, 1, 3]) {
      const place = { uri: editor.uriOf('Dockerfile'), position: { line, character: 0 } };
      stops.push((await editor.run('hullwright.pinImage', place)).stop);
    }
    assert.deepEqual(stops, [undefined, 'noImage', 'noImage']);
    assert.equal(editor.textOf('Dockerfile'), text.replace('/tool', `/tool@${tool}`));
  });

  test('refreshes a pin, and says whether the tag has moved', async (t) => {
    const editor = await pinningEditor(t);
    await editor.open('Dockerfile', `FROM ${host}/acme/base:1.2@${OLD}\n`);
    const place = { uri: editor.uriOf('Dockerfile'), position: PLACE };
    await editor.run('hullwright.refreshPin', place);
    assert.equal(editor.textOf('Dockerfile'), `FROM ${host}/acme/base:1.2@${base}\n`);
    await editor.run('hullwright.refreshPin', place);
    assert.deepEqual(editor.messages, [
      `${host}/acme/base:1.2 moved.`,
      `${host}/acme/base:1.2 has not moved from the digest that it is pinned to.`,
    ]);
    assert.equal(editor.edits.length, 1);
  });

  test('takes a pin away without asking anybody', async (t) => {
    const editor = await pinningEditor(t, { initializationOptions: { network: 'off' } });
    await editor.open('Dockerfile', `FROM gone.invalid/acme/base:1.2@${OLD} AS x\n`);
    const { client, uriOf } = editor;
    const [action] = await client.codeActions(uriOf('Dockerfile'), range(0, 8), { only: [CodeActionKind.Refactor] });
    assert.equal(action?.title, 'Unpin from the digest');
    await editor.run('hullwright.unpin', { uri: uriOf('Dockerfile'), position: PLACE });
    assert.equal(editor.textOf('Dockerfile'), 'FROM gone.invalid/acme/base:1.2 AS x\n');
  });

  test('pins all images of a file in one edit that is shown first; what fails is listed', async (t) => {
    const editor = await pinningEditor(t);
    const text = `ARG V=1\nFROM ${host}/acme/base:1.2 AS x\nFROM ${host}/acme/base:1.3\nFROM node:$V\nCOPY --from=${host}/tool /a /b\n`;
    await editor.open('Dockerfile', text);
    const outcome = await editor.run('hullwright.pinFile', { uri: editor.uriOf('Dockerfile') });
    assert.deepEqual([outcome.images, outcome.files, outcome.left.length], [2, 1, 2]);
    assert.equal(
      editor.textOf('Dockerfile'),
      text.replace('base:1.2', `base:1.2@${base}`).replace('/tool', `/tool@${tool}`),
    );
    assert.deepEqual(editor.messages, [
      `Not pinned: node:$V (Dockerfile:4): a part of it comes from a variable; ${host}/acme/base:1.3 (Dockerfile:3): ${host} has no acme/base:1.3 (did you mean 1.2?).`,
    ]);
    const [edit] = editor.edits;
    assert.ok(Object.values(edit?.changeAnnotations ?? {}).every(({ needsConfirmation }) => needsConfirmation));
    assert.deepEqual(
      Object.values(edit?.changeAnnotations ?? {}).map(({ label }) => label),
      [`${host}/acme/base:1.2`, `${host}/tool`],
    );
  });

  test('pins all images of a workspace, open files as they are typed, closed ones as they are on disk', async (t) => {
    const image = `FROM ${host}/acme/base:1.2\n`;
    const editor = await pinningEditor(t, {
      files: { Dockerfile: 'FROM scratch\n', 'api/Dockerfile': image, 'latin/Dockerfile': Buffer.from([0xe9, 10]) },
    });
    await editor.open('Dockerfile', `# typed\n${image}`);
    const outcome = await editor.run('hullwright.pinWorkspace');
    assert.deepEqual(outcome, { scope: 'workspace', images: 2, files: 2, left: [], isPreviewed: true });
    const changes = (editor.edits[0]?.documentChanges ?? []) as {
      textDocument: { uri: string; version: unknown };
      edits: [];
    }[];
    assert.deepEqual(changes.map(({ textDocument }) => [textDocument.uri, textDocument.version]).sort(), [
      [editor.uriOf('Dockerfile'), 1],
      [editor.uriOf('api/Dockerfile'), null],
    ]);
    const closed = changes.find(({ textDocument }) => textDocument.version === null);
    assert.equal(applyEdits(image, closed?.edits ?? []), `FROM ${host}/acme/base:1.2@${base}\n`);
    assert.deepEqual(editor.messages, []);
  });

  test('a file that is typed in meanwhile is left, and the others are pinned', async (t) => {
    const editor = await pinningEditor(t);
    const fault = await faultServer(t, {
      HEAD: async (request, response) => {
        if (request.url?.includes('/slow/'))
          await editor.type('slow/Dockerfile', `FROM ${fault.host}/slow/x\nUSER a\n`);
        healthy(request, response);
      },
    });
    const files = { 'a/Dockerfile': `FROM ${fault.host}/x\n`, 'slow/Dockerfile': `FROM ${fault.host}/slow/x\n` };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(editor.folder, dirname(path)));
      writeFileSync(join(editor.folder, path), text);
      await editor.open(path, text);
    }
    const { images, left } = await editor.run('hullwright.pinWorkspace');
    assert.equal(images, 1);
    const reason = 'the text has changed meanwhile';
    assert.deepEqual(left, [{ image: `${fault.host}/slow/x`, place: 'slow/Dockerfile:1', reason }]);
    assert.equal(editor.textOf('a/Dockerfile'), `FROM ${fault.host}/x@${DIGEST}\n`);
    assert.equal(editor.textOf('slow/Dockerfile'), `FROM ${fault.host}/slow/x\nUSER a\n`);
  });

  test('without annotations and versions gets plain edits', async (t) => {
    const capabilities = { workspace: { applyEdit: true, workspaceEdit: {} } };
    const editor = await pinningEditor(t, { capabilities });
    await editor.open('Dockerfile', `FROM ${host}/tool\n`);
    await editor.run('hullwright.pinFile', { uri: editor.uriOf('Dockerfile') });
    const insert = { range: range(0, 5 + `${host}/tool`.length), newText: `@${tool}` };
    assert.deepEqual(editor.edits, [{ changes: { [editor.uriOf('Dockerfile')]: [insert] } }]);
    assert.deepEqual(editor.messages, ['1 image pinned in 1 file.']);
  });
});

const argumentOf = ({ arguments: [argument] = [] }: Command): object => argument;

describe('progress', () => {
  /** What is reported under a token, and when the edit is asked for. */
  function reportsOf({ client }: PinningEditor, token: string, edits: { readonly length: number }): string[] {
    const reports: string[] = [];
    client.connection.onProgress(WorkDoneProgress.type, token, (value) => {
      const percentage = 'percentage' in value ? ` ${value.percentage} %` : '';
      reports.push(`${value.kind}${percentage} ${value.message ?? ''} ${edits.length}`.trim());
    });
    return reports;
  }

  test('names the hosts, counts the images, and ends before the edit', async (t) => {
    const { host } = await faultServer(t);
    const editor = await pinningEditor(t);
    await editor.open('Dockerfile', `FROM ${host}/x\nFROM ${host}/y\n`);
    const reports = reportsOf(editor, 'own', editor.edits);
    await editor.client.connection.sendRequest(ExecuteCommandRequest.type, {
      command: 'hullwright.pinFile',
      arguments: [{ uri: editor.uriOf('Dockerfile') }],
      workDoneToken: 'own',
    });
    assert.deepEqual(reports, [
      `begin 0 % ${host}: 0 of 2 0`,
      `report 50 % ${host}: 1 of 2 0`,
      `report 100 % ${host}: 2 of 2 0`,
      'end  0',
    ]);
    assert.equal(editor.edits.length, 1);
  });

  test('is begun by the server where the editor shows that, and cancelled there', async (t) => {
    let asked = (): void => undefined;
    const hangs = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { host } = await faultServer(t, { HEAD: () => asked() });
    const editor = await pinningEditor(t, { capabilities: { ...CAPABILITIES, window: { workDoneProgress: true } } });
    await editor.open('Dockerfile', `FROM ${host}/x\n`);
    let token: ProgressToken = '';
    editor.client.connection.onRequest(WorkDoneProgressCreateRequest.type, (params) => {
      token = params.token;
    });
    const running = editor.run('hullwright.pinImage', { uri: editor.uriOf('Dockerfile'), position: PLACE });
    await hangs;
    await editor.client.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
    assert.equal((await running).stop, 'cancelled');
    assert.notEqual(token, '');
  });
});

describe('nothing is pinned', () => {
  const at = (editor: PinningEditor) => ({ uri: editor.uriOf('Dockerfile'), position: PLACE });

  test('where the text has changed meanwhile', async (t) => {
    const editor = await pinningEditor(t);
    const { host } = await faultServer(t, {
      'HEAD /v2/x': async (_, response) => {
        await editor.type('Dockerfile', `# new\nFROM ${host}/x\n`);
        response.writeHead(200, {
          'content-type': 'application/vnd.oci.image.index.v1+json',
          'docker-content-digest': DIGEST,
        });
        response.end();
      },
    });
    await editor.open('Dockerfile', `FROM ${host}/x\n`);
    const outcome = await editor.run('hullwright.pinImage', at(editor));
    assert.equal(outcome.stop, 'changed');
    assert.deepEqual(editor.edits, []);
    assert.match(editor.messages.join(), /^The text has changed meanwhile: nothing was pinned\. Try again\./);
    assert.equal(editor.textOf('Dockerfile'), `# new\nFROM ${host}/x\n`);
  });

  test('by an offer of another version', async (t) => {
    const editor = await pinningEditor(t);
    await editor.open('Dockerfile', 'FROM gone.invalid/x\n');
    const outcome = await editor.run('hullwright.pinImage', { ...at(editor), version: 0 });
    assert.equal(outcome.stop, 'changed');
  });

  test('by a registry that breaks off', async (t) => {
    const { host } = await faultServer(t, { 'HEAD /v2/x': breakOff });
    const editor = await pinningEditor(t);
    await editor.open('Dockerfile', `FROM ${host}/x\n`);
    const { left } = await editor.run('hullwright.pinImage', at(editor));
    assert.deepEqual(left, [
      { image: `${host}/x`, place: 'Dockerfile:1', reason: `${host} breaks off the connection` },
    ]);
    assert.deepEqual(editor.messages, [`Not pinned: ${host}/x (Dockerfile:1): ${host} breaks off the connection.`]);
  });

  test('by a registry that is not there', async (t) => {
    const editor = await pinningEditor(t);
    await editor.open('Dockerfile', 'FROM 127.0.0.1:1/x\n');
    await editor.run('hullwright.pinImage', at(editor));
    assert.deepEqual(editor.messages, [
      'Not pinned: 127.0.0.1:1/x (Dockerfile:1): 127.0.0.1:1 refuses the connection.',
    ]);
  });

  for (const command of [
    'hullwright.pinImage',
    'hullwright.pinFile',
    'hullwright.pinWorkspace',
    'hullwright.refreshPin',
  ]) {
    test(`by ${command} when it is cancelled while the registry hangs`, async (t) => {
      let asked = (): void => undefined;
      const hangs = new Promise<void>((resolve) => {
        asked = resolve;
      });
      const { host } = await faultServer(t, { HEAD: () => asked() });
      const pin = command === 'hullwright.refreshPin' ? `:1@${OLD}` : '';
      const files = { Dockerfile: `FROM ${host}/x${pin}\n` };
      const editor = await pinningEditor(t, { files });
      await editor.open('Dockerfile', files.Dockerfile);
      const outcome = await editor.run(command, at(editor), hangs);
      assert.equal(outcome.stop, 'cancelled');
      assert.deepEqual([editor.edits, editor.messages], [[], []]);
    });
  }

  for (const [name, initializationOptions, text] of [
    ['off', { network: 'off' }, "No registry is asked: 'hullwright.network' is off."],
    ['untrusted', { trusted: false }, 'No registry is asked in a workspace that is not trusted.'],
  ] as const) {
    test(`where it is ${name}, which the commands say, and nothing is offered`, async (t) => {
      const { host, asked } = await faultServer(t);
      const editor = await pinningEditor(t, { initializationOptions, files: { Dockerfile: `FROM ${host}/x\n` } });
      await editor.open('Dockerfile', `FROM ${host}/x\n`);
      assert.deepEqual(await offered(editor, 0, 8), []);
      for (const command of ['hullwright.pinImage', 'hullwright.pinFile', 'hullwright.pinWorkspace']) {
        const { stop } = await editor.run(command, at(editor));
        assert.equal(stop, name);
      }
      assert.deepEqual(editor.messages, [text, text, text]);
      assert.deepEqual(asked, []);
    });
  }

  test('where there is nothing to ask with: no command is offered', async (t) => {
    const editor = await pinningEditor(t, { openRegistries: undefined });
    assert.equal(editor.client.initializeResult.capabilities.executeCommandProvider, undefined);
    await editor.open('Dockerfile', 'FROM gone.invalid/x\n');
    assert.deepEqual(await offered(editor, 0, 8), []);
    await assert.rejects(editor.run('hullwright.pinImage', at(editor)), /there is no command/);
  });

  test('in an editor that makes no edits', async (t) => {
    const editor = await pinningEditor(t, {
      capabilities: { workspace: { ...CAPABILITIES.workspace, applyEdit: false } },
    });
    assert.equal(editor.client.initializeResult.capabilities.executeCommandProvider, undefined);
  });

  test('on a file that is not on this machine', async (t) => {
    const editor = await pinningEditor(t);
    await editor.client.open('vscode-vfs://github/a/Dockerfile', 'FROM gone.invalid/x\n');
    const { stop } = await editor.run('hullwright.pinImage', {
      uri: 'vscode-vfs://github/a/Dockerfile',
      position: PLACE,
    });
    assert.equal(stop, 'nowhere');
  });
});
