// A part of the configuration that comes from elsewhere, and may change.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { isPinned, isRemote, remoteMessage as messageOf } from '../../rule/remote';
import { composeRule } from '../../rule/rule';
import { shiftRange } from '../../text/range';

export default composeRule({
  id: 'unpinned-remote-file',
  title: 'Remote file that is not pinned',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cwe: 829 }],
  docs: {
    why: 'What `include` or `extends` takes from a repository or a registry runs here with all that Compose can give. Without a digest or a commit it is whatever stands there today.',
    bad: 'include:\n  - oci://registry.example.com/acme/stack:latest\nservices:\n  web:\n    image: nginx:1.31.0\n',
    good: 'include:\n  - oci://registry.example.com/acme/stack@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\nservices:\n  web:\n    image: nginx:1.31.0\n',
    limits:
      'Nothing of it is fetched here. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *project(project) {
    for (const { path, uri, range } of project.includes) {
      if (uri === undefined && isRemote(path) && !isPinned(path)) yield { range, message: messageOf('include', path) };
    }
    for (const { line, service } of project.services) {
      const base = valueOf(service, 'extends', 'file');
      const path = textOf(base);
      if (base && path && isRemote(path) && !isPinned(path) && isHere(service, base)) {
        yield { range: shiftRange(placeOf(service, base), line), message: messageOf('extends', path) };
      }
    }
  },
});
