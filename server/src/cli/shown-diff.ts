// The difference that `--diff` prints.
import { stdout } from 'node:process';
import type { Analysis } from '../lint/analysis';
import { maskedLines } from '../report/mask';
import { unifiedDiff } from '../report/unified-diff';
import { visibleButTabs } from '../report/visible';
import type { FileText } from '../workspace/file-system';
import { BYTE_ORDER_MARK } from './rewrite';

/** Secrets are starred here as everywhere: where one stands, the difference is to be read, not to be applied. */
export function shownDiff(path: string, { hasByteOrderMark }: FileText, before: Analysis, after: Analysis): string {
  const mark = hasByteOrderMark ? BYTE_ORDER_MARK : '';
  const [old, fixed] = [before, after].map((analysis) => mark + maskedLines(analysis).join('\n'));
  const diff = unifiedDiff(path, old ?? '', fixed ?? '');
  return stdout.isTTY ? diff.split('\n').map(visibleButTabs).join('\n') : diff;
}
