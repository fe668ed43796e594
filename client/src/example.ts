// "Open an Example": a Dockerfile with something to find and to fix, in no folder.
import { commands, type Disposable, l10n, window, workspace } from 'vscode';

const EXAMPLE = `FROM node:latest
WORKDIR /srv/app
ENV NODE_ENV=production \\
    NPM_TOKEN=npm_8f3b2c91d7e64a05
COPY package.json package-lock.json ./
RUN npm ci
COPY src ./src
CMD ["node", "src/server.js"]
`;

export const registerExample = (): Disposable =>
  commands.registerCommand('hullwright.openExample', async () => {
    const comment = l10n.t('What is underlined is a risk. The light bulb has fixes.');
    const document = await workspace.openTextDocument({ language: 'dockerfile', content: `# ${comment}\n${EXAMPLE}` });
    await window.showTextDocument(document);
  });
