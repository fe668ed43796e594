// What a plainly written Compose file says of builds and users, line by line: for who has no YAML at hand. Where anything is
// written in another way than nearly everybody does, nothing is known of the whole file.

export interface PlainService {
  readonly name: string;
  /** Undefined where nothing is said. */
  readonly user: string | undefined;
  readonly build: PlainBuild | undefined;
}

export interface PlainBuild {
  readonly context: string;
  readonly dockerfile: string;
  readonly target: string | undefined;
}

interface Entry {
  readonly key: string;
  /** What stands behind the colon, without a comment. */
  readonly value: string;
  /** Lines that stand deeper. */
  readonly body: readonly Line[];
}

interface Line {
  readonly indent: number;
  readonly text: string;
}

/** Undefined where the file is not one of those that are read so. */
export function plainServices(text: string): readonly PlainService[] | undefined {
  const lines = linesOf(text);
  const top = lines && entriesIn(lines);
  if (!top || top.some(({ key }) => key === 'include')) return undefined;
  const services = top.filter(({ key }) => key === 'services');
  const [section] = services;
  const entries = section && section.value === '' && services.length === 1 ? entriesIn(section.body) : undefined;
  const read = entries?.map(serviceOf) ?? [undefined];
  return read.every((service) => service !== undefined) ? read : undefined;
}

/** Without blank lines and comments. Undefined for tabs, and for several documents. */
function linesOf(text: string): readonly Line[] | undefined {
  const lines = text
    .replace(/^\ufeff/, '')
    .replace(/^---[ \t]*\r?\n/, '')
    .split(/\r?\n/)
    .filter((line) => !/^\s*(?:#.*)?$/.test(line))
    .map((line) => ({ indent: line.search(/\S/), text: line.trim() }));
  const isPlain = lines.every(({ indent, text: line }) => indent > 0 || !/^(?:---|\.\.\.|%)/.test(line));
  return isPlain && !/^[ ]*\t/m.test(text) ? lines : undefined;
}

const ENTRY = /^([\w.-]+):(?:[ \t]+(.*))?$/;

/** A mapping in block style. Items of a list may stand as deep as the key that they belong to. */
function entriesIn(lines: readonly Line[]): readonly Entry[] | undefined {
  const indent = lines[0]?.indent;
  const entries: { key: string; value: string; body: Line[] }[] = [];
  for (const line of lines) {
    const last = entries.at(-1);
    if (line.indent !== indent) {
      if (!last || indent === undefined || line.indent < indent) return undefined;
      last.body.push(line);
      continue;
    }
    if (/^-(?:[ \t]|$)/.test(line.text) && last?.value === '') continue;
    const [, key, value = ''] = ENTRY.exec(line.text) ?? [];
    if (key === undefined || entries.some((entry) => entry.key === key)) return undefined;
    entries.push({ key, value: value.startsWith('#') ? '' : value.trim(), body: [] });
  }
  return entries;
}

function serviceOf({ key: name, value, body }: Entry): PlainService | undefined {
  const entries = value === '' ? entriesIn(body) : undefined;
  if (!entries || entries.some(({ key }) => key === 'extends')) return undefined;
  const user = textOf(entries.find(({ key }) => key === 'user'));
  const build = buildOf(entries.find(({ key }) => key === 'build'));
  return user === 'unknown' || build === 'unknown' ? undefined : { name, user: user?.text, build };
}

function buildOf(entry: Entry | undefined): PlainBuild | undefined | 'unknown' {
  if (!entry) return undefined;
  if (entry.value !== '') {
    const context = textOf(entry);
    return context === 'unknown' || !context
      ? 'unknown'
      : { context: context.text, dockerfile: 'Dockerfile', target: undefined };
  }
  const entries = entriesIn(entry.body);
  if (!entries || entries.length === 0) return 'unknown';
  if (entries.some(({ key }) => key === 'dockerfile_inline')) return undefined;
  const said = (name: string): Text | undefined | 'unknown' => textOf(entries.find(({ key }) => key === name));
  const [context, dockerfile, target] = [said('context'), said('dockerfile'), said('target')];
  if (context === 'unknown' || dockerfile === 'unknown' || target === 'unknown') return 'unknown';
  return { context: context?.text ?? '.', dockerfile: dockerfile?.text ?? 'Dockerfile', target: target?.text };
}

interface Text {
  readonly text: string;
}

const QUOTED = /^(?:"([^"\\]*)"|'([^']*)')(?:[ \t]+#.*)?$/;
/** Nothing that begins like a quote, an alias, a tag, a list or a block. */
const PLAIN = /^[^\s"'&*!|>{}[\]%@`,#?-](?:(?![ \t]#|:[ \t]).)*/;
const DEFAULT = /\$\{\w+:?-([^${}]*)\}/g;

/** A text in one line; of a variable its default. */
function textOf(entry: Entry | undefined): Text | undefined | 'unknown' {
  if (!entry) return undefined;
  const [, double, single] = QUOTED.exec(entry.value) ?? [];
  const written = double ?? single ?? PLAIN.exec(entry.value)?.[0]?.trim();
  if (written === undefined || entry.body.length > 0) return 'unknown';
  const text = written.replace(DEFAULT, '$1');
  return text.includes('$') || text === '' ? 'unknown' : { text };
}
