// What lets a program speak versions of TLS that are broken, 1.0 and 1.1 and all SSL: options, configuration, variables.
import type { ShellCommand, ShellWord } from './command';
import { curlArguments, downloadsOf, gitCommand, isLocalSource, wgetArguments } from './downloads';
import { type Option, readArguments, tailOf } from './options';
import { isOptionsVariable } from './tls-runtimes';
import { type Weakness, weakOption, weakValue } from './weakness';

/** Versions as programs write them, apart from the dashes of an option. */
const WEAK_VERSION = /^(?:ssl(?:v?[23])?|ssl_?v2_?3|tls_?v?1(?:[._][01])?)$/i;
export const isWeakVersion = (value: string | undefined): value is string =>
  value !== undefined && WEAK_VERSION.test(value);

type Reader = (command: ShellCommand) => readonly Weakness[];

const MAY_BE_WEAK = /tls|ssl|^-[^-]*[123]|secure.protocol|protocols|LEGACY/i;

/** Parts of a command that allow such a version. */
export function weakTlsVersions(command: ShellCommand): readonly Weakness[] {
  const reader = command.program === undefined ? undefined : READERS.get(command.program);
  return reader && command.args.some(({ value, text }) => MAY_BE_WEAK.test(value ?? text)) ? reader(command) : NONE;
}

const NONE: readonly Weakness[] = [];
const CURL_MINIMUM = /^(?:--(?:proxy-)?tlsv1(?:\.[0-3])?|--sslv[23]|-[123])$/;
const CURL_WEAK = /^(?:--(?:proxy-)?tlsv1(?:\.[01])?|--sslv[23]|-[123])$/;

/** Of several versions the last one counts. */
const curl: Reader = (command) => {
  const sources = downloadsOf(command).map(({ source }) => source);
  if (sources.length > 0 && sources.every(isLocalSource)) return NONE;
  const { options } = curlArguments(command);
  const minimum = options.findLast(({ name }) => CURL_MINIMUM.test(name));
  const found = minimum && CURL_WEAK.test(minimum.name) ? [replaced(command, minimum, '--tlsv1.2')] : [];
  const maximum = options.findLast(({ name }) => name === '--tls-max');
  const isLow = maximum && /^1\.[01]$/.test(maximum.value?.value ?? '');
  return isLow ? [...found, weakOption(command, maximum, ` ${maximum.value?.value}`)] : found;
};

/** The option gives way to another, where it has a word of its own. */
function replaced(command: ShellCommand, option: Option, newText: string): Weakness {
  const weak = weakOption(command, option);
  const word = command.args[option.index];
  const isOwn = !option.isClustered && word !== undefined && word.end - word.start === option.name.length;
  return { ...weak, edit: isOwn ? { start: word.start, end: word.end, newText } : undefined };
}

const wget: Reader = (command) => {
  const { options, operands } = wgetArguments(command);
  if (operands.length > 0 && operands.every(isLocalSource)) return NONE;
  const option = options.findLast(({ name }) => name === '--secure-protocol');
  if (option && isWeakVersion(option.value?.value)) return [valueOf(option, 'TLSv1_2')];
  const executed = options.find(({ name, value }) => /^(?:-e|--execute)$/.test(name) && isWgetLine(value?.value ?? ''));
  return executed ? [weakOption(command, executed, ` ${executed.value?.value}`)] : NONE;
};

const isWgetLine = (text: string): boolean => isWeakVersion(/^secure_?protocol\s*=\s*(\S+)$/i.exec(text)?.[1]);

function valueOf({ name, value, start }: Option, safe: string): Weakness {
  const text = value?.value ?? '';
  const weak = value
    ? weakValue(value, `${name}=${text}`, text, safe)
    : { start, end: start, shown: name, edit: undefined };
  return { ...weak, start };
}

const OPENSSL_WEAK = /^-(?:ssl[23]|tls1|tls1_1|dtls1)$/;

const openssl: Reader = ({ args }) =>
  /^(?:s_client|s_server|s_time|ciphers)$/.test(args[0]?.value ?? '')
    ? plainWords(args, OPENSSL_WEAK, 'openssl')
    : NONE;

const plainWords = (args: readonly ShellWord[], weak: RegExp, program: string): Weakness[] =>
  args.flatMap((word) =>
    weak.test(word.value ?? '') ? [{ start: word.start, end: word.end, shown: `${program} ${word.value}` }] : [],
  );

