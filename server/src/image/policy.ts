// Which images may be used, and what takes their place: what a configuration says of a reference. Pure, for Dockerfiles and
// Compose files alike.
import { matchesGlob } from '../text/glob';
import { globMatches } from './facts';
import type { ImageReference } from './reference';
import type { TrustedKey } from './registry-facts';

/** Patterns are `registry/namespace/name:tag` with wildcards; see `parsePattern`. */
export interface ImagePolicy {
  /** Undefined: all that is not blocked. */
  readonly allow?: readonly string[];
  readonly block?: readonly string[];
  /** What takes the place of images, by pattern. */
  readonly replace?: Readonly<Record<string, string>>;
  readonly pin?: Requirement;
  readonly provenance?: Requirement;
  /** What signatures are checked with. */
  readonly keys?: readonly TrustedKey[];
  /** How old an image may be, in days. */
  readonly maxAge?: number;
}

export const REQUIREMENTS = ['optional', 'required'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

export interface Verdict {
  readonly kind: 'blocked' | 'not-allowed' | 'replaced';
  /** The pattern that decided, where one did. */
  readonly pattern?: string;
  /** The reference to write instead; undefined where the policy names none. */
  readonly replacement?: string;
}

/** Undefined for an image that may be used as it is. What is blocked is blocked, even where it is allowed as well. */
export function verdictOf(reference: ImageReference, policy: ImagePolicy): Verdict | undefined {
  const { allow, block = [] } = policy;
  const replacement = replacementOf(reference, policy);
  const blocking = block.find((pattern) => matchesPattern(reference, pattern));
  if (blocking !== undefined) {
    // A mirror of an image that is blocked by its name is the same image.
    const isOther = parsePattern(blocking).repository === '**' || replacement?.isMirror === false;
    return { kind: 'blocked', pattern: blocking, replacement: isOther ? replacement?.replacement : undefined };
  }
  if (allow && allow.length > 0 && !allow.some((pattern) => matchesPattern(reference, pattern)))
    return { kind: 'not-allowed', replacement: replacement?.replacement };
  return replacement && { kind: 'replaced', pattern: replacement.pattern, replacement: replacement.replacement };
}

interface Pattern {
  /** With wildcards. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
}

const HUB = 'docker.io';
const HUB_NAMES: ReadonlySet<string> = new Set([
  'hub.docker.com',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);

/** A port has four digits or more, but behind what can only be a host. `node:24` is a tag. */
const HOST_AND_PORT = /^(?:localhost|[^:]*\.[^:]*):\d+$|:\d{4,5}$/;

/**
 * `ghcr.io` and `*.example.com` are all of a registry, `ghcr.io/acme` and `ghcr.io/acme/*` all below, `acme/*` is on Docker
 * Hub, and `node` is its official image. `name:3.*` holds for these tags alone.
 */
function parsePattern(text: string): Pattern {
  const colon = text.lastIndexOf(':');
  const hasTag = colon > text.lastIndexOf('/') && text.includes('/');
  const isBareTag = !text.includes('/') && colon > 0 && !HOST_AND_PORT.test(text);
  const tag = hasTag || isBareTag ? text.slice(colon + 1) : undefined;
  const name = tag === undefined ? text : text.slice(0, colon);
  const slash = name.indexOf('/');
  const first = slash < 0 ? name : name.slice(0, slash);
  const isHost = /[.:]/.test(first) || first === 'localhost' || (slash < 0 ? /^\*+$/.test(first) : first.includes('*'));
  const host = isHost ? first.toLowerCase() : HUB;
  const registry = HUB_NAMES.has(host) ? HUB : host;
  if (!isHost) return { registry, repository: slash < 0 ? `library/${name}` : name, tag };
  return { registry, repository: slash < 0 ? '**' : name.slice(slash + 1), tag };
}

function matchesPattern(reference: ImageReference, text: string): boolean {
  const pattern = parsePattern(text);
  const { registry, repository, digest, tag = digest === undefined ? 'latest' : undefined } = reference;
  if (!globMatches(pattern.registry.replaceAll('**', '*'), registry.toLowerCase())) return false;
  if (pattern.tag !== undefined && (tag === undefined || !globMatches(pattern.tag, tag))) return false;
  return matchesGlob(`/${pattern.repository}`, repository);
}

interface Replacement {
  readonly pattern: string;
  readonly replacement: string;
  /** The same image at another place. */
  readonly isMirror: boolean;
}

/** `*` in what takes the place is what stands behind the pattern's own last `*`: a mirror keeps names, tags and digests. */
function replacementOf(reference: ImageReference, { replace = {} }: ImagePolicy): Replacement | undefined {
  for (const [pattern, target] of Object.entries(replace)) {
    if (!matchesPattern(reference, pattern)) continue;
    const replacement = written(reference, parsePattern(pattern), target);
    // What is there already takes the place of nothing.
    if (replacement !== reference.text && !matchesPattern(reference, target))
      return { pattern, replacement, isMirror: target.includes('*') || isWholeRegistry(target) };
  }
  return undefined;
}

const isWholeRegistry = (target: string): boolean =>
  !target.includes('/') && (/^(?:[^:]*\.[^:]*|localhost)$/.test(target) || HOST_AND_PORT.test(target));

function written({ repository, text, nameEnd }: ImageReference, pattern: Pattern, target: string): string {
  const fixed = pattern.repository.split('/').filter((part) => part !== '*' && part !== '**').length;
  const names = repository.split('/');
  const rest = names.slice(Math.min(fixed, names.length - 1)).join('/');
  const mirror = isWholeRegistry(target) ? `${target}/*` : target;
  const end = text.slice(nameEnd);
  if (mirror.includes('*')) return mirror.replace(/\*+/, rest) + end;
  if (/[:@]/.test(mirror.slice(mirror.lastIndexOf('/') + 1))) return mirror;
  // Another image has another digest.
  return mirror + end.replace(/@.*$/, '');
}
