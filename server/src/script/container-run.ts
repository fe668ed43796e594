// A command that starts a container: `docker run`, `docker create`, `podman run`, with the options that it gives.
import type { ShellCommand, ShellWord } from '../shell/command';
import { type Option, placeOfOption, readArguments } from '../shell/options';
import { unwrap } from '../shell/wrappers';
import type { TextEdit } from '../text/edit';
import type { Range } from '../text/range';
import { type Contents, HOLE, resolved } from './contents';

export interface RunOption {
  /** The long name without dashes: `volume` for `-v`. */
  readonly name: string;
  /** Empty for none. What only a run knows is a hole. */
  readonly value: string;
  readonly range: Range;
  /** Takes it out; undefined where it is not written here. */
  readonly removal: TextEdit | undefined;
}

export interface ContainerRun {
  /** As a user would say it: `docker run`. */
  readonly what: string;
  readonly options: readonly RunOption[];
}

/** Where the words of commands stand in the file. */
export interface Placed {
  readonly source: string;
  readonly rangeOf: (start: number, end: number) => Range;
  /** Of an offset in the script. */
  readonly place: (offset: number) => number;
}

const ENGINES: ReadonlySet<string> = new Set([
  'docker',
  'podman',
  'nerdctl',
  'docker.io',
  'podman-remote',
  'docker.exe',
]);
/** `$(DOCKER) run`, `${CONTAINER_ENGINE:-podman} run`. */
const ENGINE_VARIABLE =
  /^"?\$\{?(?:\w*(?:docker|podman)(?:_?(?:cmd|bin|cli|command|exe|binary))?|(?:container|oci)_?(?:engine|runtime|cli|cmd|tool|command)|engine)(?::?[-=][\w ./-]*)?\}?"?$/i;

const GLOBAL = {
  short: 'Hcl',
  long: new Set(
    '--host --context --config --log-level --tlscacert --tlscert --tlskey --connection --url --identity --root --runroot --storage-driver --storage-opt --namespace --address --cgroup-manager --runtime --tmpdir'.split(
      ' ',
    ),
  ),
};

const VALUED =
  'add-host annotation attach blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns cidfile cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops dns dns-opt dns-option dns-search domainname entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries health-start-interval health-start-period health-timeout hostname io-maxbandwidth io-maxiops ip ip6 ipc isolation kernel-memory label label-file link link-local-ip log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount name net net-alias network network-alias oom-score-adj pid pids-limit platform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir ' +
  'arch authfile chrootdirs conmon-pidfile creds decryption-key gidmap group-entry hostuser image-volume init-path os passwd-entry personality pidfile pod pod-id-file preserve-fds rdt-class requires sdnotify seccomp-policy secret shm-size-systemd subgidname subuidname systemd timeout tz uidmap umask unsetenv variant ' +
  'config constraint container-label credential-spec endpoint-mode generic-resource host limit-cpu limit-memory limit-pids max-concurrent mode placement-pref replicas replicas-max-per-node reserve-cpu reserve-memory restart-condition restart-delay restart-max-attempts restart-window rollback-delay rollback-failure-action rollback-max-failure-ratio rollback-monitor rollback-order rollback-parallelism stop-grace-period update-delay update-failure-action update-max-failure-ratio update-monitor update-order update-parallelism';
const RUN = { short: 'acehlmpuvw', long: new Set(VALUED.split(' ').map((name) => `--${name}`)) };

const LONG_OF_SHORT: ReadonlyMap<string, string> = new Map([
  ['-v', 'volume'],
  ['-p', 'publish'],
  ['-P', 'publish-all'],
  ['-u', 'user'],
  ['--net', 'network'],
]);

/** Undefined for a command that starts no container. */
export function containerRun(command: ShellCommand, contents: Contents, placed: Placed): ContainerRun | undefined {
  const call = engineCall(command, contents);
  if (!call) return undefined;
  const { engine, words } = call;
  const args = words.slice(1);
  const start = startOf(args);
  if (start === undefined) return undefined;
  const own = { ...command, args: expanded(args.slice(start.count), contents), name: args[start.count - 1] };
  const { options } = readArguments(untilImage(own.args), RUN);
  return {
    what: `${engine} ${start.verb}`,
    options: options.map((option) => runOption(own, option, contents, placed)),
  };
}

export interface EngineCall {
  /** As a user would say it. */
  readonly engine: string;
  /** From its name on. */
  readonly words: readonly ShellWord[];
  /** Which of them is the first behind the global options; below zero for none. */
  readonly first: number;
}

/** Undefined for a command of another program. */
export function engineCall(command: ShellCommand, contents: Contents): EngineCall | undefined {
  const words = engineWords(command, contents);
  const engine = words && engineOf(words[0]);
  if (!words || engine === undefined) return undefined;
  const [verb] = readArguments(words.slice(1, MAX_GLOBAL), GLOBAL).operands;
  return { engine, words, first: verb ? words.indexOf(verb) : -1 };
}

