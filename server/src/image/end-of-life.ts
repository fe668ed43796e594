// When the support of an image's release ends, and which release comes next. Of what the table does not name, nothing is known.

import { Kept } from '../text/kept';
import { once } from '../text/once';
import { abandonedOf } from './abandoned';
import table from './end-of-life.generated.json';
import type { ImageReference } from './reference';

export interface Ended {
  /** The last day: a date. Undefined where nobody wrote it down. */
  readonly date?: string;
  /** What ended, where it is not the image's own release: the system that it is built on. */
  readonly system?: string;
  /** A tag of the same variant that has support for a while. */
  readonly nextTag?: string;
  /** Another image that takes its place: nobody builds this one. */
  readonly successor?: string;
}

interface Cycle {
  readonly name: string;
  /** '' while no day is set. */
  readonly last: string;
  readonly codename: string;
  readonly isTarget: boolean;
}

const images: Readonly<Record<string, string>> = table.images;
const products: Readonly<Record<string, readonly (readonly string[])[]>> = table.products;
/** Mirrors of Docker Hub's own images. */
const MIRROR = /^(?:public\.ecr\.aws\/docker\/library|mirror\.gcr\.io\/library)\//;
/** Amazon's own place for it. */
const AMAZON = /^public\.ecr\.aws\/amazonlinux\/(?=amazonlinux$)/;
/** The version at the start of a tag: not `3.15.0a1`, which is none that is supported in any way. */
const VERSION = /^(?:v|centos)?(\d+(?:\.\d+)*)(?=$|[-_+]|u\d)/;
/** Variants that the images have had for as long as they exist. */
const LASTING_VARIANT = /^(?:-(?:alpine|slim|fpm|apache|cli|zts|jdk|jre|perl|management))*$/;
/** A release that ends sooner is nothing to change to. */
const MINIMUM_DAYS = 90;
const DAY = 86_400_000;

const answers = new Kept<ImageReference, { readonly today: string; readonly ended?: Ended }>();

/** Undefined for what is supported on that day, and for what is not known. One day is asked of again and again. */
export function endOfLifeOf(reference: ImageReference, today: string): Ended | undefined {
  let answer = answers.get(reference);
  if (answer?.today !== today) {
    answer = { today, ended: ended(reference, today) };
    answers.set(reference, answer);
  }
  return answer.ended;
}

function ended(reference: ImageReference, today: string): Ended | undefined {
  const { tag } = reference;
  const image = reference.name.replace(MIRROR, '').replace(AMAZON, '');
  const abandoned = abandonedOf({ ...reference, name: image }, today);
  if (tag === undefined) return abandoned ?? systemEnded(image, '', today);
  const cycles = cyclesOf(image);
  const named = cycles ? cyclesNamed(cycles, tag) : [];
  const [newest] = named;
  if (cycles && newest && named.every(({ last }) => hasEnded(last, today)))
    return { date: dateOf(named), nextTag: nextTag(cycles, newest, tag, today), successor: abandoned?.successor };
  if (abandoned) return abandoned;
  if (cycles && named.length === 0 && isBeforeAll(cycles, tag, today)) return {};
  return systemEnded(image, tag, today);
}

/** Older than the oldest that is known, which has ended itself. */
function isBeforeAll(cycles: readonly Cycle[], tag: string, today: string): boolean {
  const version = VERSION.exec(tag)?.[1];
  const oldest = version === undefined ? undefined : oldestOf(cycles);
  return (
    version !== undefined &&
    oldest !== undefined &&
    hasEnded(oldest.last, today) &&
    compareVersions(version, oldest.name) < 0 &&
    !oldest.name.startsWith(`${version}.`)
  );
}

const oldestOf = once((cycles: readonly Cycle[]): Cycle | undefined => {
  const versions = cycles.filter(({ name }) => /^\d+(?:\.\d+)*$/.test(name));
  const older = (a: Cycle, b: Cycle): Cycle => (compareVersions(a.name, b.name) <= 0 ? a : b);
  return versions.length === 0 ? undefined : versions.reduce(older);
});

