// What curl, wget, git and others fetch, and where they put it.
import type { ShellCommand, ShellRedirect, ShellWord } from './command';
import { otherDownloads } from './more-downloads';
import { type Arguments, constantStart, type OptionTable, readArguments } from './options';

export type Destination =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly path: ShellWord }
  /** A file with the name that ends the URL. */
  | { readonly kind: 'named-by-source'; readonly directory?: ShellWord }
  | { readonly kind: 'directory'; readonly path?: ShellWord };

export interface ShellDownload {
  readonly source: ShellWord;
  readonly destination: Destination;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' ').map((name) => `--${name}`));

const CURL: OptionTable = {
  short: 'AbcCdDeEFHKmoPQrtTuUwxXyYz',
  long: words(
    'output url user user-agent header data data-ascii data-binary data-raw data-urlencode json form form-string request proxy ' +
      'preproxy cacert capath cert cert-type key key-type pass max-time connect-timeout retry retry-delay retry-max-time proto ' +
      'proto-default proto-redir tls-max tls13-ciphers ciphers curves cookie cookie-jar referer range output-dir ' +
      'create-file-mode write-out interface resolve connect-to limit-rate rate speed-limit speed-time max-redirs max-filesize ' +
      'netrc-file dump-header upload-file config unix-socket socks4 socks4a socks5 socks5-hostname noproxy stderr trace ' +
      'trace-ascii continue-at engine oauth2-bearer proxy-user proxy-header dns-servers doh-url local-port quote time-cond ' +
      'aws-sigv4 crlfile pinnedpubkey keepalive-time parallel-max variable expand-url',
  ),
};

const WGET: OptionTable = {
  short: 'aABDeiIlnoOPQRtTUwX',
  long: words(
    'output-document directory-prefix user password header timeout tries user-agent post-data post-file ca-certificate ' +
      'ca-directory secure-protocol output-file append-output execute wait waitretry quota limit-rate level accept reject ' +
      'input-file base referer method body-data body-file retry-on-http-error max-redirect cut-dirs dns-timeout connect-timeout ' +
      'read-timeout prefer-family http-user http-password load-cookies save-cookies certificate private-key domains ' +
      'exclude-domains include-directories exclude-directories bind-address default-page restrict-file-names progress ' +
      'local-encoding remote-encoding proxy-user proxy-password',
  ),
};

export const GIT_CLONE: OptionTable = {
  short: 'bojcu',
  long: words(
    'branch origin depth jobs config upload-pack reference reference-if-able separate-git-dir shallow-since shallow-exclude ' +
      'filter template server-option bundle-uri revision',
  ),
};
const GIT: OptionTable = { short: 'cC', long: words('git-dir work-tree namespace exec-path config-env') };

export const curlArguments = (command: ShellCommand): Arguments => readArguments(command.args, CURL);
export const wgetArguments = (command: ShellCommand): Arguments => readArguments(command.args, WGET);

/** The options before the subcommand, the subcommand, and what stands behind it. */
export interface GitCommand {
  readonly options: Arguments['options'];
  readonly subcommand: string | undefined;
  readonly args: readonly ShellWord[];
}

export function gitCommand({ args }: ShellCommand): GitCommand {
  const { options, operands } = readArguments(args, GIT);
  const [subcommand] = operands;
  const at = subcommand ? args.indexOf(subcommand) : args.length;
  return {
    options: options.filter(({ index }) => index < at),
    subcommand: subcommand?.value,
    args: args.slice(at + 1),
  };
}

/** One for each source; none for what is no download. */
export function downloadsOf(command: ShellCommand): readonly ShellDownload[] {
  switch (command.program) {
    case 'curl':
      return curlDownloads(command);
    case 'wget':
    case 'wget2':
      return wgetDownloads(command);
    case 'git':
      return gitClone(command);
    default: {
      const others = otherDownloads(command);
      if (others.length === 0) return others;
      return others.map(({ source, destination }) => ({
        source,
        destination: destination.kind === 'stdout' ? (redirected(command) ?? destination) : destination,
      }));
    }
  }
}

