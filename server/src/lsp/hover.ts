// Hovers over the protocol.
import { type Connection, MarkupKind } from 'vscode-languageserver';
import { hoverAt } from '../explain/hover';
import { plainText } from '../explain/inline';
import type { ImageReference } from '../image/reference';
import type { RegistryAnswer } from '../image/registry-facts';
import type { Facts } from '../rule/facts';
import type { RuleInfo } from '../rule/rule';
import { rangeOf } from '../text/range';
import type { Abilities } from './abilities';
import type { ReadDocument } from './open-document';

export interface HoverOptions {
  readonly read: ReadDocument;
  readonly rules: readonly RuleInfo[];
  /** Those of now. */
  readonly facts: () => Facts;
  /** What registries said, as far as they were asked. */
  readonly registry: (reference: ImageReference) => RegistryAnswer | undefined;
  readonly abilities: () => Abilities | undefined;
}

export function registerHover(connection: Connection, { read, rules, facts, registry, abilities }: HoverOptions): void {
  connection.onHover(async ({ textDocument: { uri }, position }) => {
    const reading = await read(uri);
    if (!reading) return null;
    const { document, analysis } = reading;
    const { lineBreaks } = document;
    const lineShown = (line: number): number => lineBreaks.toEditor(rangeOf(line, 0, line, 0)).start.line;
    const { start } = lineBreaks.fromEditor({ start: position, end: position });
    const hover = hoverAt({ analysis, facts: facts(), rules, lineShown, registry }, start);
    if (!hover) return null;
    const range = lineBreaks.toEditor(hover.range);
    if (abilities()?.markdown) return { range, contents: { kind: MarkupKind.Markdown, value: hover.markdown } };
    return { range, contents: { kind: MarkupKind.PlainText, value: plainText(hover.markdown) } };
  });
}
