// What popular servers write to beside their data, and have to own when they do not run as root.

export interface WritablePaths {
  readonly directories: readonly string[];
  readonly files: readonly string[];
}

const NONE: WritablePaths = { directories: [], files: [] };
const BY_IMAGE: Readonly<Record<string, WritablePaths>> = {
  nginx: { directories: ['/var/cache/nginx'], files: ['/run/nginx.pid'] },
  httpd: { directories: ['/usr/local/apache2/logs'], files: [] },
};

/** By the name under which Docker shows the image: `nginx`. */
export const writablePathsOf = (imageName: string): WritablePaths =>
  Object.hasOwn(BY_IMAGE, imageName) ? (BY_IMAGE[imageName] ?? NONE) : NONE;
