// `hullwright host`: audits the Docker host that it runs on. It reads files, runs nothing and changes nothing.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { HOST_FORMATS, hostReport } from '../host/report';
import { version } from '../version';
import type { ExitCode } from './exit-code';
import { auditedHost } from './host-audit';
import { readOptions } from './options';
import { standardOutput } from './output';
import { UsageError } from './usage-error';

export async function hostCommand(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, { root: 'text', format: HOST_FORMATS });
  const [stray] = positionals;
  if (stray !== undefined) throw new UsageError(`host takes no path: '${stray}'; write --root ${stray}`);
  const root = resolve(values.root ?? '/');
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`there is no folder ${root}`);
  const audit = auditedHost(root);
  standardOutput().end(hostReport(audit, values.format ?? 'text', { version }));
  return audit.results.some(({ verdict, check }) => verdict === 'fail' && WORTH_FAILING.has(check.severity)) ? 1 : 0;
}

/** As `hullwright audit` without more words. */
const WORTH_FAILING: ReadonlySet<string> = new Set(['error', 'warning']);
