// What Compose refuses of the short syntax of volumes.

import { splitMount } from './mounts';
import { quoted } from './quoted';

/** Undefined where it takes it. */
export function mountError(text: string): string | undefined {
  if (text === '') return 'a volume must not be empty';
  if (text.length <= 2) return undefined;
  const parts = splitMount(text);
  if (parts.includes('')) return `${quoted(text)} has nothing between its colons`;
  return parts.length > 3 ? `${quoted(text)} has too many colons` : undefined;
}
