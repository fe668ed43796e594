// Which words of a command name something that is fetched, as far as a protocol may stand in front of it.
import type { ShellCommand, ShellWord } from './command';
import { curlArguments, gitCommand, hostOf, isLoopback, wgetArguments } from './downloads';
import { codeOf } from './more-downloads';
import { tailOf } from './options';

/** Programs whose addresses are text to them, or lead to what is signed: packages of apt and apk, keys by their fingerprint. */
const NO_FETCHER: ReadonlySet<string> = new Set(
  (
    'echo printf sed awk gawk mawk grep egrep fgrep cat tee test [ [[ export declare local read true : expr jq yq envsubst cut tr find ' +
    'ls rm mkdir touch cp mv chmod chown ln alias useradd adduser usermod groupadd hostnamectl xmlstarlet crudini augtool ' +
    'apk apt apt-get aptitude add-apt-repository apt-add-repository debootstrap gpg gpg2 dirmngr pacman-key pacman nix-channel ' +
    'wp drush drupal occ moodle openssl set configure cmake make meson'
  ).split(' '),
);

/** Options whose address is where something is reached, or only a name. */
const NO_SOURCE =
  /^--with-|^-D|prox(?:y|ies)|referer|referrer|origin|agent|namespace|schema|home|base|public|external|advertis|issuer|callback|redirect|listen|bind|host|site|server|addr|endpoint|web|doc|vendor|author|label|description|keyserver|url-?prefix|etcd|cluster|peer|metric|target|upstream|backend/i;
const isNoSource = (option: string): boolean => option !== '' && NO_SOURCE.test(option);
const FETCHING_GIT = /^(?:clone|fetch|pull|ls-remote|remote|submodule|archive)$/;

export function fetchedWords(command: ShellCommand): readonly ShellWord[] {
  const { program, args } = command;
  if (program === undefined || NO_FETCHER.has(program)) return NONE;
  if (program === 'curl') {
    const { options, operands } = curlArguments(command);
    return [...operands, ...options.flatMap(({ name, value }) => (name === '--url' && value ? [value] : []))];
  }
  if (program === 'wget' || program === 'wget2') return wgetArguments(command).operands;
  if (program === 'git') {
    const git = gitCommand(command);
    return FETCHING_GIT.test(git.subcommand ?? '') ? git.args : NONE;
  }
  return args.flatMap((word, i) => {
    if (!word.text.startsWith('-')) return isNoSource(optionBefore(args[i - 1])) ? [] : [word];
    const sign = word.text.indexOf('=');
    return sign < 0 || isNoSource(word.text.slice(0, sign)) ? [] : [tailOf(word, sign + 1)];
  });
}

const NONE: readonly ShellWord[] = [];
/** The option that a word may be the value of, or a setting: `config set proxy http://…`. */
const optionBefore = (word: ShellWord | undefined): string =>
  word && /^-[^=]*$|prox/i.test(word.text) ? word.text : '';

const DOWNLOADS =
  /urlopen|urlretrieve|requests\.|wget\.|copy\s*\(|file_get_contents|fopen|open-uri|URI\.open|http\.get|fetch\s*\(|download|LWP|install\.packages|repos\s*=|source\s*\(/;

const CODED = /^(?:python|perl|ruby|node|php|R$|Rscript$)/;

/** The first address in clear text that code in a word fetches: `python -c`, `R -e`, `php -r`. */
export function codeSource(command: ShellCommand): { readonly word: ShellWord; readonly url: string } | undefined {
  const code = CODED.test(command.program ?? '') ? codeOf(command) : undefined;
  const text = code?.value ?? code?.text ?? '';
  const url = /["'`]((?:http|ftp):\/\/[^"'`\s]+)/i.exec(text)?.[1];
  return code && url !== undefined && DOWNLOADS.test(text) && !isNearby(hostOf(url) ?? '')
    ? { word: code, url }
    : undefined;
}

/** This machine, the one that builds, and what a cloud tells its machines: none of them is reached over a network of others. */
export const isNearby = (host: string): boolean =>
  isLoopback(host) || /^(?:169\.254\.[\d.]+|host\.docker\.internal|metadata\.google\.internal|\[?::1?\]?)$/i.test(host);

export const isClearText = (url: string): boolean => /^(?:http|ftp|git):\/\/[^/]/i.test(url);

/** Variables that name where packages come from. */
const SOURCES =
  /^(?:PIP_(?:EXTRA_)?INDEX_URL|PIP_FIND_LINKS|UV_(?:DEFAULT_|EXTRA_)?INDEX(?:_URL)?|NPM_CONFIG_REGISTRY|YARN_(?:NPM_REGISTRY_SERVER|REGISTRY)|GOPROXY|NODEJS_ORG_MIRROR|NVM_NODEJS_ORG_MIRROR|RUSTUP_(?:DIST_SERVER|UPDATE_ROOT)|HEX_MIRROR|BUNDLE_MIRROR__\w+)$/i;
export const isSourceVariable = (name: string): boolean => SOURCES.test(name);

/** Lines of configuration files that name where packages come from, by the file's name. */
export const SOURCE_LINES: readonly (readonly [RegExp, (line: string) => boolean])[] = [
  [/(?:^|\/)\.?(?:npmrc|yarnrc)$/, (line) => isSource(/^(?:@[\w-]+:)?registry[\s=]+"?(\S+?)"?$/.exec(line))],
  [/(?:^|\/)\.?yarnrc\.yml$/, (line) => isSource(/^npmRegistryServer:\s*"?(\S+?)"?$/.exec(line))],
  [/(?:^|\/)pip\.(?:conf|ini)$/, (line) => isSource(/^(?:extra-)?index-url\s*=\s*(\S+)$/.exec(line))],
  [/(?:^|\/)\.gemrc$/, (line) => isSource(/^-\s*(\S+)$/.exec(line))],
];

const isSource = (match: RegExpExecArray | null): boolean => {
  const url = match?.[1] ?? '';
  return isClearText(url) && !isNearby(hostOf(url) ?? '');
};
