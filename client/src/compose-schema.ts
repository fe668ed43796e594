// Whether another extension tells what the schema of Compose files says: unknown keys, values of a wrong type. With
// `hullwright.compose.schema: auto` the server then leaves that to it.
import { type Disposable, extensions, workspace } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { COMPOSE_SCHEMA_ELSEWHERE } from '../../protocol/compose-schema';
import { isToldBy } from './schema-servers';

export const isComposeSchemaElsewhere = (): boolean =>
  isToldBy(
    (id) => extensions.getExtension(id) !== undefined,
    (name) => workspace.getConfiguration().get(name) !== false,
  );

/** Extensions come and go, and their settings change. */
export function followComposeSchema(client: BaseLanguageClient): Disposable[] {
  let told: boolean | undefined;
  const tell = (): void => {
    const isElsewhere = isComposeSchemaElsewhere();
    if (client.state !== State.Running || isElsewhere === told) return;
    told = isElsewhere;
    void client.sendNotification(COMPOSE_SCHEMA_ELSEWHERE, isElsewhere);
  };
  return [
    extensions.onDidChange(tell),
    workspace.onDidChangeConfiguration(tell),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) told = isComposeSchemaElsewhere();
      if (newState === State.Running) tell();
    }),
  ];
}
