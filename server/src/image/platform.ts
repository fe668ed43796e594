// Platforms as `--platform` and an image's index name them, and which of an index serves one that is wanted.
// Source: the containerd project, platforms: normalisation, and the order in which `Only` tries others.

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

const ARCHITECTURES: Readonly<Record<string, readonly [architecture: string, variant?: string]>> = {
  x86_64: ['amd64'],
  'x86-64': ['amd64'],
  aarch64: ['arm64'],
  armhf: ['arm', 'v7'],
  armel: ['arm', 'v6'],
  i386: ['386'],
};
const PART = /^[A-Za-z0-9_.-]{1,64}$/;

/** Undefined for what names none, such as `linux` alone, which means the builder's own architecture. */
export function parsePlatform(text: string): Platform | undefined {
  const [os = '', architecture = '', variant, ...rest] = text.split('/');
  if (rest.length > 0 || ![os, architecture, variant ?? 'v'].every((part) => PART.test(part))) return undefined;
  return normalised({ os, architecture, variant });
}

/** Spelled in one way: `linux/aarch64` and `linux/arm64/v8` are `linux/arm64`, `linux/arm` is `linux/arm/v7`. */
export function normalised({ os, architecture, variant = '' }: Platform): Platform {
  const written = architecture.toLowerCase();
  const [name, implied] = (Object.hasOwn(ARCHITECTURES, written) && ARCHITECTURES[written]) || [written];
  const said = /^\d/.test(variant) ? `v${variant}` : variant.toLowerCase();
  return { os: os.toLowerCase(), architecture: name, variant: variantOf(name, said || implied) };
}

function variantOf(architecture: string, variant: string | undefined): string | undefined {
  if (architecture === 'arm') return variant || 'v7';
  const isUsual = (architecture === 'arm64' && variant === 'v8') || (architecture === 'amd64' && variant === 'v1');
  return isUsual || variant === '' ? undefined : variant;
}

export const platformText = ({ os, architecture, variant }: Platform): string =>
  [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');

/** The best of them for the wanted one, all normalised; undefined where none runs on it. */
export function platformFor<Offered extends Platform>(
  offered: readonly Offered[],
  wanted: Platform,
): Offered | undefined {
  for (const each of accepted(wanted)) {
    const found = offered.find((one) => platformText(one) === platformText(each));
    if (found) return found;
  }
  return undefined;
}

/** What runs on it, the best first. */
function accepted(wanted: Platform): readonly Platform[] {
  const { os, architecture, variant } = wanted;
  const version = Number(variant?.slice(1) ?? (architecture === 'arm64' ? 8 : 1));
  const down = (name: string, from: number, to: number): Platform[] =>
    Array.from({ length: Math.max(from - to + 1, 0) }, (_, i) =>
      normalised({ os, architecture: name, variant: `v${from - i}` }),
    );
  if (!Number.isInteger(version) || version > 16) return [wanted];
  switch (architecture) {
    case 'amd64':
      return [wanted, ...down('amd64', version - 1, 1), { os, architecture: '386' }];
    case 'arm':
      return [wanted, ...down('arm', version - 1, 5)];
    case 'arm64':
      return [wanted, ...down('arm64', version - 1, 8), ...down('arm', Math.min(version, 8), 5)];
    default:
      return [wanted];
  }
}
