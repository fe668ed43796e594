// COPY that takes the whole context into the image: history, keys and passwords along with the program.
import { type ContextIgnores, contextIgnores, type IgnoreFile } from '../../dockerfile/context';
import { IgnoredFiles } from '../../dockerfile/dockerignore';
import { inFinalImage, keptBy } from '../../dockerfile/final-image';
import { rangeOfWord } from '../../dockerfile/stages';
import { type WholeCopy, wholeCopies } from '../../dockerfile/whole-context';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { rangeOf, shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'whole-context-copied',
  title: 'Whole context copied into the image',
  severity: 'hint',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cwe: 668 }, { sonar: 'S6470' }],
  docs: {
    why: '`COPY . .` takes whatever lies in the folder: `.git` with all that was ever committed, `.env`, keys, what somebody left there yesterday. It is in a layer of the image then, for everyone who can pull it.\n\nWrite a `.dockerignore` that leaves out what must not ship, or begins with `*` and lets in what must (`!src`); or name what the image needs: `COPY package.json src/ ./`. In a stage that only builds it matters less: the last stage takes with `COPY --from=` what it names.',
    bad: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY . .\nUSER node\n',
    good: 'FROM node:24.4-alpine AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM node:24.4-alpine\nCOPY --from=build /app/dist /app\nUSER node\n',
    limits:
      'A hint. Read are the `.dockerignore` that BuildKit takes: `NAME.dockerignore` beside the Dockerfile, else the one in the root of the context, which is looked for in the Dockerfile’s folder and above it. Where it leaves out `.git` and `.env`, or `--exclude` does, nothing is said. Only what is built into the last stage counts.',
  },
  *file(file, { uri, files }) {
    let ignores: ContextIgnores | undefined;
    let isAsked = false;
    for (const placed of file.stages) {
      const copies = wholeCopies(placed.stage);
      if (copies.length === 0 || !inFinalImage(file, placed.stage)) continue;
      if (!isAsked) ignores = contextIgnores(uri, files);
      isAsked = true;
      for (const whole of copies) {
        const { copy, word, kind } = whole;
        const missing = missingFrom(whole, ignores);
        if (missing.length === 0) continue;
        const nearest = ignores?.found[0];
        yield {
          range: shiftRange(rangeOfWord(copy.step, word), placed.line),
          message: messageOf(word.text, kind, nearest, missing),
          related: keptBy(file, placed, copy.index),
          fixes: kind === 'all' ? fixesOf(uri, ignores, missing) : [],
        };
      }
    }
  },
});

/** What must not be in an image: a path of each, and the pattern that leaves it out. */
const UNWANTED: readonly (readonly [path: string, pattern: string])[] = [
  ['.git/config', '.git'],
  ['.env', '**/.env*'],
  ['id_rsa', '**/id_*'],
  ['server.key', '**/*.key'],
  ['server.pem', '**/*.pem'],
  ['.npmrc', '**/.npmrc'],
  ['.aws/credentials', '**/.aws'],
];
/** Without these two somebody has thought of what ships. */
const FIRST = 2;

/** Patterns that are missing; none where one of the files that may hold leaves the first out. */
function missingFrom({ excluded, kind }: WholeCopy, ignores: ContextIgnores | undefined): string[] {
  const byFlag = IgnoredFiles.read(excluded.join('\n'));
  const lists = (ignores?.found ?? []).map(({ ignored }) => ignored);
  const missing = (list: IgnoredFiles | undefined): string[] =>
    UNWANTED.flatMap(([path, pattern]) => (byFlag?.leavesOut(path) || list?.leavesOut(path) ? [] : [pattern]));
  const all = lists.length === 0 ? [missing(undefined)] : lists.map(missing);
  const first = UNWANTED.slice(0, FIRST).map(([, pattern]) => pattern);
  if (kind === 'some' && lists.length > 0) return [];
  return all.some((list) => first.every((pattern) => !list.includes(pattern))) ? [] : (all[0] ?? []);
}

function messageOf(
  source: string,
  kind: WholeCopy['kind'],
  nearest: IgnoreFile | undefined,
  missing: readonly string[],
): string {
  if (kind === 'some') return `'${source}' takes along whatever begins so, be it a secret; name what the image needs`;
  if (!nearest)
    return `'${source}' copies the whole context, .git and .env included; name what is needed, or ignore the rest`;
  const name = nearest.uri.slice(nearest.uri.lastIndexOf('/') + 1);
  return `'${source}' copies the whole context, and ${name} lets ${missing
    .slice(0, 2)
    .map((each) => `'${each}'`)
    .join(' and ')} through`;
}

/** Without a file to extend one is made that BuildKit takes wherever the context begins. */
function fixesOf(uri: string, ignores: ContextIgnores | undefined, missing: readonly string[]): Fix[] {
  if (!ignores) return [];
  const [nearest] = ignores.found;
  const lines = missing.join('\n');
  if (!nearest) {
    const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
    const edits = [{ range: rangeOf(0, 0, 0, 0), newText: `# What no image may hold.\n${lines}\n` }];
    return [
      {
        title: `Make '${name}.dockerignore', which leaves out .git, .env and keys`,
        safety: 'suggested',
        delta: {},
        edits: () => [{ uri: `${uri}.dockerignore`, isNew: true, edits }],
      },
    ];
  }
  const rows = nearest.text.split('\n');
  const last = rows.length - 1;
  const end = rows[last]?.length ?? 0;
  const lineBreak = nearest.text.includes('\r\n') ? '\r\n' : '\n';
  const newText = `${end > 0 ? lineBreak : ''}${missing.join(lineBreak)}${lineBreak}`;
  const name = nearest.uri.slice(nearest.uri.lastIndexOf('/') + 1);
  return [
    {
      title: `Leave out ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' and more' : ''} in ${name}`,
      safety: 'suggested',
      delta: {},
      edits: () => [{ uri: nearest.uri, edits: [{ range: rangeOf(last, end, last, end), newText }] }],
    },
  ];
}
