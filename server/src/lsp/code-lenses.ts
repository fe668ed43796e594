// Lines above stages, for those who switch them on: what a stage is (hullwright.codeLens.enable), and how its image is pinned
// (hullwright.codeLens.images).
import type { CodeLens, Connection } from 'vscode-languageserver';
import { stageSummaries } from '../explain/stage-summary';
import type { Mirrors } from '../image/mirrors';
import type { ImageReference } from '../image/reference';
import type { RegistryAnswer } from '../image/registry-facts';
import type { Facts } from '../rule/facts';
import type { RuleInfo } from '../rule/rule';
import { rangeOf } from '../text/range';
import { pinLenses } from './images/lenses';
import type { Reach } from './images/reach';
import type { ReadDocument } from './open-document';
import type { Settings } from './settings';

export interface CodeLensOptions {
  readonly read: ReadDocument;
  readonly rules: readonly RuleInfo[];
  /** Those of now. */
  readonly facts: () => Facts;
  readonly registry: (reference: ImageReference) => RegistryAnswer | undefined;
  readonly reachOf: (uri: string) => Promise<Reach>;
  readonly mirrorsOf: (uri: string) => Promise<Mirrors>;
  readonly settingsOf: (uri: string) => Promise<Settings | undefined>;
}

export function registerCodeLenses(connection: Connection, options: CodeLensOptions): void {
  const { read, rules, facts, registry, reachOf, mirrorsOf, settingsOf } = options;
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    const settings = await settingsOf(uri);
    if (!settings?.codeLens && !settings?.imageLens) return [];
    const reach = await reachOf(uri);
    const mirrors = settings.imageLens ? await mirrorsOf(uri) : {};
    const reading = await read(uri);
    if (!reading) return [];
    const { document, analysis } = reading;
    const stages = analysis.dockerfile?.stages ?? [];
    const context = { analysis, facts: facts(), rules, lineShown: (line: number) => line, registry };
    const lenses = settings.imageLens ? pinLenses(context, document, { reach, mirrors }) : [];
    if (!settings.codeLens) return lenses;
    const titles = stageSummaries(context, stages);
    const summaries = stages.map(({ line }, i): CodeLens => {
      // Without a command it is text that nothing happens on.
      const command = { title: titles[i] ?? '', command: '' };
      return { range: document.lineBreaks.toEditor(rangeOf(line, 0, line, 0)), command };
    });
    return [...summaries, ...lenses];
  });
}
