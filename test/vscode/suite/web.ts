// The entry for the extension host of a browser, which is a worker: the results go into a file beside the opened folder.
import 'mocha/mocha.js';
import { Uri, workspace } from 'vscode';
import type { Result } from '../results';
import { fileUri } from './editor';
import { runMocha } from './run-mocha';

export async function run(): Promise<void> {
  const file = Uri.joinPath(fileUri('.'), '..', 'results.jsonl');
  const results: Result[] = [];
  let written = Promise.resolve();
  /** As they come: they say how far it went when it does not end. */
  const write = (result: Result): void => {
    results.push(result);
    const text = results.map((each) => `${JSON.stringify(each)}\n`).join('');
    written = written.then(() => workspace.fs.writeFile(file, new TextEncoder().encode(text)));
  };
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, reporter: Mocha.reporters.Base });
  try {
    await runMocha(mocha, load, write);
  } finally {
    await written;
  }
}

async function load(): Promise<void> {
  // In this order: the first finds the extension not yet active.
  await import('./diagnostics');
  await import('./silencing');
  await import('./audit');
  await import('./manners');
  await import('./documents');
  await import('./compose');
  await import('./virtual-workspace');
}
