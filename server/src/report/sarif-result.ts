// A finding as SARIF writes it. Put together as text: an audit has tens of thousands of them, and JSON.stringify takes
// three times as long for each.
import type { Suppression } from '../lint/analysis';
import type { FileEdit, Finding, Fix, Related, Severity } from '../rule/finding';
import type { TextEdit } from '../text/edit';
import type { Range } from '../text/range';

export interface ResultContext {
  /** A file as SARIF names it, in JSON. */
  readonly location: (uri: string) => string;
  /** Of each rule its place among those that the log describes. */
  readonly ruleIndexes: ReadonlyMap<string, number>;
}

export interface Result {
  readonly finding: Finding;
  /** Who silences it. */
  readonly by?: Suppression;
  readonly fingerprint: string;
}

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/** `here`: the location of the finding's file. */
export function resultJson({ finding, by, fingerprint }: Result, here: string, context: ResultContext): string {
  const { rule, severity, message, range, related, fixes } = finding;
  const index = context.ruleIndexes.get(rule);
  const offered = fixes.filter(({ safety }) => safety !== 'manual');
  let json = `{"ruleId":"${rule}"`;
  if (index !== undefined) json += `,"ruleIndex":${index}`;
  json += `,"level":"${LEVELS[severity]}","message":${textJson(message)}`;
  json += `,"locations":[{"physicalLocation":${placeJson(here, range)}}]`;
  if (related.length > 0) {
    json += `,"relatedLocations":[${related.map((place, id) => relatedJson(place, id, here, context)).join()}]`;
  }
  json += `,"partialFingerprints":{"hullwright/v1":"${fingerprint}"}`;
  if (offered.length > 0) json += `,"fixes":[${offered.map((fix) => fixJson(fix, here, context)).join()}]`;
  return `${json},"suppressions":[${by ? suppressionJson(by, here) : ''}]}`;
}

const textJson = (text: string): string => `{"text":${JSON.stringify(text)}}`;

const placeJson = (file: string, range: Range): string => `{"artifactLocation":${file},"region":${regionJson(range)}}`;

/** 1-based; the end column is the one behind the last character. */
const regionJson = ({ start, end }: Range): string =>
  `{"startLine":${start.line + 1},"startColumn":${start.character + 1},` +
  `"endLine":${end.line + 1},"endColumn":${end.character + 1}}`;

function relatedJson({ uri, message, range }: Related, id: number, here: string, { location }: ResultContext): string {
  const place = placeJson(uri === undefined ? here : location(uri), range);
  return `{"id":${id},"message":${textJson(message)},"physicalLocation":${place}}`;
}

function fixJson(fix: Fix, here: string, context: ResultContext): string {
  const { title, safety } = fix;
  const changes = fix.edits().map((file) => changeJson(file, here, context));
  return `{"description":${textJson(title)},"artifactChanges":[${changes.join()}],"properties":{"safety":"${safety}"}}`;
}

function changeJson({ uri, edits }: FileEdit, here: string, { location }: ResultContext): string {
  const file = uri === undefined ? here : location(uri);
  return `{"artifactLocation":${file},"replacements":[${edits.map(replacementJson).join()}]}`;
}

const replacementJson = ({ range, newText }: TextEdit): string =>
  `{"deletedRegion":${regionJson(range)}${newText === '' ? '' : `,"insertedContent":${textJson(newText)}`}}`;

function suppressionJson({ kind, reason, line }: Suppression, here: string): string {
  const why = reason === undefined ? '' : `,"justification":${JSON.stringify(reason)}`;
  const where =
    line === undefined
      ? ''
      : `,"location":{"physicalLocation":{"artifactLocation":${here},"region":{"startLine":${line + 1}}}}`;
  return `{"kind":"${kind}","status":"accepted"${why}${where}}`;
}
