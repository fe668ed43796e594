// Code actions: offers in their order, and what of them is sent. They read the analysis; no rule runs for them.
import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  type Diagnostic,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { overlaps, type Range } from '../../text/range';
import type { Ask, Question } from './ask';
import { EXPLAIN_RULE, explainOffers } from './explain';
import { FIX_ALL, fixAllOffers, fixOffers, fixRuleOffers } from './fixes';
import { pinFixOffers, pinRewriteOffers } from './images';
import type { Asked, Offer } from './offer';
import { suppressionOffers } from './suppressions';

export const KINDS = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL];

/** What the editor sends back to have an action's edits made. */
interface Unresolved extends Question {
  readonly version: number;
  readonly index: number;
}

export function registerCodeActions(connection: Connection, ask: Ask): void {
  connection.onCodeAction(async ({ textDocument: { uri }, range, context: { only, diagnostics } }) => {
    const question = { uri, range, only };
    const asked = await ask(question);
    if (!asked) return [];
    const { version } = asked.document;
    const places = byPlace(diagnostics);
    const actions = offersOf(asked).map(async (offer, index): Promise<CodeAction | undefined> => {
      const action = actionOf(offer, asked, places);
      if (!offer.edit) return action;
      if (asked.abilities.resolvesEdits) {
        const data: Unresolved = { ...question, version, index };
        return { ...action, data };
      }
      const edit = await Promise.resolve(offer.edit()).catch(() => undefined);
      return edit && { ...action, edit };
    });
    return (await Promise.all(actions)).filter((action) => action !== undefined);
  });
  connection.onCodeActionResolve(async (action) => {
    const { data } = action;
    if (!isUnresolved(data)) return action;
    const asked = await ask(data);
    const offer = asked?.document.version === data.version ? offersOf(asked)[data.index] : undefined;
    if (offer?.title !== action.title) throw new ResponseError(LSPErrorCodes.ContentModified, 'the text has changed');
    return { ...action, edit: await offer.edit?.() };
  });
}

/** Fixes first, what silences last. The same for the same analysis and question. */
function offersOf(asked: Asked): Offer[] {
  const { analysis, range, wants, abilities } = asked;
  const all = wants(FIX_ALL) ? fixAllOffers(asked) : [];
  const touched = analysis.findings.filter((finding) => overlaps(finding.range, range));
  const wantsFixes = wants(CodeActionKind.QuickFix);
  const pins = wants(CodeActionKind.RefactorRewrite) ? pinRewriteOffers(asked, wantsFixes ? touched : []) : [];
  if (!wantsFixes) return [...all, ...pins];
  const explanations = abilities.commands.has(EXPLAIN_RULE) ? explainOffers(touched) : [];
  const fixes = [...fixOffers(asked, touched), ...pinFixOffers(asked, touched), ...fixRuleOffers(asked, touched)];
  return [...fixes, ...all, ...explanations, ...suppressionOffers(asked, touched), ...pins];
}

function actionOf(
  { title, kind, findings, isPreferred, command }: Offer,
  { document }: Asked,
  diagnostics: ReadonlyMap<string, readonly Diagnostic[]>,
): CodeAction {
  const own = findings.flatMap(
    (finding) => diagnostics.get(placeOf(finding.rule, document.lineBreaks.toEditor(finding.range))) ?? [],
  );
  return {
    title,
    kind,
    ...(own.length > 0 ? { diagnostics: [...new Set(own)] } : {}),
    ...(isPreferred ? { isPreferred } : {}),
    ...(command ? { command } : {}),
  };
}

function byPlace(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const places = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const place = placeOf(diagnostic.code, diagnostic.range);
    places.set(place, [...(places.get(place) ?? []), diagnostic]);
  }
  return places;
}

const placeOf = (code: Diagnostic['code'], { start }: Range): string => `${code} ${start.line}:${start.character}`;

const isUnresolved = (data: unknown): data is Unresolved =>
  typeof data === 'object' && data !== null && 'index' in data && 'uri' in data && 'version' in data && 'range' in data;