const STDOUT: Destination = { kind: 'stdout' };

/** Where a redirect sends the output; undefined where it stays. */
function redirected({ redirects }: ShellCommand): Destination | undefined {
  const redirect = redirects.find((each) => sendsOutput(each));
  return redirect?.target ? fileOrStdout(redirect.target) : undefined;
}

/** Whether a redirect takes standard output. */
export const sendsOutput = ({ operator, descriptor = 1 }: ShellRedirect): boolean =>
  descriptor === 1 && /^(?:>|>>|>\||&>|&>>)$/.test(operator);

const fileOrStdout = (path: ShellWord): Destination =>
  path.value === '-' || path.value === '/dev/stdout' ? STDOUT : { kind: 'file', path };

function curlDownloads(command: ShellCommand): ShellDownload[] {
  const { options, operands } = curlArguments(command);
  const urls = options.flatMap(({ name, value }) => (name === '--url' && value ? [value] : []));
  const isSending = options.some(({ name }) => /^(?:-T|--upload-file|-I|--head)$/.test(name));
  if (isSending) return [];
  const directory = options.find(({ name }) => name === '--output-dir')?.value;
  const outputs = options.flatMap(({ name, value }): Destination[] => {
    if ((name === '-o' || name === '--output') && value) return [fileOrStdout(value)];
    return name === '-O' || name === '--remote-name' ? [{ kind: 'named-by-source', directory }] : [];
  });
  const all = options.some(({ name }) => name === '--remote-name-all');
  const rest: Destination = all ? { kind: 'named-by-source', directory } : (redirected(command) ?? STDOUT);
  return [...operands, ...urls].map((source, i) => {
    const output = outputs[i] ?? rest;
    const destination = output.kind === 'stdout' ? (redirected(command) ?? output) : output;
    return { source, destination };
  });
}

function wgetDownloads(command: ShellCommand): ShellDownload[] {
  const { options, operands } = wgetArguments(command);
  if (options.some(({ name }) => name === '--spider')) return [];
  const output = options.findLast(({ name }) => name === '-O' || name === '--output-document')?.value;
  const directory = options.findLast(({ name }) => name === '-P' || name === '--directory-prefix')?.value;
  const given: Destination = output ? fileOrStdout(output) : { kind: 'named-by-source', directory };
  const destination = given.kind === 'stdout' ? (redirected(command) ?? given) : given;
  return operands.map((source) => ({ source, destination }));
}

function gitClone(command: ShellCommand): ShellDownload[] {
  const { subcommand, args } = gitCommand(command);
  if (subcommand !== 'clone') return [];
  const [source, path] = readArguments(args, GIT_CLONE).operands;
  return source ? [{ source, destination: { kind: 'directory', path } }] : [];
}

const LOOPBACK = /^(?:localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0|[\w-]+\.localhost)$/i;

export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

const CONTENT_ADDRESS = /(?:^|[^0-9a-f])(?:[0-9a-f]{40}|[0-9a-f]{64})(?:$|[^0-9a-f])/i;

/** A commit or a digest in the URL: whoever serves it cannot well change what it names. */
export const namesContent = (url: string): boolean => CONTENT_ADDRESS.test(url);

/** The host that a URL names; undefined where it is not written out. */
export function hostOf(url: string): string | undefined {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@?#]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(url)?.[1];
}

/** Whether all that a word can name is this machine: a loopback address, a file. */
export function isLocalSource(source: ShellWord): boolean {
  const text = constantStart(source);
  const isWhole = source.value !== undefined || /^[a-z]+:\/\/[^/]+\//i.test(text);
  return /^file:/i.test(text) || (isLoopback(hostOf(text) ?? '') && (isWhole || /:\d*$/.test(text)));
}
