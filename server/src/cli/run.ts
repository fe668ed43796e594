// From the arguments to the exit code: chooses the subcommand and tells what went wrong.
import { stderr } from 'node:process';
import type { ExitCode } from './exit-code';
import { isUsageError, UsageError } from './usage-error';

const COMMANDS = ['audit', 'fix', 'pin', 'image', 'host', 'explain', 'lsp', 'parse'] as const;

export async function run(args: readonly string[]): Promise<ExitCode> {
  try {
    return await dispatch(args);
  } catch (error) {
    if (isUsageError(error)) {
      stderr.write(`hullwright: ${error.message}\n`);
      return 2;
    }
    stderr.write(
      `hullwright: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 2;
  }
}

async function dispatch([command, ...args]: readonly string[]): Promise<ExitCode> {
  if (command === undefined) {
    stderr.write((await import('./help')).helpText);
    return 2;
  }
  const options = args.slice(0, args.indexOf('--') < 0 ? args.length : args.indexOf('--'));
  if ([command, ...options].some((arg) => arg === '--help' || arg === '-h') || command === 'help') return help();
  switch (command) {
    case 'audit':
      return (await import('./audit')).auditCommand(args);
    case 'fix':
      return (await import('./fix')).fixCommand(args);
    case 'pin':
      return (await import('./pin')).pinCommand(args);
    case 'image':
      return (await import('./image')).imageCommand(args);
    case 'host':
      return (await import('./host')).hostCommand(args);
    case 'explain':
      return (await import('./explain')).explainCommand(args);
    case 'lsp':
      return (await import('./lsp')).lspCommand(args);
    case 'parse':
      return (await import('./parse-files')).parseCommand(args);
    case '--version':
    case '-v':
      return version();
    default:
      return unknown(command);
  }
}

async function help(): Promise<ExitCode> {
  const { standardOutput } = await import('./output');
  standardOutput().end((await import('./help')).helpText);
  return 0;
}

async function version(): Promise<ExitCode> {
  const { standardOutput } = await import('./output');
  standardOutput().end(`${(await import('../version')).version}\n`);
  return 0;
}

async function unknown(command: string): Promise<never> {
  const { withSuggestion } = await import('../dockerfile/validate/suggest');
  const message = command.startsWith('-')
    ? withSuggestion(`unknown option ${command}`, command, ['--help', '--version'])
    : withSuggestion(`unknown command ${command}`, command, COMMANDS);
  throw new UsageError(`${message}\nhullwright --help lists what there is`);
}
