// The same keystrokes in the same text for another language server: what a user of it waits, and proof that it has
// looked at the text before it answered.
import { deprecatedLine, type Edit } from './keystrokes';
import { type Latency, medianOf } from './latency';
import { LspClient, type Published, type Server } from './lsp-client';
import { install, type Peer } from './peers';
import { dockerfileProbe } from './probe';
import type { Row } from './row';

/** `ours`: measured on the same text. */
export async function againstPeer(peer: Peer, text: string, ours: Latency): Promise<Row> {
  const what = `against ${peer.name} ${peer.version}, ${peer.edits} edits`;
  const installed = install(peer);
  if ('skipped' in installed) return { what, skipped: installed.skipped };
  const bar = `p50 ${peer.share} times`;
  try {
    const answers = await answersOf(installed.server, text, peer.edits);
    const theirs = medianOf(answers);
    const problem = ours.problem ?? unproven(answers);
    const ourMedian = medianOf(ours);
    return {
      what,
      measured: `p50 ${(ourMedian / theirs).toPrecision(2)} times (${ourMedian.toFixed(1)} ms, ${theirs.toFixed(1)} ms)`,
      bar,
      isMet: ourMedian <= peer.share * theirs,
      findings: `${ours.findings}, its ${answers.published[peer.edits]?.diagnostics.length}`,
      ...(problem === undefined ? {} : { problem }),
    };
  } catch (error) {
    return { what, measured: '', bar, isMet: false, findings: '', problem: String(error) };
  }
}

export interface Answers {
  /** Milliseconds, sorted. */
  readonly times: readonly number[];
  /** To the opening, to each keystroke, and to the last edit. */
  readonly published: readonly Published[];
  /** How often it published in all. */
  readonly publications: number;
  /** Adds a line that it has to say something of. */
  readonly lastEdit: Edit;
}

export async function answersOf(server: Server, text: string, edits: number): Promise<Answers> {
  const probe = dockerfileProbe(text);
  const client = new LspClient(server, probe.document);
  await client.initialize();
  const published = [await client.open()];
  const times: number[] = [];
  let typed = text;
  for (const edit of probe.edits(edits)) {
    const start = performance.now();
    const answer = await client.change(edit);
    times.push(performance.now() - start);
    published.push(answer);
    typed = edit.text;
  }
  const lastEdit = deprecatedLine(typed);
  published.push(await client.change(lastEdit));
  await client.close();
  return { times: times.sort((a, b) => a - b), published, publications: client.publications, lastEdit };
}

/**
 * Why its times say nothing. Who sends no version has to publish once for each version, and nothing else: then the last
 * answer, which shows what text it is of, tells it of all others.
 */
export function unproven({ published, publications, lastEdit }: Answers): string | undefined {
  const silent = published.findIndex(({ diagnostics }) => diagnostics.length === 0);
  if (silent >= 0) return `it has nothing to say of version ${silent + 1}`;
  if (publications !== published.length) return `it published ${publications} times for ${published.length} versions`;
  const isSeen = published.at(-1)?.diagnostics.some(({ range }) => range.start.line === lastEdit.at.line);
  return isSeen ? undefined : 'its last answer is not of the last version';
}
