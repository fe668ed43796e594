// A file with secrets that a service uses lies in the repository, and nothing keeps git from taking it.
import { environmentSecret, holdsSecret } from '../../compose/file-secrets';
import { environmentFiles, isExample, isTrial, type NamedFile, secretFiles } from '../../compose/named-files';
import { isHere, placeOf } from '../../compose/place';
import type { Fix, Related, Report } from '../../rule/finding';
import { leaveOut } from '../../rule/ignore-fix';
import { composeRule } from '../../rule/rule';
import type { Files } from '../../text/files';
import { isKeptByGit } from '../../text/git-files';
import { type Range, shiftRange } from '../../text/range';
import { childUri, decodePath, parentUri, pathWithin } from '../../text/uri';

export default composeRule({
  id: 'secret-file-not-ignored',
  title: 'File with secrets that git does not ignore',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cis: '7.4' }, { cwe: 538 }, { cwe: 312 }],
  docs: {
    why: 'What is committed once stays in the history of the repository, for everyone who has a copy of it. Files with passwords and keys belong where the service runs: leave them out by `.gitignore`, and commit an example without values. If one was committed already, ignoring it is not enough: take it out with `git rm --cached`, and change what it held.',
    bad: 'services:\n  web:\n    image: acme/app:1.0\n    env_file: web.env\n',
    files: {
      '.git/HEAD': 'ref: refs/heads/main\n',
      'web.env': 'LOG_LEVEL=info\nDB_PASSWORD=kX92hd7Qw1zLp0\n',
      'ignored.env': 'DB_PASSWORD=kX92hd7Qw1zLp0\n',
      '.gitignore': '/ignored.env\n',
    },
    good: 'services:\n  web:\n    image: acme/app:1.0\n    env_file: ignored.env\n',
    limits:
      'Said only of files that are there, in a git repository, where no pattern of a `.gitignore` up to the repository’s root may mean them; what git tracks is not read, nor the patterns of the machine. A file of variables counts where one of its values is a secret by its name or its form; blanks, examples and values that everyone tries first do not, nor do files for development and tests by their name.',
  },
  *project(project, { uri, files }) {
    const folder = parentUri(uri);
    if (folder === undefined) return;
    // Many services may name one file.
    const known = new Map<string, boolean>();
    const isCommitted = (file: NamedFile): boolean => {
      const isIt = known.get(file.uri) ?? mayBeCommitted(file, files);
      known.set(file.uri, isIt);
      return isIt;
    };
    for (const { line, service } of project.services) {
      for (const file of environmentFiles(service, folder)) {
        if (!isHere(service, file.node)) continue;
        const secret = environmentSecret(file, files);
        if (!secret || !isCommitted(file)) continue;
        const related = [{ uri: file.uri, range: secret.range, message: `'${secret.name}' is set here` }];
        yield reportOf(file, shiftRange(placeOf(service, file.node), line), related, files);
      }
    }
    for (const file of secretFiles(project, folder).values()) {
      const { origin } = file.node;
      if (origin.uri !== uri || !holdsSecret(file, files) || !isCommitted(file)) continue;
      yield reportOf(file, origin.range, [], files);
    }
  },
});

const mayBeCommitted = (file: NamedFile, files: Files): boolean =>
  !isExample(file) && !isTrial(file) && isKeptByGit(file.uri, files) === true;

function reportOf(file: NamedFile, range: Range, related: readonly Related[], files: Files): Report {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  return {
    range,
    message: `'${name}' holds what nobody else may read, and git takes it; add it to .gitignore`,
    related,
    fixes: fixOf(file, files),
  };
}

/** In the .gitignore of the file's own folder. */
function fixOf({ uri }: NamedFile, files: Files): Fix[] {
  const folder = parentUri(uri);
  const path = folder && pathWithin(uri, folder);
  if (folder === undefined || !path) return [];
  const list = childUri(folder, '.gitignore');
  const answer = files.read(list);
  if (answer.kind === 'unknown' || answer.kind === 'other') return [];
  return [leaveOut({ uri: list, text: answer.kind === 'text' ? answer.text : undefined }, `/${decodePath(path)}`)];
}
