// Whether an image is there for a platform: `linux/amd64`, `arm64`, `linux/arm/v7`.
// Source: containerd/platforms: aliases, and the variants that machines have by default.

const ALIASES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
  i386: '386',
};

/** Without `linux`, the variant that goes without saying, and other spellings. Undefined where only a system is named. */
function canonical(platform: string): string | undefined {
  const parts = platform.toLowerCase().split('/');
  const [system = '', ...rest] = parts.length === 1 ? ['linux', ...parts] : parts;
  const architecture = rest.map((part) => ALIASES[part] ?? part).join('/');
  if (/^(?:linux|windows|darwin|freebsd)$/.test(architecture) || architecture === '') return undefined;
  const plain = architecture.replace(/^arm64\/v8$/, 'arm64').replace(/^amd64\/v1$/, 'amd64');
  return `${system}/${plain === 'arm' ? 'arm/v7' : plain}`;
}

/** True also where it cannot be told. An ARM of a lower version runs on a higher one. */
export function isOffered(wanted: string, platforms: readonly string[]): boolean {
  const platform = canonical(wanted);
  if (platform === undefined) return true;
  const offered = platforms.map(canonical);
  if (offered.includes(undefined) || offered.includes(platform)) return true;
  const [, architecture = '', variant = ''] = platform.split('/');
  return offered.some((each = '') => {
    const [, other = '', version = ''] = each.split('/');
    return other === architecture && each.split('/')[0] === platform.split('/')[0] && version < variant;
  });
}
