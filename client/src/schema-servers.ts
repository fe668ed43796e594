// Extensions that check Compose files by the schema of the specification, each with the settings that turn that off.

const SERVERS: readonly { readonly id: string; readonly settings: readonly string[] }[] = [
  { id: 'redhat.vscode-yaml', settings: ['yaml.validate', 'yaml.schemaStore.enable'] },
  { id: 'docker.docker', settings: ['docker.extension.enableComposeLanguageServer'] },
];

/** `isOn`: a setting is not false. */
export const isToldBy = (isInstalled: (id: string) => boolean, isOn: (setting: string) => boolean): boolean =>
  SERVERS.some(({ id, settings }) => isInstalled(id) && settings.every(isOn));
