// The configuration of an image for one platform: who it runs as, what it starts, when it was made.
// Source: the image specification of the OCI, "OCI Image Configuration".
import { normalised, type Platform, platformText } from '../image/platform';
import { blobAt } from './blob';
import { RegistryFailure } from './failure';
import { jsonObject, recordOf } from './json';
import type { Place } from './manifests';

/** What is told of it, and no more. */
export interface ImageConfig {
  readonly platform: string;
  readonly user: string;
  readonly created?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
}

const MAX_BYTES = 4 * 1_048_576;
const DATE = /^\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:\d\d)$/;
const MAX_TEXT = 1_000;
const MAX_WORDS = 100;

export async function imageConfigAt(place: Place, digest: unknown, signal: AbortSignal): Promise<ImageConfig> {
  const said = jsonObject(await blobAt(place, digest, MAX_BYTES, signal));
  const platform = said && platformOf(said);
  if (!platform) throw new RegistryFailure('broken', `${place.registry} has it with a configuration that is none`);
  const { User: user, Entrypoint: entrypoint, Cmd: command } = recordOf(said.config);
  return imageConfigOf({ ...said, platform: platformText(platform), user: userOf(user), entrypoint, command });
}

/** One that was kept. */
export const imageConfigIn = (said: Readonly<Record<string, unknown>>): ImageConfig | undefined =>
  typeof said.platform === 'string' && typeof said.user === 'string'
    ? imageConfigOf({ ...said, platform: said.platform, user: said.user })
    : undefined;

const imageConfigOf = (
  said: Pick<ImageConfig, 'platform' | 'user'> & Readonly<Record<string, unknown>>,
): ImageConfig => ({
  platform: said.platform,
  user: said.user,
  ...(isDate(said.created) ? { created: said.created } : {}),
  ...(isCommand(said.entrypoint) ? { entrypoint: said.entrypoint } : {}),
  ...(isCommand(said.command) ? { command: said.command } : {}),
});

/** Of a configuration, or of what an index says of one of its images. Undefined for `unknown`. */
export function platformOf(said: Readonly<Record<string, unknown>>): Platform | undefined {
  const { os, architecture, variant } = said;
  if (!isName(os) || !isName(architecture) || os === 'unknown') return undefined;
  return normalised({ os, architecture, variant: isName(variant) ? variant : undefined });
}

const isName = (value: unknown): value is string => typeof value === 'string' && /^[\w.-]{1,64}$/.test(value);

/** Without the group; `root` where it says none. */
function userOf(said: unknown): string {
  const [user = ''] = typeof said === 'string' ? said.slice(0, MAX_TEXT).split(':') : [];
  return user === '' ? 'root' : user;
}

const isDate = (value: unknown): value is string =>
  typeof value === 'string' && DATE.test(value) && !Number.isNaN(Date.parse(value));

const isCommand = (value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length <= MAX_WORDS &&
  value.every((word) => typeof word === 'string' && word.length <= MAX_TEXT);
