// A file with the secrets of a service is copied into its image.
import { type BuiltFrom, builtFrom } from '../../compose/built-from';
import { type ContextFile, copiedByBuild } from '../../compose/copied-files';
import { environmentSecret, holdsSecret } from '../../compose/file-secrets';
import { secretsOf } from '../../compose/grants';
import type { Service } from '../../compose/model';
import { environmentFiles, isExample, type NamedFile, secretFiles } from '../../compose/named-files';
import type { Node } from '../../compose/node';
import { isHere, placeOf } from '../../compose/place';
import type { Related } from '../../rule/finding';
import { leaveOut } from '../../rule/ignore-fix';
import { composeRule } from '../../rule/rule';
import type { Files } from '../../text/files';
import { shiftRange } from '../../text/range';
import { parentUri } from '../../text/uri';

export default composeRule({
  id: 'secret-in-build-context',
  title: 'Secret of a service copied into its image',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cwe: 538 }],
  docs: {
    why: 'A service gets its secrets when it starts, from `env_file` or `secrets`. Where the same file lies in the folder that its image is built from, and `COPY . .` takes that folder, they are in a layer of the image as well: for everyone who can pull it, and after they were changed on the host. Leave the file out by `.dockerignore`.',
    bad: 'services:\n  web:\n    build: ./app\n    env_file: app/web.env\n',
    files: {
      'app/Dockerfile':
        'FROM node:24.4-alpine AS base\nWORKDIR /srv\nCOPY . .\nFROM base\nUSER node\nCMD ["node", "server.js"]\n',
      'app/web.env': 'LOG_LEVEL=info\nDB_PASSWORD=kX92hd7Qw1zLp0\n',
      'app/ignored.env': 'DB_PASSWORD=kX92hd7Qw1zLp0\n',
      'app/.dockerignore': 'ignored.env\n',
    },
    good: 'services:\n  web:\n    build: ./app\n    env_file: app/ignored.env\n',
    limits:
      'Said only where the Dockerfile can be read, the file is there and holds a secret, and a COPY or ADD of the stage that is built, or of what it is built on, takes it for sure: the whole context, its folder, or its name. The `.dockerignore` is the one that BuildKit takes.',
  },
  *project(project, { uri, files }) {
    const folder = parentUri(uri);
    if (folder === undefined) return;
    const secrets = secretFiles(project, folder);
    // Many services may build one Dockerfile, and name one file.
    const known = new Map<string, ContextFile | undefined>();
    const copiedBy = (file: NamedFile, built: BuiltFrom): ContextFile | undefined => {
      const key = `${file.uri} ${built.uri} ${built.placed.line} ${built.context}`;
      const copied = known.has(key) ? known.get(key) : copiedByBuild(file.uri, built, files);
      known.set(key, copied);
      return copied;
    };
    for (const { line, service } of project.services) {
      const built = builtFrom(service, uri, files);
      if (!built) continue;
      for (const { node, file, held } of filesOf(service, folder, secrets, files)) {
        const copied = isHere(service, node) && !isExample(file) ? copiedBy(file, built) : undefined;
        if (!copied) continue;
        const taken = { uri: built.uri, range: copied.range, message: 'this takes the file along' };
        yield {
          range: shiftRange(placeOf(service, node), line),
          message: messageOf(service, copied),
          related: held ? [taken, held] : [taken],
          fixes: [leaveOut(copied.ignoreList, copied.path)],
        };
      }
    }
  },
});

interface Held {
  readonly node: Node;
  readonly file: NamedFile;
  /** Where in it a secret stands. */
  readonly held: Related | undefined;
}

/** Those of the service that hold a secret. */
function filesOf(
  service: Service,
  folder: string,
  secrets: ReadonlyMap<string, NamedFile>,
  files: Files,
): readonly Held[] {
  const ofEnvironment = environmentFiles(service, folder).flatMap((file): Held[] => {
    const secret = environmentSecret(file, files);
    const held = secret && { uri: file.uri, range: secret.range, message: `'${secret.name}' is set here` };
    return held ? [{ node: file.node, file, held }] : [];
  });
  const granted = secretsOf(service).flatMap(({ node, source }): Held[] => {
    const file = secrets.get(source ?? '');
    return file && holdsSecret(file, files) ? [{ node, file, held: undefined }] : [];
  });
  return [...ofEnvironment, ...granted];
}

function messageOf({ name }: Service, { path }: ContextFile): string {
  const shown = path.length > 40 ? path.slice(path.lastIndexOf('/') + 1) : path;
  return `'${shown}' is copied into the image of '${name}' as well; leave it out by .dockerignore`;
}
