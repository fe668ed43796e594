// Which files are the Docker daemon's configuration, by name alone.

/** `name` is the last part of a path. */
export const isDaemonName = (name: string): boolean => name.toLowerCase() === 'daemon.json';
