// `hullwright fix`: applies fixes to files in place, or shows what it would do.
import { stderr, stdout } from 'node:process';
import type { Analysis } from '../lint/analysis';
import { fixText } from '../lint/fix';
import { PROFILES } from '../lint/profile';
import { maskedLines } from '../report/mask';
import { counted } from '../report/text';
import { unifiedDiff } from '../report/unified-diff';
import { visible, visibleButTabs } from '../report/visible';
import type { Fix } from '../rule/finding';
import { unreadableFile } from '../rule/notices';
import { audit } from '../workspace/audit';
import { type FileText, reasonOf } from '../workspace/file-system';
import { pathWithin } from '../workspace/uri';
import { engineFor } from './engine';
import type { ExitCode } from './exit-code';
import { blockingFileSystem, pathOf, reasonFor } from './node-file-system';
import { readOptions } from './options';
import { standardOutput } from './output';
import { progress } from './progress';
import { replaceFile } from './replace-file';
import { type Target, targetsOf } from './targets';

const MARK = '\ufeff';

export async function fixCommand(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, {
    profile: PROFILES,
    suggested: 'flag',
    diff: 'flag',
    config: 'text',
    'no-config': 'flag',
  });
  const engine = await engineFor(values);
  const allow = ({ safety }: Fix): boolean =>
    safety === 'safe' || (values.suggested === true && safety === 'suggested');
  const waiting = progress('fixed');
  const output = standardOutput(waiting.clear);
  const totals = { fixes: 0, files: 0, failed: 0 };
  const tell = (path: string, what: string): void => {
    waiting.clear();
    stderr.write(`${visible(path)}: ${visible(what)}\n`);
  };
  const audited = audit(targetsOf(positionals), { fs: blockingFileSystem, analyse: engine.analyse });
  for await (const { file, analysis, source } of audited) {
    waiting.step(file.path);
    if (!source) {
      totals.failed += analysis.findings.filter(({ rule }) => rule === unreadableFile.id).length;
      for (const { message } of analysis.findings) tell(file.path, message);
      continue;
    }
    if (!analysis.findings.some(({ fixes }) => fixes.some(allow))) continue;
    if (!source.isExact) {
      tell(file.path, 'this is not UTF-8 throughout: left as it is');
      continue;
    }
    const analyse = await engine.analyserOf(file.uri);
    const { text, applied } = fixText(source.text, analyse, allow);
    if (text === source.text) continue;
    try {
      const path = await realPathOf(file);
      if (values.diff) output.write(shownDiff(file.path, source, analysis, analyse(text)));
      else {
        write(path, source, text);
        for (const { rule, title } of applied) output.write(`${visible(file.path)}: ${rule}: ${visible(title)}\n`);
      }
      totals.files++;
      totals.fixes += applied.length;
    } catch (error) {
      totals.failed++;
      tell(file.path, `not fixed: ${reasonOf(error)}`);
    }
  }
  waiting.clear();
  const verb = values.diff ? 'would be applied' : 'applied';
  const summary = `${counted(totals.fixes, 'fix', 'fixes')} ${verb} in ${counted(totals.files, 'file', 'files')}\n`;
  output.end(values.diff ? '' : summary);
  if (values.diff) stderr.write(summary);
  return totals.failed > 0 || engine.hasFailed() ? 2 : 0;
}

/** Where the file really is, which is never out of the folder that was named. */
async function realPathOf(file: Target): Promise<string> {
  const [real, root] = await Promise.all([blockingFileSystem.realUri(file.uri), blockingFileSystem.realUri(file.root)]);
  if (pathWithin(real, root) === undefined) throw new Error('it is a link that leads out of the folder');
  return pathOf(real);
}

function write(path: string, source: FileText, text: string): void {
  try {
    replaceFile(path, bytesOf(source, source.text), bytesOf(source, text));
  } catch (error) {
    throw error instanceof Error && 'code' in error ? new Error(reasonFor(error)) : error;
  }
}

const bytesOf = ({ hasByteOrderMark }: FileText, text: string): Buffer =>
  Buffer.from(hasByteOrderMark ? MARK + text : text);

/** Secrets are starred here as everywhere: where one stands, the difference is to be read, not to be applied. */
function shownDiff(path: string, { hasByteOrderMark }: FileText, before: Analysis, after: Analysis): string {
  const mark = hasByteOrderMark ? MARK : '';
  const [old, fixed] = [before, after].map((analysis) => mark + maskedLines(analysis).join('\n'));
  const diff = unifiedDiff(path, old ?? '', fixed ?? '');
  return stdout.isTTY ? diff.split('\n').map(visibleButTabs).join('\n') : diff;
}
