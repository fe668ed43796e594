// Fixes of a secret in the environment of a service: a variable of whoever starts it, or a secret in a file.
import { addEntries, addItem, type Path, replaceAt } from '../compose/edits';
import { type NamedValue, namedValuesOf } from '../compose/entries';
import { environmentOf } from '../compose/environment';
import { imageOf } from '../compose/image';
import { type Project, type Service, valueOf } from '../compose/model';
import { isOwn } from '../compose/place';
import { worthOfShipped } from '../compose/shipped-secrets';
import { fileVariableOf } from '../image/needs';
import type { Worth } from '../secrets/weak';
import { shiftEdit, type TextEdit } from '../text/edit';
import { once } from '../text/once';
import { type Position, position } from '../text/range';
import { fixOf, takeOut, writeInstead } from './compose-fixes';
import { atLine } from './compose-reports';
import type { Fix, Report } from './finding';

const VARIABLE = /^[A-Za-z_]\w*$/;

/** The way to a named value. */
function pathOf(service: Service, key: string, { name, form, node }: NamedValue): Path | undefined {
  const container = valueOf(service, key);
  if (form === 'mapping') return [key, name];
  const place = container?.kind === 'sequence' ? container.items.indexOf(node) : -1;
  return place < 0 ? undefined : [key, place];
}

