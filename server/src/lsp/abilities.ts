// What the editor at the other end can do, read once from its hello.
import { type InitializeParams, MarkupKind } from 'vscode-languageserver';

export interface Abilities {
  /** It takes edits that name the version of the document. */
  readonly versionedEdits: boolean;
  /** It asks for an action's edits when they are needed. */
  readonly resolvesEdits: boolean;
  /** It makes files that an edit asks for. */
  readonly createsFiles: boolean;
  readonly annotatesChanges: boolean;
  readonly markdown: boolean;
  readonly refreshesCodeLenses: boolean;
  /** Commands of ours that the client has: those that it names in `initializationOptions.commands`. */
  readonly commands: ReadonlySet<string>;
  /** It answers `hullwright/caughtUp` when all that it was sent before is shown. */
  readonly tellsCaughtUp: boolean;
  /** It makes edits that it is asked to make. */
  readonly appliesEdits: boolean;
  /** It shows progress that the server begins. */
  readonly showsProgress: boolean;
  /** Another server of the editor tells what the schema of Compose files says. */
  readonly tellsComposeSchema: boolean;
  /** Somebody said to trust what is in the workspace, or the editor does not ask. */
  readonly trusted: boolean;
}

export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { workspace, textDocument, window } = capabilities;
  const options: Options = isObject(initializationOptions) ? initializationOptions : {};
  const edit = workspace?.workspaceEdit;
  const versionedEdits = edit?.documentChanges === true;
  const formats = textDocument?.hover?.contentFormat;
  return {
    versionedEdits,
    resolvesEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    createsFiles: versionedEdits && edit.resourceOperations?.includes('create') === true,
    annotatesChanges: versionedEdits && edit.changeAnnotationSupport !== undefined,
    markdown: formats?.includes(MarkupKind.Markdown) === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    commands: new Set(commandsIn(options)),
    tellsCaughtUp: options.caughtUp === true,
    appliesEdits: workspace?.applyEdit === true,
    showsProgress: window?.workDoneProgress === true,
    tellsComposeSchema: options.composeSchemaElsewhere === true,
    trusted: options.trusted !== false,
  };
}

interface Options {
  readonly commands?: unknown;
  readonly caughtUp?: unknown;
  readonly composeSchemaElsewhere?: unknown;
  readonly trusted?: unknown;
}

const isObject = (given: unknown): given is Options => typeof given === 'object' && given !== null;

const commandsIn = ({ commands }: Options): string[] =>
  Array.isArray(commands) ? commands.filter((command) => typeof command === 'string') : [];
