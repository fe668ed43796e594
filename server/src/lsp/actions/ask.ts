// Gathers what actions are made from: the document, its analysis, and the configurations that could silence something.
import type { RuleInfo } from '../../rule/rule';
import type { Range } from '../../text/range';
import type { Abilities } from '../abilities';
import type { EditorConfigurations } from '../configurations';
import type { Reach } from '../images/reach';
import type { ReadDocument } from '../open-document';
import type { Asked } from './offer';

/** What an editor asks: again, with the same words, when it wants the edits of an action. */
export interface Question {
  readonly uri: string;
  readonly range: Range;
  /** Kinds, and what is below them. All where it is left out. */
  readonly only?: readonly string[];
}

export type Ask = (question: Question) => Promise<Asked | undefined>;

export interface AskOptions {
  readonly read: ReadDocument;
  readonly rules: readonly RuleInfo[];
  readonly versionOf: (uri: string) => number | undefined;
  readonly reachOf: (uri: string) => Promise<Reach>;
  /** Undefined until the editor has said hello. */
  readonly editor: () => { readonly abilities: Abilities; readonly configurations: EditorConfigurations } | undefined;
}

/** Undefined for a document that is not open. */
export const asking =
  ({ read, rules, versionOf, reachOf, editor }: AskOptions): Ask =>
  async ({ uri, range, only }) => {
    const { abilities, configurations } = editor() ?? {};
    if (!abilities || !configurations || !(await read(uri))) return undefined;
    const targets = await configurations.targetsFor(uri);
    const reach = await reachOf(uri);
    const { mirrors } = await configurations.wayFor(uri);
    const reading = await read(uri);
    return (
      reading && {
        ...reading,
        range: reading.document.lineBreaks.fromEditor(range),
        wants: (kind) => !only || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`)),
        abilities,
        reach,
        mirrors,
        rules,
        targets,
        versionOf,
        readText: (file) => configurations.readText(file),
      }
    );
  };
