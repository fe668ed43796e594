// Addresses of what comes from another machine, and whether they name one thing for good.

export const isRemote = (path: string): boolean => /^(?:oci|git|ssh|https?):\/\/|^git@|^github\.com\//.test(path);
export const isPinned = (path: string): boolean => /@sha256:[0-9a-f]{64}$|#[0-9a-f]{40}(?::|$)/.test(path);

export const remoteMessage = (what: string, path: string): string =>
  `${what} takes what '${path.length > 40 ? `${path.slice(0, 39)}…` : path}' is today; pin it to a ${path.startsWith('oci:') ? 'digest' : 'commit'}`;
