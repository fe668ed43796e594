// Long Compose files made of real ones: their services one below the other, under names of their own, with the volumes and
// networks that these use.
import { readProject } from '../../server/src/compose/project';
import { EMPTY_FOLDER } from '../../server/src/text/files';
import type { CorpusFile } from '../corpus/files';
import { shuffled } from '../corpus/sample';

const SEED = 3;
/** Anchors, documents, tabs, and what another file or the environment decides. */
const STANDS_ALONE = /(?:^|[\s[])[&*]\w|^---|^\.\.\.|\t|\r|\ufffd|\0|\bextends\b|\$\{\w+:?\?|^<{7}/m;
const SECTIONS = ['services', 'networks', 'volumes'] as const;
type Section = (typeof SECTIONS)[number];

/** Lines by section, each with its names two in. */
type Block = Readonly<Record<Section, readonly string[]>>;

/** At most `lines` lines, and nearly that; always the same text. */
export function longCompose(files: readonly CorpusFile[], lines: number): string {
  const taken: Record<Section, string[]> = { services: [], networks: [], volumes: [] };
  const candidates = shuffled(files, SEED).filter(({ text }) => !STANDS_ALONE.test(text));
  let room = lines - SECTIONS.length;
  let tried = 0;
  for (let i = 0; tried < candidates.length; i++) {
    const block = blockOf(candidates[i % candidates.length]?.text ?? '', `-${i}`);
    const size = block ? SECTIONS.reduce((sum, section) => sum + block[section].length, 0) : 0;
    tried++;
    if (!block || size > room) continue;
    for (const section of SECTIONS) taken[section].push(...block[section]);
    room -= size;
    tried = 0;
  }
  const filled = SECTIONS.filter((section) => taken[section].length > 0);
  return `${filled.flatMap((section) => [`${section}:`, ...taken[section]]).join('\n')}\n`;
}

/** Undefined for a file that Compose refuses, and for one that holds something else. */
function blockOf(given: string, ending: string): Block | undefined {
  const text = renamed(given, ending);
  const sections = sectionsIn(text);
  const indents = SECTIONS.map((section) => sections?.get(section)?.[0]?.search(/\S/));
  if (!sections || indents[0] !== 2 || indents.some((indent) => indent !== undefined && indent !== 2)) return undefined;
  const of = (section: Section): readonly string[] => sections.get(section) ?? [];
  return { services: of('services'), networks: of('networks'), volumes: of('volumes') };
}

/** Each name gets an ending wherever it stands as a key or as an item. Compose has to take what that makes. */
function renamed(text: string, ending: string): string {
  const { services, volumes, networks } = project(text);
  const names = [...services.map(({ service }) => service.name), ...volumes.keys(), ...networks.keys()];
  const all = new Set(names);
  const changed = text.replaceAll(
    /^(\s*(?:- )?["']?)([\w.-]+)(?=["']?\s*(?::|$))/gm,
    (whole, before: string, name: string) => (all.has(name) ? `${before}${name}${ending}` : whole),
  );
  return project(changed).refusal === undefined ? changed : '';
}

const project = (text: string): ReturnType<typeof readProject> =>
  readProject({ uri: 'file:///bench/bench.compose.yaml', text, files: EMPTY_FOLDER });

/** Undefined where there is another section. */
function sectionsIn(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  const sections = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of text.trimEnd().split('\n')) {
    const [, key, rest] = /^(\w[\w-]*):\s*(.*)$/.exec(line) ?? [];
    if (key === undefined) current?.push(line);
    else if (key === 'version' || key === 'name') current = undefined;
    else if (SECTIONS.some((section) => section === key) && rest === '' && !sections.has(key)) {
      current = [];
      sections.set(key, current);
    } else return undefined;
  }
  return sections;
}
