// A service takes its environment or its labels from a file outside of the project.
import { itemsOf, type Service, textOf, valueAt, valueOf } from '../../compose/model';
import type { Node } from '../../compose/node';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'file-outside-project',
  title: 'File from outside of the project',
  severity: 'info',
  confidence: 'high',
  category: 'secrets',
  recommended: false,
  references: [{ cwe: 73 }],
  docs: {
    why: 'What stands in such a file ends in the container, and in what `docker compose config` prints, though nobody who reads the project sees it. Somebody else’s file may change without a word.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    env_file: ../../other/.env\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    env_file: ./web.env\n',
    limits:
      'One folder up is left alone: projects of several parts share files so. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    for (const node of filesOf(service)) {
      const path = textOf(node);
      if (path === undefined || !OUTSIDE.test(path) || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: `'${path}' lies outside of this project; keep a file of its own`,
      };
    }
  },
});

const OUTSIDE = /^(?:\/|~|[A-Za-z]:[\\/]|(?:\.\/)?\.\.[\\/]\.\.)/;

const filesOf = (service: Service): readonly Node[] =>
  ['env_file', 'label_file'].flatMap((key) =>
    itemsOf(valueOf(service, key)).map((item) => (item.kind === 'mapping' ? (valueAt(item, 'path') ?? item) : item)),
  );
