// `hullwright audit`: checks files and writes a report.
import { resolve } from 'node:path';
import { cwd } from 'node:process';
import { PROFILES } from '../lint/profile';
import { type Report, SEVERITIES } from '../report/report';
import { textReport } from '../report/text';
import type { Severity } from '../rule/finding';
import { audit } from '../workspace/audit';
import { UnusedEntries } from '../workspace/unused-entries';
import { tellProblems } from './configuration';
import { engineFor } from './engine';
import type { ExitCode } from './exit-code';
import { uriOf } from './node-file-system';
import { readOptions } from './options';
import { fileOutput, standardOutput, wantsColour } from './output';
import { progress } from './progress';
import { targetsOf } from './targets';
import { outColumns } from './terminal';

const FORMATS = ['text', 'json', 'sarif', 'html'] as const;
type Format = (typeof FORMATS)[number];

const WIDTH = 100;

export async function auditCommand(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, {
    format: FORMATS,
    profile: PROFILES,
    'fail-on': [...SEVERITIES, 'none'],
    output: 'text',
    config: 'text',
    'no-config': 'flag',
  });
  const threshold = severitiesFrom(values['fail-on'] ?? 'warning');
  const engine = await engineFor(values);
  const report = await reportIn(values.format ?? 'text', values.output === undefined);
  const waiting = progress('audited');
  const output = values.output === undefined ? standardOutput(waiting.clear) : fileOutput(values.output);
  const unused = new UnusedEntries();
  let failed = false;
  output.write(report.start());
  for await (const { file, analysis } of audit(targetsOf(positionals, engine.fs), engine)) {
    waiting.step(file.path);
    unused.add(analysis);
    failed ||= analysis.findings.some(({ severity }) => threshold.has(severity));
    output.write(report.file({ path: file.path, uri: file.uri, analysis }));
  }
  waiting.clear();
  output.end(report.end());
  const paths = positionals.length > 0 ? positionals : ['.'];
  for (const [uri, findings] of unused.within(paths.map((path) => uriOf(resolve(path))))) tellProblems(uri, findings);
  if (engine.hasFailed()) return 2;
  return failed ? 1 : 0;
}

/** The severity and all that are worse. */
function severitiesFrom(least: Severity | 'none'): ReadonlySet<Severity> {
  return new Set(least === 'none' ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1));
}

async function reportIn(format: Format, isOnStandardOutput: boolean): Promise<Report> {
  switch (format) {
    case 'text':
      return textReport({
        colour: isOnStandardOutput && wantsColour(),
        width: (isOnStandardOutput && outColumns()) || WIDTH,
      });
    case 'json':
      return (await import('../report/json')).jsonReport();
    case 'sarif': {
      const [{ sarifReport }, { allRules }, { version }] = await Promise.all([
        import('../report/sarif'),
        import('./all-rules'),
        import('../version'),
      ]);
      return sarifReport({ rules: allRules, version, root: uriOf(cwd()) });
    }
    case 'html':
      return (await import('../report/html')).htmlReport();
    default:
      return format satisfies never;
  }
}
