// What switches the check of TLS certificates off: options of programs, their configuration, variables of the environment.
import type { ShellAssignment, ShellCommand, ShellWord } from './command';
import { curlArguments, downloadsOf, GIT_CLONE, gitCommand, isLocalSource, wgetArguments } from './downloads';
import { type Option, readArguments } from './options';
import { insecureCode, insecureOption } from './tls-runtimes';
import { anyHost, weakVariable } from './tls-variables';
import { isOff, isOn, type Weakness, weakOption, weakValue } from './weakness';

/** Switches in one command: options, configuration, variables in front of it or exported by it. */
export function tlsBypasses(command: ShellCommand): readonly Weakness[] {
  const reader = command.program === undefined ? undefined : READERS.get(command.program);
  const own = reader && command.args.some(({ text, value = text }) => MAY_BE_WEAK.test(value)) ? reader(command) : NONE;
  const code = insecureCode(command);
  const found = code.length > 0 ? [...own, ...code] : own;
  const { assignments, wrappers, program } = command;
  const mayAssign = assignments.length > 0 || wrappers.length > 0 || EXPORTERS.has(program);
  return mayAssign ? [...found, ...assignedBefore(command)] : found;
}

const NONE: readonly Weakness[] = [];
const EXPORTERS: ReadonlySet<string | undefined> = new Set(['export', 'declare', 'typeset']);
/** A part of every option and setting below: most commands have none of them, and need not be read. */
const MAY_BE_WEAK = /insecure|cert|trust|ssl|verif|disable-tls|secure-http|unsafely|^-[^-]*[kc]/i;

function assignedBefore(command: ShellCommand): Weakness[] {
  const { name, assignments, wrappers, program, args } = command;
  if (EXPORTERS.has(program)) return args.flatMap(exported);
  if (!name) return [];
  const all = [...wrappers.flatMap((wrapper) => wrapper.assignments), ...assignments];
  return all.flatMap(({ name: variable, value, start, end }: ShellAssignment, i) => {
    const weak = weakVariable(variable, value ? value.value : '');
    if (!weak) return [];
    const next = all[i + 1]?.start ?? name.start;
    const edit = i < assignments.length && next > end && !weak.isPart ? { start, end: next, newText: '' } : undefined;
    return [{ start, end, shown: `${variable}=${value?.text ?? ''}`, edit }];
  });
}

function exported(word: ShellWord): Weakness[] {
  const sign = word.text.indexOf('=');
  if (sign < 1) return [];
  const name = word.text.slice(0, sign);
  const value = word.value?.slice(sign + 1) ?? /^[\w.*/:,-]+$/.exec(word.text.slice(sign + 1))?.[0];
  const weak = weakVariable(name, value);
  return weak ? [weakValue(word, `${name}=${value ?? ''}`, value ?? '', value ? weak.safe : undefined)] : [];
}

type Reader = (command: ShellCommand) => Weakness[];

/** Options of a program that switch the check off by being there, or by a value. */
const byOptions =
  (isWeak: (option: Option) => boolean, short = '', long: readonly string[] = []): Reader =>
  (command) => {
    const { options } = readArguments(command.args, { short, long: new Set(long) });
    return options.filter(isWeak).map((option) => weakOption(command, option));
  };

const named =
  (...names: readonly string[]) =>
  ({ name, value }: Option): boolean =>
    names.includes(name) && !isOff(value?.value);
const switchedOff =
  (...names: readonly string[]) =>
  ({ name, value }: Option): boolean =>
    names.includes(name) && isOff(value?.value);

const curl: Reader = (command) => {
  const sources = downloadsOf(command).map(({ source }) => source);
  if (sources.length > 0 && sources.every(isLocalSource)) return [];
  return curlArguments(command)
    .options.filter(({ name }) => /^(?:-k|--insecure|--(?:proxy|doh)-insecure)$/.test(name))
    .map((option) => weakOption(command, option));
};

const wget: Reader = (command) => {
  const { options, operands } = wgetArguments(command);
  if (operands.length > 0 && operands.every(isLocalSource)) return [];
  return options.flatMap((option) => {
    const { name, value } = option;
    const text = value?.value ?? '';
    if (name.startsWith('--no-check-cert')) return [weakOption(command, option)];
    const isWeak =
      (name === '--check-certificate' && (isOff(text) || text === 'quiet')) ||
      (/^(?:-e|--execute)$/.test(name) && /^check_?certificate\s*=\s*(?:off|quiet)$/i.test(text));
    return isWeak ? [weakOption(command, option, ` ${text}`)] : [];
  });
};

