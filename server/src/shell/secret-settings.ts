// Programs that keep a secret they are given in a file of their own: settings, logins, the address of a clone.
import type { ShellCommand, ShellWord } from './command';
import { gitCommand } from './downloads';

interface Keeper {
  /** What the operands begin with, as one text. */
  readonly when: RegExp;
  readonly what: string;
}

const DOCKER: Keeper = { when: /^(?:registry |auth )?login\b/, what: 'the login of a registry' };
const NODE: Keeper = { when: /^(?:config set|set|c set|config --\S+ set|adduser|login)\b/, what: '.npmrc' };
const KEEPERS: ReadonlyMap<string, Keeper> = new Map<string, Keeper>([
  ...['npm', 'pnpm', 'yarn', 'bun'].map((name): [string, Keeper] => [name, NODE]),
  ...['docker', 'podman', 'buildah', 'skopeo', 'nerdctl', 'helm', 'oras', 'crane', 'regctl'].map(
    (name): [string, Keeper] => [name, DOCKER],
  ),
  ...['pip', 'pip3'].map((name): [string, Keeper] => [name, { when: /^config (?:\S+ )?set\b/, what: 'pip.conf' }]),
  ['poetry', { when: /^config\b/, what: 'the settings of poetry' }],
  ['composer', { when: /^(?:global )?config\b/, what: 'auth.json' }],
  ['bundle', { when: /^config\b/, what: '.bundle/config' }],
  ['bundler', { when: /^config\b/, what: '.bundle/config' }],
  ['conda', { when: /^config\b/, what: '.condarc' }],
  ['aws', { when: /^configure (?:set|import)\b/, what: '.aws/credentials' }],
  [
    'gcloud',
    { when: /^auth (?:activate-service-account|login|activate-refresh-token)\b/, what: 'the settings of gcloud' },
  ],
  ['az', { when: /^(?:login|acr login)\b/, what: '.azure' }],
  ['gh', { when: /^auth login\b/, what: 'the settings of gh' }],
  ['glab', { when: /^auth login\b/, what: 'the settings of glab' }],
  ['doctl', { when: /^auth init\b/, what: 'the settings of doctl' }],
  ['cargo', { when: /^login\b/, what: '.cargo/credentials.toml' }],
  ['dotnet', { when: /^nuget (?:add|update) source\b/, what: 'NuGet.Config' }],
  ['nuget', { when: /^(?:sources? (?:add|update)|setapikey)\b/i, what: 'NuGet.Config' }],
  ['huggingface-cli', { when: /^login\b/, what: 'the token of huggingface' }],
  ['hf', { when: /^auth login\b/, what: 'the token of huggingface' }],
  ['wandb', { when: /^login\b/, what: '.netrc' }],
  ['snyk', { when: /^(?:auth|config set)\b/, what: 'the settings of snyk' }],
  ['sentry-cli', { when: /^login\b/, what: '.sentryclirc' }],
  ['mc', { when: /^(?:alias set|config host add)\b/, what: 'the settings of mc' }],
  ['rclone', { when: /^config (?:create|update)\b/, what: 'rclone.conf' }],
  ['doppler', { when: /^configure set\b/, what: 'the settings of doppler' }],
  ['terraform', { when: /^login\b/, what: 'credentials.tfrc.json' }],
  ['gpg', { when: /^(?:--\S+ )*--import\b/, what: 'the keyring' }],
]);

export const SECRET_KEEPERS: ReadonlySet<string> = new Set([...KEEPERS.keys(), 'git']);

/** Where the program keeps it. Undefined where it keeps nothing, or is given no secret. */
export function keepsSecret(
  command: ShellCommand,
  isSecret: (word: ShellWord) => boolean,
  isRead: boolean,
): string | undefined {
  const { program = '', args } = command;
  if (!SECRET_KEEPERS.has(program) || !(isRead || args.some(isSecret))) return undefined;
  if (program === 'git') return gitKeeps(command, isSecret);
  const keeper = KEEPERS.get(program);
  if (!keeper) return undefined;
  const text = args.map(({ value, text }) => value ?? text).join(' ');
  const operands = args
    .flatMap(({ value, text }) => ((value ?? text).startsWith('-') ? [] : [value ?? text]))
    .join(' ');
  return keeper.when.test(operands) || keeper.when.test(text) ? keeper.what : undefined;
}

const LEAVES = /^--(?:unset|unset-all|get|list|remove-section|get-all)$/;

function gitKeeps(command: ShellCommand, isSecret: (word: ShellWord) => boolean): string | undefined {
  const { subcommand, args } = gitCommand(command);
  if (!args.some(isSecret)) return undefined;
  switch (subcommand) {
    case 'clone':
    case 'submodule':
    case 'remote':
      return '.git/config';
    case 'config':
      return args.some(({ value }) => value !== undefined && LEAVES.test(value)) ? undefined : '.gitconfig';
    default:
      return undefined;
  }
}

const TAKES_BACK =
  /(?:^|\s)(?:logout|delete|rm|remove|unset|--unset|--unset-all|--remove-section|revoke|purge|set-url)(?:\s|$)/;

/** Whether a command of the same program takes a login or a setting back. */
export const takesBack = ({ program, args }: ShellCommand, kept: ShellCommand): boolean =>
  program === kept.program && TAKES_BACK.test(args.map(({ value, text }) => value ?? text).join(' '));
