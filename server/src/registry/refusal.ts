// An answer that is none: what its status means, in our words.
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from './clock';
import { RegistryFailure, type Retry } from './failure';
import type { Answer } from './transport';

const MAX_SECONDS = 86_400;

/** What may pass by itself: too many requests, a server in trouble. Undefined for all others. */
export function passingTrouble(host: string, { status, headers }: Answer, clock: Clock): RegistryFailure | undefined {
  const wait = waitOf(headers['retry-after'], clock);
  const retry: Retry = wait === undefined ? 'again' : wait * 1_000;
  const later = wait === undefined ? '' : `; it asks to wait ${wait} s`;
  if (status === 429) {
    return new RegistryFailure('limit', `${host} has had too many requests${allowance(headers)}${later}`, retry);
  }
  if (status < 500) return undefined;
  return new RegistryFailure('broken', `${host} is in trouble: it answers ${status}${later}`, retry);
}

/** Retry-After, a number of seconds or a date, as seconds. */
function waitOf(value: string | undefined, clock: Clock): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : (Date.parse(value) - clock.now()) / 1_000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), MAX_SECONDS);
}

/** Docker Hub's `ratelimit-limit: 100;w=21600` and `ratelimit-remaining: 0;w=21600`. */
function allowance(headers: IncomingHttpHeaders): string {
  const limit = countIn(headers['ratelimit-limit']);
  const remaining = countIn(headers['ratelimit-remaining']);
  if (!limit) return '';
  const { count, seconds } = limit;
  const time = seconds === undefined ? '' : ` in ${Math.round(seconds / 60)} min`;
  return remaining ? ` (${remaining.count} of ${count} left${time})` : ` (${count} are allowed${time})`;
}

function countIn(header: string | string[] | undefined): { count: number; seconds?: number } | undefined {
  const [, count, seconds] = /^(\d{1,9})(?:;w=(\d{1,9}))?$/.exec(String(header ?? '')) ?? [];
  if (count === undefined) return undefined;
  return { count: Number(count), ...(seconds === undefined ? {} : { seconds: Number(seconds) }) };
}