/** Programs and functions that people write to run the command behind them. */
const RUNS_THE_REST = /^(?:ssh|winpty|watch|flock|retry\w*|try\w*|run\w*|exec\w*|do_\w+)$/;

/** The words from the engine's name on, with what a variable before them holds. */
function engineWords({ program, name, args }: ShellCommand, contents: Contents): readonly ShellWord[] | undefined {
  if (!name) return undefined;
  if (program !== undefined && ENGINES.has(program)) return [name, ...args];
  if (program !== undefined) {
    if (!RUNS_THE_REST.test(program)) return undefined;
    const at = args.slice(0, MAX_GLOBAL).findIndex((word) => engineOf(word) !== undefined);
    return at < 0 ? undefined : args.slice(at);
  }
  if (!name.text.includes('$')) return undefined;
  const held = contents.get(REFERENCE.exec(name.text)?.[2] ?? '');
  if (!held || held.length === 0) return [name, ...args];
  return unwrap([...held.map((text) => heldWord(text, name)), ...args]).words;
}

function engineOf(word: ShellWord | undefined): string | undefined {
  if (!word) return undefined;
  const name = word.value?.slice(word.value.lastIndexOf('/') + 1);
  if (name !== undefined) return ENGINES.has(name) ? name.replace(/\..*/, '') : undefined;
  return ENGINE_VARIABLE.test(word.text) ? 'docker' : undefined;
}

/** How many words stand before the options of the run. */
function startOf(args: readonly ShellWord[]): { readonly count: number; readonly verb: string } | undefined {
  const { operands } = readArguments(args.slice(0, MAX_GLOBAL), GLOBAL);
  const [first, second] = operands;
  const isService = first?.value === 'service';
  const verb = isService || first?.value === 'container' ? second : first;
  if (!verb || (verb.value !== 'create' && (isService || verb.value !== 'run'))) return undefined;
  return { count: args.indexOf(verb) + 1, verb: isService ? `service ${verb.value}` : verb.value };
}

const MAX_GLOBAL = 24;

const REFERENCE = /^("?)\$\{?(\w+)(\[[@*]\])?(?:[:+][-+=][^}]*)?\}?"?$/;
const HOLDS_OPTIONS = /opt|arg|flag|param|extra|vol|mount|env|net|port|cap|priv|dev|gpu|common|^\w*run/i;
const HOLDS_IMAGE = /image|img|tag|name|container|repo/i;

/** Variables that hold options are put in; those that may hold some, and hold nothing that is known, are left out. */
export function expanded(args: readonly ShellWord[], contents: Contents): ShellWord[] {
  return args.flatMap((word): ShellWord[] => {
    if (word.value !== undefined) return [word];
    const [, quote, name, isArray] = REFERENCE.exec(word.text) ?? [];
    if (name === undefined || (quote && isArray === undefined)) return [word];
    const held = contents.get(name);
    if (held && held.length > 0) return held.map((text) => heldWord(text, word));
    const mayBeEmpty = isArray !== undefined || (HOLDS_OPTIONS.test(name) && !HOLDS_IMAGE.test(name));
    return mayBeEmpty ? [] : [word];
  });
}

const heldWord = (text: string, { start, end }: ShellWord): ShellWord => {
  const plain = text.replace(/^(["'])(.*)\1$/, '$2');
  return { text, pieces: [plain], value: plain.includes('$') ? undefined : plain, start, end };
};

/** What stands behind the image is the container's own. */
function untilImage(args: readonly ShellWord[]): readonly ShellWord[] {
  const { operands } = readArguments(args, RUN);
  const image = operands[0];
  return image ? args.slice(0, args.indexOf(image)) : args;
}

function runOption(command: ShellCommand, option: Option, contents: Contents, placed: Placed): RunOption {
  const { rangeOf, place } = placed;
  const { value, name } = option;
  const end = value && value.end > option.start ? value.end : option.end;
  return {
    name: LONG_OF_SHORT.get(name) ?? name.replace(/^-+/, ''),
    value: value === undefined ? '' : resolved(value, contents),
    range: rangeOf(place(option.start), place(end)),
    removal: removalOf(command, option, placed),
  };
}

function removalOf(command: ShellCommand, option: Option, { source, rangeOf, place }: Placed): TextEdit | undefined {
  const at = placeOfOption(command, option);
  if (!at) return undefined;
  const [start, end] = [place(at.start), place(at.end)];
  const text = source.slice(start, end);
  // What is held by a variable, or stands in a nested script with escapes, is not written here.
  const isHere = option.isClustered
    ? text === option.name.slice(1)
    : /^[\s\\]+-/.test(text) && text.includes(option.name);
  return isHere ? { range: rangeOf(start, end), newText: '' } : undefined;
}

export const isTrue = (option: RunOption): boolean => !/^(?:false|0|f)$/i.test(option.value) && option.value !== HOLE;

export const optionsNamed = ({ options }: ContainerRun, name: string): RunOption[] =>
  options.filter((option) => option.name === name);
