// What is said of an image that the configuration does not allow, blocks, or wants another one for.
import type { ImageUse, UnplacedImage } from '../dockerfile/image-uses';
import type { Verdict } from '../image/policy';
import type { Fix, Report } from './finding';

/** `allow` is what the configuration allows. */
export function imageVerdict(use: ImageUse | UnplacedImage, verdict: Verdict, allow: readonly string[]): Report {
  const { reference, range } = use;
  const { kind, pattern, replacement } = verdict;
  const fixes = 'instruction' in use ? fixOf(use, verdict) : [];
  const image = withoutDigest(reference.text);
  const instead = replacement === undefined ? undefined : `use '${withoutDigest(replacement)}'`;
  switch (kind) {
    case 'blocked':
      return { range, fixes, message: `'${image}' is blocked here by '${pattern}'; ${instead ?? 'use another image'}` };
    case 'not-allowed':
      return { range, fixes, message: `'${image}' is not allowed here; ${instead ?? `allowed are ${listed(allow)}`}` };
    case 'replaced':
      return {
        range,
        fixes,
        severity: 'warning',
        message: `'${image}' has another image in its place here; ${instead}`,
      };
  }
}

/** Too long for a message. */
const withoutDigest = (text: string): string => text.replace(/@.*$/, '');

const MAX_LISTED = 60;

/** As many as a message has room for. */
function listed(patterns: readonly string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const pattern of patterns) {
    length += pattern.length + 2;
    if (shown.length > 0 && length > MAX_LISTED)
      return `${shown.join(', ')} and ${patterns.length - shown.length} more`;
    shown.push(pattern);
  }
  return shown.join(', ');
}

function fixOf({ range, instruction }: ImageUse, { replacement }: Verdict): Fix[] {
  if (replacement === undefined) return [];
  return [
    {
      title: `Use '${replacement}'`,
      safety: 'suggested',
      delta: instruction === '' ? {} : { changes: [instruction] },
      edits: () => [{ edits: [{ range, newText: replacement }] }],
    },
  ];
}