/** Tags name the system as `alpine3.12` or `ubuntu18.04`, those of official images by its code name; names as `base-debian10`. */
function systemEnded(image: string, tag: string, today: string): Ended | undefined {
  const isOfficial = !image.includes('/') || cyclesOf(image) !== undefined;
  const last = image.slice(image.lastIndexOf('/') + 1);
  const parts = [...tag.split('-'), ...last.split('-').filter((part) => /^debian\d/.test(part))];
  for (const part of parts) {
    const [, system, version = ''] = SYSTEM.exec(part) ?? [];
    const named =
      system !== undefined
        ? cyclesNamed(cyclesOf(system) ?? [], version)
        : isOfficial
          ? DEBIANS.flatMap((debian) => withCodename(cyclesOf(debian) ?? [], part))
          : [];
    if (named.length > 0 && named.every(({ last }) => hasEnded(last, today)))
      return { date: dateOf(named), system: part };
  }
  return undefined;
}

const SYSTEM = /^(alpine|debian|ubuntu|centos)(\d+(?:\.\d+)?)$/;
const DEBIANS = ['debian', 'ubuntu'];

const withCodename = (cycles: readonly Cycle[], word: string | undefined): Cycle[] =>
  cycles.filter(({ codename }) => codename !== '' && codename === word);

/** The last of their days; undefined where one is not known. */
function dateOf(cycles: readonly Cycle[]): string | undefined {
  const last = cycles.map((cycle) => cycle.last).reduce(laterOf);
  return last === 'ended' ? undefined : last;
}

const laterOf = (a: string, b: string): string => (a > b ? a : b);
const hasEnded = (last: string, today: string): boolean => last === 'ended' || (last !== '' && last < today);

const known = new Map<string, readonly Cycle[]>();

function cyclesOf(image: string): readonly Cycle[] | undefined {
  const product = Object.hasOwn(images, image) ? images[image] : undefined;
  if (product === undefined) return undefined;
  let cycles = known.get(product);
  if (!cycles) {
    cycles = (products[product] ?? []).map(cycleOf);
    known.set(product, cycles);
  }
  return cycles;
}

const cycleOf = ([name = '', last = '', codename = '', skip = '']: readonly string[]): Cycle => ({
  name,
  last,
  codename,
  isTarget: skip === '',
});

/** The cycle that a tag names, or all that it may mean: `python:3` is any of 3.x. Newest first. */
function cyclesNamed(cycles: readonly Cycle[], tag: string): readonly Cycle[] {
  const version = VERSION.exec(tag)?.[1];
  if (version === undefined) {
    return withCodename(cycles, /^[a-z]+/.exec(tag)?.[0]);
  }
  for (let part = version; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('.')))) {
    const own = cycles.find(({ name }) => name === part);
    if (own) return [own];
  }
  const begin = `${version}.`;
  return cycles.filter(({ name }) => name.startsWith(begin));
}

/** The oldest release after this one that goes on for a while, with the same variant, named as the tag names its own. */
function nextTag(cycles: readonly Cycle[], ended: Cycle, tag: string, today: string): string | undefined {
  const version = VERSION.exec(tag);
  const head = version ? version[0] : ended.codename;
  const variant = tag.slice(head.length);
  if (!LASTING_VARIANT.test(variant)) return undefined;
  const limit = goesOnUntil(today);
  const next = cycles.findLast(
    ({ name, last, isTarget }) =>
      isTarget && last !== 'ended' && (last === '' || last >= limit) && compareVersions(name, ended.name) > 0,
  );
  if (!next) return undefined;
  const nextHead = version ? `${tag.startsWith('v') ? 'v' : ''}${next.name}` : next.codename;
  return nextHead === '' ? undefined : nextHead + variant;
}

let asked = { today: '', limit: '' };

/** The day until which a release that is worth changing to has support. One day is asked of again and again. */
function goesOnUntil(today: string): string {
  if (asked.today !== today) {
    asked = { today, limit: new Date(Date.parse(today) + MINIMUM_DAYS * DAY).toISOString().slice(0, 10) };
  }
  return asked.limit;
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (let i = 0; i < Math.max(left?.length ?? 0, right?.length ?? 0); i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