const git: Reader = (command) => {
  const { options, subcommand, args } = gitCommand(command);
  const option = options.find(({ name, value }) => {
    const [key = '', given] = (value?.value ?? '').split('=');
    return name === '-c' && SSL_VERSION.test(key) && isWeakVersion(given);
  });
  if (option) return [weakOption(command, option, ` ${option.value?.value}`)];
  if (subcommand !== 'config') return NONE;
  const { operands } = readArguments(args, { short: 'f' });
  const at = operands.findIndex(({ value }) => SSL_VERSION.test(value ?? ''));
  const [key, value] = at < 0 ? [] : operands.slice(at);
  if (!key || !value || !isWeakVersion(value.value)) return NONE;
  return [{ ...weakValue(value, `${key.value} ${value.value}`, value.value, 'tlsv1.2'), start: key.start }];
};
const SSL_VERSION = /^http\.(?:.+\.)?sslversion$/i;

/** Options for the virtual machine of Java, and for Node.js: in arguments and in variables. */
export function weakRuntimeOption(text: string): string | undefined {
  for (const [option] of text.matchAll(
    /--tls-m(?:in|ax)-v1\.[01]\b|-D(?:https\.protocols|jdk\.tls\.client\.protocols)=[^\s"']+/g,
  )) {
    const list = option.split('=')[1]?.split(',');
    if (list === undefined || list.some(isWeakVersion)) return option;
  }
  return undefined;
}

const runtime: Reader = ({ args }) =>
  args.flatMap(({ value, start, end }) => {
    const shown = weakRuntimeOption(value ?? '');
    return shown === undefined ? [] : [{ start, end, shown }];
  });

/** `update-crypto-policies --set LEGACY` */
const policies: Reader = ({ args }) =>
  args.flatMap(({ value = '', start, end }, i) =>
    args[i - 1]?.value === '--set' && /^LEGACY\b/.test(value)
      ? [{ start, end, shown: `update-crypto-policies --set ${value}` }]
      : [],
  );

/** `--tls-version=1.0` and the like: a value that follows a `=` or stands alone. */
const byOption =
  (name: RegExp): Reader =>
  (command) =>
    command.args.flatMap((word, i) => {
      const text = word.value ?? '';
      const sign = text.indexOf('=');
      const given = sign < 0 ? command.args[i + 1] : tailOf(word, sign + 1);
      if (!name.test(sign < 0 ? text : text.slice(0, sign)) || !given || !isWeakVersion(given.value)) return [];
      return [{ start: word.start, end: given.end, shown: `${text} ${sign < 0 ? given.value : ''}`.trim() }];
    });

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['curl', curl],
  ['wget', wget],
  ['wget2', wget],
  ['openssl', openssl],
  ['git', git],
  ['update-crypto-policies', policies],
  ['http', byOption(/^--ssl$/)],
  ['https', byOption(/^--ssl$/)],
  ['java', runtime],
  ['mvn', runtime],
  ['gradle', runtime],
  ['node', runtime],
]);

/** Variables that name a version of TLS, or options of a runtime that do. */
export function weakTlsVariable(name: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  if (/^(?:GIT_SSL_VERSION|(?:CURL_|MIN_)?(?:SSL|TLS)_(?:VERSION|PROTOCOL|MIN_VERSION)|MIN_TLS)$/.test(name))
    return isWeakVersion(value);
  return isOptionsVariable(name) && weakRuntimeOption(value) !== undefined;
}

/** Lines of configuration files, by the file's name. */
export const WEAK_VERSION_LINES: readonly (readonly [RegExp, (line: string) => boolean])[] = [
  [/(?:^|\/)[._]?curlrc$/, (line) => /^-?-?(?:tlsv1(?:\.[01])?|sslv[23])\s*$/.test(line)],
  [/(?:^|\/)\.?wgetrc$/, isWgetLine],
  [
    /(?:^|\/)openssl(?:\w*)\.cnf(?:$|\.)/,
    (line) => isWeakVersion(/^MinProtocol\s*=\s*(\S+)$/.exec(line)?.[1]) || /@SECLEVEL=0/.test(line),
  ],
  [/(?:^|\/)\.?gitconfig$/, (line) => isWeakVersion(/^sslversion\s*=\s*(\S+)$/i.exec(line)?.[1])],
  [/nginx|\.conf$/, (line) => /^ssl_protocols\s.*\b(?:SSLv[23]|TLSv1(?:\.1)?)(?=[\s;])/.test(line)],
  [
    /apache|httpd|ssl\.conf$/,
    (line) => /^SSLProtocol\s+(?!.*-all\b)(?:.*\s)?\+?(?:SSLv[23]|TLSv1(?:\.1)?)(?:\s|$)/.test(line),
  ],
];