/** `--trusted-host`, and `pip config set global.trusted-host`. */
const pip: Reader = (command) => {
  const long = new Set([
    '--trusted-host',
    '--index-url',
    '--extra-index-url',
    '--find-links',
    '--requirement',
    '--allow-insecure-host',
  ]);
  const { options, operands } = readArguments(command.args, { short: 'rcetif', long });
  const isModule = /^python[\d.]*$/.test(command.program ?? '');
  if (isModule && !command.args.some(({ value }) => value === 'pip')) return [];
  const found = options.filter(
    ({ name, value }) => /^--(?:trusted-host|allow-insecure-host)$/.test(name) && anyHost.isWeak(value?.value),
  );
  const at = operands.findIndex(({ value }) => value === 'config');
  const [set, key, value] = at < 0 ? [] : operands.slice(at + 1);
  const isConfig = set?.value === 'set' && /\.trusted-host$/.test(key?.value ?? '') && anyHost.isWeak(value?.value);
  const settings = isConfig && key && value ? [{ start: key.start, end: value.end, shown: 'trusted-host' }] : [];
  return [...found.map((option) => weakOption(command, option, ` ${option.value?.value ?? ''}`)), ...settings];
};

const STRICT_SSL = /^(?:strict-ssl|enableStrictSsl)$/;

/** `config set strict-ssl false` of npm, yarn and pnpm, and the option. */
const npm: Reader = (command) => {
  const { options, operands } = readArguments(command.args);
  const found: Weakness[] = [];
  for (const option of options) {
    const next = command.args[option.index + 1];
    const isWeak = option.name === '--no-strict-ssl' || (option.name === '--strict-ssl' && isOff(option.value?.value));
    if (isWeak) found.push(weakOption(command, option));
    else if (option.name === '--strict-ssl' && !option.value && next && isOff(next.value))
      found.push(weakOption(command, { ...option, lastIndex: option.index + 1 }));
  }
  const set = operands.findIndex(({ value }) => value === 'set');
  if (set < 0 || set > 1) return found;
  const [pair, value] = operands.slice(set + 1);
  const [key = '', glued] = (pair?.value ?? '').split('=');
  if (!pair || !STRICT_SSL.test(key)) return found;
  if (glued !== undefined && isOff(glued)) found.push(weakValue(pair, `${key}=${glued}`, glued, 'true'));
  else if (value && isOff(value.value)) found.push(setting(pair, value, 'true'));
  return found;
};

/** A key and its value as two words. */
function setting(key: ShellWord, value: ShellWord, safe?: string): Weakness {
  const weak = weakValue(value, `${key.value ?? key.text} ${value.value ?? value.text}`, value.value ?? '', safe);
  return { ...weak, start: key.start };
}

const SSL_VERIFY = /^http\.(?:.+\.)?sslverify$/i;

const git: Reader = (command) => {
  const { options, subcommand, args } = gitCommand(command);
  const found = options
    .filter(({ name, value }) => {
      const [key = '', given] = (value?.value ?? '').split('=');
      return name === '-c' && SSL_VERIFY.test(key) && isOff(given);
    })
    .map((option) => weakOption(command, option, ` ${option.value?.value ?? ''}`));
  if (subcommand !== 'config' && subcommand !== 'clone') return found;
  const { options: own, operands } = readArguments(args, subcommand === 'clone' ? GIT_CLONE : { short: 'f' });
  if (subcommand === 'clone') {
    const weak = own.find(({ name, value }) => {
      const [key = '', given] = (value?.value ?? '').split('=');
      return (name === '-c' || name === '--config') && SSL_VERIFY.test(key) && isOff(given);
    });
    return weak?.value
      ? [...found, { start: weak.start, end: weak.value.end, shown: `git ${weak.value.text}` }]
      : found;
  }
  const at = operands.findIndex(({ value }) => SSL_VERIFY.test(value ?? ''));
  const [key, value] = at < 0 ? [] : operands.slice(at);
  return key && value && isOff(value.value) ? [...found, setting(key, value, 'true')] : found;
};

/** `-o Acquire::https::Verify-Peer=false`. */
const apt: Reader = (command) =>
  readArguments(command.args, { short: 'otc', long: new Set(['--option', '--target-release', '--config-file']) })
    .options.filter(({ name, value }) => {
      const [key = '', given] = (value?.value ?? '').split('=');
      return (name === '-o' || name === '--option') && APT_VERIFY.test(key) && isOff(given);
    })
    .map((option) => weakOption(command, option, ` ${option.value?.value ?? ''}`));

export const APT_VERIFY = /^acquire::(?:https|http|socks5?h?)::(?:.+::)?verify-(?:peer|host)$/i;

/** `--setopt=sslverify=0`, for all repositories or for one. */
const dnf: Reader = (command) =>
  readArguments(command.args, { short: 'cRdex', long: new Set(['--setopt']) }).options.flatMap((option) => {
    const [key = '', given] = (option.value?.value ?? '').split('=');
    if (option.name !== '--setopt' || !/(?:^|\.)sslverify$/.test(key) || !isOff(given)) return [];
    const word = command.args[option.lastIndex];
    const weak = word && weakValue(word, option.value?.value ?? '', given, '1');
    return weak ? [{ ...weak, start: option.start }] : [];
  });

