// The commands about images over the protocol: workspace/executeCommand, progress that can be cancelled, one message at the end.
import {
  type Connection,
  type Disposable,
  ErrorCodes,
  ExecuteCommandRequest,
  ResponseError,
  ShowMessageNotification,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import type { Abilities } from '../abilities';
import { isImageCommand } from './commands';
import type { ImageCommands, Run } from './image-commands';
import { type ImagesOutcome, messageOf } from './outcome';

export interface RegisteredCommands {
  readonly commands: ImageCommands;
  readonly abilities: Abilities;
}

/** Undefined where none of them is offered. */
export function registerImageCommands(
  connection: Connection,
  current: () => RegisteredCommands | undefined,
): Disposable {
  // Not onExecuteCommand: it takes the token of the progress out of the request.
  return connection.onRequest(ExecuteCommandRequest.type, async (params, token) => {
    const { command, arguments: args, workDoneToken } = params;
    const registered = current();
    if (!registered || !isImageCommand(command)) {
      throw new ResponseError(ErrorCodes.InvalidParams, `there is no command ${command}`);
    }
    const { commands, abilities } = registered;
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    let reporter: WorkDoneProgressReporter = connection.window.attachWorkDoneProgress(workDoneToken);
    if (workDoneToken === undefined && abilities.showsProgress) {
      const own = await connection.window.createWorkDoneProgress();
      own.token.onCancellationRequested(() => abort.abort());
      reporter = own;
    }
    const run = runOf(reporter, abort.signal);
    try {
      const outcome = await commands.run(command, args ?? [], run);
      tell(connection, outcome);
      return outcome;
    } finally {
      run.end();
    }
  });
}

function runOf(reporter: WorkDoneProgressReporter, signal: AbortSignal): Run {
  let state: 'new' | 'begun' | 'ended' = 'new';
  return {
    signal,
    report(hosts, done, all) {
      if (state === 'ended') return;
      const percentage = all === 0 ? 100 : Math.floor((100 * done) / all);
      const message = all > 1 ? `${hosts}: ${done} of ${all}` : hosts;
      if (state === 'new') reporter.begin('Asking registries', percentage, message, true);
      else reporter.report(percentage, message);
      state = 'begun';
    },
    end() {
      if (state === 'begun') reporter.done();
      state = 'ended';
    },
  };
}

function tell(connection: Connection, outcome: ImagesOutcome): void {
  for (const { image, place, reason } of outcome.left) {
    connection.console.warn(`not pinned: ${image} (${place}): ${reason}`);
  }
  const message = messageOf(outcome);
  if (message) void connection.sendNotification(ShowMessageNotification.type, message);
}
