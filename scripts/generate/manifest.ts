// What package.json repeats of the code and of itself.
import { readFileSync } from 'node:fs';
import type packageJson from '../../package.json';
import { PROFILES } from '../../server/src/lint/profile';
import { COMPOSE_SCHEMAS, PREFERENCES } from '../../server/src/lsp/settings';
import type { Output } from './output';

const PATH = 'package.json';

export function manifest(): Output {
  const content: typeof packageJson = JSON.parse(readFileSync(PATH, 'utf8'));
  const profile = content.contributes.configuration.properties['hullwright.profile'];
  profile.enum = [...PROFILES];
  if (profile.enumDescriptions.length !== PROFILES.length) {
    throw new Error(`${PATH}: hullwright.profile needs an enumDescription for each of ${PROFILES.join(', ')}`);
  }
  content.contributes.configuration.properties['hullwright.configurationPreference'].enum = [...PREFERENCES];
  content.contributes.configuration.properties['hullwright.compose.schema'].enum = [...COMPOSE_SCHEMAS];
  // The lowest VS Code is the one whose types the client is compiled with.
  content.engines.vscode = `^${content.devDependencies['@types/vscode']}`;
  return { path: PATH, text: `${JSON.stringify(content, null, 2)}\n` };
}