/** In brackets a plain text must not hold braces. */
function isInFlow(service: Service, key: string): boolean {
  const start = valueOf(service, key)?.origin.range.start;
  return start !== undefined && /[{[]/.test((service.lines[start.line] ?? '')[start.character] ?? '');
}

function isQuoted(service: Service, { node: { origin } }: NamedValue): boolean {
  const { line, character } = origin.range.start;
  return /["']/.test((service.lines[line] ?? '')[character] ?? '');
}

/** The variable that decides already: what stands here is its default. */
const DEFAULTED = /^(?:[^=$]*=)?\$\{(\w+):?-[^{}]*\}$/;

/** `NAME: ${NAME:?}`: Compose starts only when the variable is set. */
export function takeFromVariable(service: Service, named: NamedValue): Fix[] {
  const { node, name, form } = named;
  const path = pathOf(service, 'environment', named);
  if (!path || !isOwn(service, node) || node.kind !== 'scalar') return [];
  const variable = DEFAULTED.exec(node.written)?.[1] ?? name;
  if (!VARIABLE.test(variable)) return [];
  const text = `${form === 'mapping' ? '' : `${name}=`}\${${variable}:?}`;
  const needsQuotes = isInFlow(service, 'environment') && !isQuoted(service, named);
  return writeInstead(service, path, needsQuotes ? `"${text}"` : text, `Take it from the variable ${variable}`);
}

/** The variable that the image of the service takes a file from instead; undefined where none is known. */
export function fileFor(service: Service, name: string): string | undefined {
  const image = imageOf(service)?.reference?.name;
  return image === undefined ? undefined : fileVariableOf(image, name);
}

/** What a service is given as a text and could be given as a file. */
export interface GivenAsText {
  readonly service: Service;
  readonly named: NamedValue;
  readonly worth: Worth;
}

const givenAsText = once((service: Service): readonly GivenAsText[] =>
  environmentOf(service).flatMap((named) => {
    const worth = fileFor(service, named.name) === undefined ? undefined : worthOfShipped(named);
    return worth === undefined ? [] : [{ service, named, worth }];
  }),
);

/** What a rule says of each of them, with the secret as the first of the fixes. */
export function* reportsOfGiven(
  project: Project,
  reportOf: (given: GivenAsText) => Report | undefined,
): Iterable<Report> {
  for (const { service, line } of project.services) {
    for (const given of givenAsText(service)) {
      const report = reportOf(given);
      if (!report) continue;
      yield atLine({ ...report, fixes: [...takeFromSecret(project, line, given), ...(report.fixes ?? [])] }, line);
    }
  }
}

/** `NAME_FILE: /run/secrets/name`, and the secret at the top level, which Compose takes from the variable. */
function takeFromSecret(project: Project, line: number, given: GivenAsText): Fix[] {
  const inService = takenInService(given);
  if (!inService) return [];
  const { name } = given.named;
  const secret = topLevelSecret(project, secretName(name), name);
  if (!secret || inService.some(({ range }) => range.end.line + line === secret.range.start.line)) return [];
  // The report counts from the service's first line.
  const edits = [...inService, shiftEdit(secret, -line)];
  const title = `Give it as the secret '${secretName(name)}', in a file`;
  return fixOf(title, { changes: ['environment', 'secrets'] }, edits);
}

const secretName = (variable: string): string => variable.toLowerCase();

/** What changes in the service itself. */
const takenInService = once(({ service, named }: GivenAsText): readonly TextEdit[] | undefined => {
  const name = secretName(named.name);
  const fileVariable = fileFor(service, named.name) ?? '';
  const isGiven = namedValuesOf(valueOf(service, 'environment')).some((other) => other.name === fileVariable);
  if (fileVariable === '' || isGiven || service.isSwarm) return undefined;
  const entry = renamedToFile(service, named, fileVariable, `/run/secrets/${name}`);
  const grant = granted(service, name);
  return entry && grant && [entry, grant];
});

function renamedToFile(service: Service, named: NamedValue, variable: string, file: string): TextEdit | undefined {
  const { node, form } = named;
  if (!isOwn(service, node) || service.users(node) > 1) return undefined;
  const { key, range } = node.origin;
  if (range.start.line !== range.end.line || key.start.line !== range.start.line) return undefined;
  if (form === 'mapping') return { range: { start: key.start, end: range.end }, newText: `${variable}: ${file}` };
  return { range, newText: `${variable}=${file}` };
}

function granted(service: Service, name: string): TextEdit | undefined {
  if (!valueOf(service, 'secrets')) return addEntries(service, ['secrets:', `  - ${name}`]);
  return addItem(service, ['secrets'], name);
}

/** Behind the last secret of the file, or at its end. */
function topLevelSecret(project: Project, name: string, variable: string): TextEdit | undefined {
  const room = roomForSecrets(project);
  if (!room || project.secrets.has(name)) return undefined;
  const { at, indent, isFirst } = room;
  const entry = `${indent}${name}:\n${indent}${indent}environment: ${variable}`;
  return { range: { start: at, end: at }, newText: isFirst ? `secrets:\n${entry}\n` : `\n${entry}` };
}

/** Where another secret goes. */
interface Room {
  readonly at: Position;
  readonly indent: string;
  readonly isFirst: boolean;
}

const rooms = new WeakMap<Project, { readonly room: Room | undefined }>();

/** Looked for once a file. */
function roomForSecrets(project: Project): Room | undefined {
  const known = rooms.get(project) ?? { room: findRoom(project) };
  rooms.set(project, known);
  return known.room;
}

function findRoom({ secrets, lines, uri }: Project): Room | undefined {
  const last = [...secrets.values()].at(-1);
  const isOneDocument = !lines.some((text) => (text.startsWith('---') || text.startsWith('...')) && text !== lines[0]);
  if (!isOneDocument) return undefined;
  if (!last) {
    const isEnded =
      lines.at(-1) === '' &&
      lines.length > 1 &&
      !lines.some((text) => text.startsWith('secrets') && /^secrets\s*:/.test(text));
    return isEnded ? { at: position(lines.length - 1, 0), indent: '  ', isFirst: true } : undefined;
  }
  const { key, range } = last.origin;
  const indent = (lines[key.start.line] ?? '').slice(0, key.start.character);
  if (last.origin.uri !== uri || last.kind !== 'mapping' || indent === '' || indent.trim() !== '') return undefined;
  if (range.end.line <= key.start.line) return undefined;
  const end = range.end.character === 0 ? range.end.line - 1 : range.end.line;
  const length = (lines[end] ?? '').replace(/\r$/, '').length;
  return { at: position(end, length), indent, isFirst: false };
}

/** Writes it without the secret, as another part of the same value: an address without its password. */
export function takePartFromVariable(
  service: Service,
  key: string,
  named: NamedValue,
  place: TextEdit['range'],
  variable: string,
): Fix[] {
  const isNarrower =
    place.start.line === place.end.line && place.start.character > named.node.origin.range.start.character;
  if (!isOwn(service, named.node) || !isNarrower || !VARIABLE.test(variable)) return [];
  if (isInFlow(service, key) && !isQuoted(service, named)) return [];
  const edit: TextEdit = { range: place, newText: `\${${variable}:?}` };
  return fixOf(`Take it from the variable ${variable}`, { changes: [key] }, [edit]);
}

/** `- NAME`: without a value of its own it has that of the variable where Compose runs. */
export function passThrough(service: Service, named: NamedValue): Fix[] {
  const { node, name, form } = named;
  const path = pathOf(service, 'environment', named);
  const isOther = node.kind === 'scalar' && (DEFAULTED.exec(node.written)?.[1] ?? name) !== name;
  if (!path || form !== 'list' || isOther || !VARIABLE.test(name)) return [];
  const edit = replaceAt(service, path, name);
  return fixOf(`Pass ${name} through from whoever starts it`, { changes: ['environment'] }, [edit]);
}

/** Takes a value of the environment out. */
export function takeOutNamed(service: Service, named: NamedValue): Fix[] {
  const path = pathOf(service, 'environment', named);
  return path ? takeOut(service, path, named.name) : [];
}
