// A file of variables that a service needs is not there.
import { environmentFiles } from '../../compose/named-files';
import { isOwn, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';
import { mayBeIgnored } from '../../text/git-files';
import { shiftRange } from '../../text/range';
import { childUri, parentUri } from '../../text/uri';

export default composeRule({
  id: 'env-file-missing',
  title: 'File of variables is not there',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  reportsAbsence: true,
  references: [{ cwe: 1188 }],
  docs: {
    why: 'Compose does not start a service whose `env_file` is not there, and whoever makes one in a hurry fills it with what comes to mind first. Commit an example beside it, `web.env.example`, or say `required: false` where the service runs without.',
    bad: 'services:\n  web:\n    image: acme/app:1.0\n    env_file: web.env\n',
    good: 'services:\n  web:\n    image: acme/app:1.0\n    env_file:\n      - path: web.env\n        required: false\n',
    limits:
      'A hint. Silent where a `.gitignore` may mean the file, where an example lies beside it, for `.env` and files in other projects, and for names that a variable decides. Said once for each file.',
  },
  *project(project, { uri, files }) {
    const folder = parentUri(uri);
    if (folder === undefined || project.isFragment) return;
    const told = new Set<string>();
    for (const { line, service } of project.services) {
      for (const file of environmentFiles(service, folder)) {
        const name = file.path.slice(file.path.lastIndexOf('/') + 1);
        const isElsewhere = file.path.startsWith('/') || file.path.split('/').includes('..');
        if (!file.isRequired || isElsewhere || !isOwn(service, file.node) || name === '.env') continue;
        if (told.has(file.uri)) continue;
        const isKnown = file.node.kind === 'scalar' && file.node.certainty === 'known';
        if (!isKnown || files.read(file.uri).kind !== 'missing') continue;
        told.add(file.uri);
        const beside = parentUri(file.uri);
        const examples = beside === undefined ? [] : examplesOf(name).map((each) => files.read(childUri(beside, each)));
        if (mayBeIgnored(file.uri, files) || examples.some(({ kind }) => kind !== 'missing')) continue;
        yield {
          range: shiftRange(placeOf(service, file.node), line),
          message: `'${file.path.length > 36 ? name : file.path}' is not here, and Compose needs it; add it, or write 'required: false' under its path`,
        };
      }
    }
  },
});

const MARKS = ['example', 'sample', 'template', 'dist', 'tmpl'];

/** `web.env.example`, `example.web.env`, `web.example.env`, `example.env` */
function examplesOf(name: string): string[] {
  const dot = name.lastIndexOf('.');
  return MARKS.flatMap((mark) => [
    `${name}.${mark}`,
    `${mark}.${name.replace(/^\./, '')}`,
    ...(dot > 0 ? [`${name.slice(0, dot)}.${mark}${name.slice(dot)}`] : []),
    `${mark}.env`,
    `.env.${mark}`,
  ]);
}