/** `config --set ssl_verify false` of conda, `config ssl_verify_mode 0` of bundler, `config disable-tls true` of composer. */
const keyAndValue =
  (key: RegExp, isWeak: (value: string | undefined) => boolean, safe: string): Reader =>
  ({ args }) => {
    const at = args.findIndex(({ value }) => value !== undefined && key.test(value));
    const [name, value] = at < 0 || args[0]?.value !== 'config' ? [] : args.slice(at);
    return name && value && isWeak(value.value) ? [setting(name, value, safe)] : [];
  };

const conda = keyAndValue(/^ssl_verify$/, isOff, 'true');
const bundle = keyAndValue(/^ssl_verify_mode$/, (value) => value === '0', '1');
const composerTls = keyAndValue(/^disable-tls$/, isOn, 'false');
const composerHttp = keyAndValue(/^secure-http$/, isOff, 'true');
const composer: Reader = (command) => [...composerTls(command), ...composerHttp(command)];
const poetry = keyAndValue(/^certificates\.[\w-]+\.cert$/, isOff, 'true');
const gcloud = keyAndValue(/^auth\/disable_ssl_validation$/, isOn, 'false');
const galaxy = byOptions(named('--ignore-certs', '-c'), 'psr');

/** `go env -w GOINSECURE=…`; `go get -insecure` before Go 1.17. */
const go: Reader = (command) => {
  const [subcommand, option, ...settings] = command.args;
  if (subcommand?.value === 'env' && option?.value === '-w') return settings.flatMap(exported);
  if (subcommand?.value !== 'get') return [];
  return readArguments(command.args, { singleDash: true })
    .options.filter(named('-insecure'))
    .map((each) => weakOption(command, each));
};

const kubernetes = byOptions(named('--insecure-skip-tls-verify'));
const images = byOptions(switchedOff('--tls-verify', '--src-tls-verify', '--dest-tls-verify'));
/** `-Dmaven.wagon.http.ssl.insecure=true`, also for what a wrapper script starts. */
const java: Reader = ({ args }) =>
  args.flatMap((word) => {
    const option = insecureOption(word.value ?? '');
    if (option === undefined) return [];
    return [option.endsWith('=true') ? weakValue(word, word.text, 'true', 'false') : { ...word, shown: option }];
  });

/** A word that says so by itself: `set ssl:verify-certificate no` of lftp, `?ssl_verify=no` of zypper. */
const bySetting =
  (setting: RegExp): Reader =>
  ({ args }) =>
    args.flatMap(({ value, start, end }) => {
      const shown = setting.exec(value ?? '')?.[0];
      return shown === undefined ? [] : [{ start, end, shown }];
    });

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['curl', curl],
  ['wget', wget],
  ['wget2', wget],
  ['git', git],
  ['aria2c', byOptions(switchedOff('--check-certificate'))],
  ['http', byOptions(switchedOff('--verify'), '', ['--verify'])],
  ['aws', byOptions(named('--no-verify-ssl'))],
  ['hg', byOptions(named('--insecure'))],
  ['svn', byOptions(named('--trust-server-cert', '--trust-server-cert-failures'))],
  ['axel', byOptions(named('--insecure', '-k'), 'snoUTHX')],
  ['deno', byOptions(named('--unsafely-ignore-certificate-errors'))],
  ['lftp', bySetting(/ssl:verify-certificate\s+(?:no|false|off)\b/)],
  ['zypper', bySetting(/[?&]ssl_verify=no\b/)],
  ['poetry', poetry],
  ['vault', byOptions(named('-tls-skip-verify', '--tls-skip-verify'))],
  ...['oras', 'crane', 'mc', 'regctl'].map((name): [string, Reader] => [name, byOptions(named('--insecure'))]),
  ...['apk', 'rclone', 's3cmd', 'yt-dlp', 'youtube-dl'].map((name): [string, Reader] => [
    name,
    byOptions(named('--no-check-certificate', '--no-check-certificates')),
  ]),
  ...['mvn', 'mvnw', 'java', 'gradle', 'gradlew', 'sbt'].map((name): [string, Reader] => [name, java]),
  ['gcloud', gcloud],
  ['go', go],
  ['ansible-galaxy', galaxy],
  ['conda', conda],
  ['mamba', conda],
  ['bundle', bundle],
  ['composer', composer],
  ...['helm', 'kubectl', 'oc'].map((name): [string, Reader] => [name, kubernetes]),
  ...['podman', 'buildah', 'skopeo'].map((name): [string, Reader] => [name, images]),
  ...['pip', 'pip2', 'pip3', 'uv', 'python', 'python2', 'python3'].map((name): [string, Reader] => [name, pip]),
  ...['npm', 'yarn', 'pnpm', 'npx'].map((name): [string, Reader] => [name, npm]),
  ...['apt', 'apt-get', 'aptitude'].map((name): [string, Reader] => [name, apt]),
  ...['yum', 'dnf', 'dnf5', 'microdnf', 'tdnf', 'yum-config-manager', 'dnf-config-manager'].map(
    (name): [string, Reader] => [name, dnf],
  ),
]);
