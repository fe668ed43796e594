// `hullwright fix`: applies fixes to files in place, or shows what it would do.
import { stderr } from 'node:process';
import { fixText } from '../lint/fix';
import { PROFILES } from '../lint/profile';
import { counted } from '../report/text';
import { visible } from '../report/visible';
import type { Fix } from '../rule/finding';
import { unreadableFile } from '../rule/notices';
import { audit } from '../workspace/audit';
import { reasonOf } from '../workspace/file-system';
import { engineFor } from './engine';
import type { ExitCode } from './exit-code';
import { readOptions } from './options';
import { standardOutput } from './output';
import { progress } from './progress';
import { realPathOf, rewrite } from './rewrite';
import { shownDiff } from './shown-diff';
import { targetsOf } from './targets';

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
  const audited = audit(targetsOf(positionals, engine.fs), engine);
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
        rewrite(path, source, text);
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
