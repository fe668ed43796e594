// The daemon.json of a project: one that stands beside its Compose file is taken for that of the host where the services run.
import { BINDING, isLoopback } from '../compose/networks';
import { type DaemonFile, hardenable, propertyOf, readDaemon, scalarOf, valueOf } from '../daemon/model';
import type { Files } from '../text/files';
import { Memo } from '../text/memo';
import { childUri, parentUri } from '../text/uri';
import type { Related } from './finding';

export interface DaemonBeside {
  readonly uri: string;
  readonly file: DaemonFile;
}

/** The folder of the Compose file, and where a project keeps what goes to /etc. No other folder: that may be another host's. */
const PLACES: readonly (readonly string[])[] = [
  ['daemon.json'],
  ['docker', 'daemon.json'],
  ['etc', 'docker', 'daemon.json'],
];
const KEPT_CHARACTERS = 100_000;
const known = new Memo<DaemonFile>(KEPT_CHARACTERS);

/** The first that is there. Undefined for none, for one that the daemon can't read, and for another program's. */
export function daemonBeside(composeUri: string, files: Files): DaemonBeside | undefined {
  const folder = parentUri(composeUri);
  if (folder === undefined) return undefined;
  return firstDaemon(
    PLACES.map((names) => names.reduce(childUri, folder)),
    files,
  );
}

/** Of a unit: beside it, or in the `etc` that it lies in. */
export function daemonOfUnit(unitUri: string, files: Files): DaemonBeside | undefined {
  const places: string[] = [];
  let folder = parentUri(unitUri);
  for (let i = 0; i < MAX_FOLDERS && folder !== undefined; i++, folder = parentUri(folder)) {
    if (i === 0) places.push(childUri(folder, 'daemon.json'));
    if (folder.endsWith('/etc')) places.push(['docker', 'daemon.json'].reduce(childUri, folder));
  }
  return firstDaemon(places, files);
}

/** `etc/systemd/system/docker.service.d` and a little more. */
const MAX_FOLDERS = 6;

function firstDaemon(places: readonly string[], files: Files): DaemonBeside | undefined {
  const answers = places.map((uri) => ({ uri, answer: files.read(uri) }));
  for (const { uri, answer } of answers) {
    if (answer.kind !== 'text') continue;
    const file = known.get(answer.text) ?? readDaemon(answer.text);
    known.set(answer.text, file);
    return hardenable(file) && file.problems.length === 0 ? { uri, file } : undefined;
  }
  return undefined;
}

/** `no-new-privileges: true`: every container gets it that does not say otherwise. */
export const setsNoNewPrivileges = (composeUri: string, files: Files): boolean => {
  const daemon = daemonBeside(composeUri, files);
  return daemon !== undefined && scalarOf(daemon.file, 'no-new-privileges') === true;
};

/** `userns-remap`: root in a container is nobody on the host. */
export function remapsUsers(daemon: DaemonBeside | undefined): boolean {
  const said = daemon && scalarOf(daemon.file, 'userns-remap');
  return typeof said === 'string' && said.trim() !== '';
}

/** Bridges that are made where nothing else is said publish ports on loopback. `ip` means the default bridge alone. */
export const bindsNetworksToLoopback = (composeUri: string, files: Files): boolean => {
  const daemon = daemonBeside(composeUri, files);
  return daemon !== undefined && isLoopback(networkDefault(daemon, 'bridge', BINDING) ?? '');
};

/** An option that new networks of a driver get which say nothing themselves. */
function networkDefault({ file }: DaemonBeside, driver: string, option: string): string | undefined {
  const drivers = valueOf(file, 'default-network-opts');
  const options = drivers?.kind === 'object' ? drivers.properties.findLast(({ key }) => key === driver) : undefined;
  if (options?.value?.kind !== 'object') return undefined;
  const value = options.value.properties.findLast(({ key }) => key === option)?.value;
  return value?.kind === 'scalar' ? String(value.value) : undefined;
}

/** Where it says a key, to tell beside a finding. */
export function saidIn({ uri, file }: DaemonBeside, key: string, message: string): Related[] {
  const property = propertyOf(file, key);
  return property ? [{ uri, range: property.range, message }] : [];
}
