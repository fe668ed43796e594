// A line above each stage, for those who switch it on: hullwright.codeLens.enable.
import type { CodeLens, Connection } from 'vscode-languageserver';
import { stageSummaries } from '../explain/stage-summary';
import type { Facts } from '../rule/facts';
import type { RuleInfo } from '../rule/rule';
import { rangeOf } from '../text/range';
import type { ReadDocument } from './open-document';
import type { Settings } from './settings';

export interface CodeLensOptions {
  readonly read: ReadDocument;
  readonly rules: readonly RuleInfo[];
  readonly facts: Facts;
  readonly settingsOf: (uri: string) => Promise<Settings | undefined>;
}

export function registerCodeLenses(connection: Connection, { read, rules, facts, settingsOf }: CodeLensOptions): void {
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    const settings = await settingsOf(uri);
    const reading = settings?.codeLens ? await read(uri) : undefined;
    if (!reading) return [];
    const { document, analysis } = reading;
    const stages = analysis.dockerfile?.stages ?? [];
    const context = { analysis, facts, rules, lineShown: (line: number) => line };
    const titles = stageSummaries(context, stages);
    return stages.map(({ line }, i): CodeLens => {
      // Without a command it is text that nothing happens on.
      const command = { title: titles[i] ?? '', command: '' };
      return { range: document.lineBreaks.toEditor(rangeOf(line, 0, line, 0)), command };
    });
  });
}
