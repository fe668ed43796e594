// A part of the configuration that comes from elsewhere, and may change.
import { buildOf } from '../../compose/build';
import { valueAt } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
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
    why: 'What `include`, `extends` or `build` takes from a repository or a registry runs here with all that Compose can give. Without a digest or a commit it is whatever stands there today.',
    bad: 'include:\n  - oci://registry.example.com/acme/stack:latest\nservices:\n  web:\n    image: nginx:1.29.1\n',
    good: 'include:\n  - oci://registry.example.com/acme/stack@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\nservices:\n  web:\n    image: nginx:1.29.1\n',
    limits:
      'Nothing of it is fetched here. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *project(project) {
    for (const { path, uri, range } of project.includes) {
      if (uri === undefined && isRemote(path) && !isPinned(path)) yield { range, message: messageOf('include', path) };
    }
    for (const { line, service } of project.services) {
      const build = buildOf(service);
      const context = build?.context;
      const node = build && (valueAt(build.node, 'context') ?? build.node);
      if (node && context && isRemote(context) && !isPinned(context) && isHere(service, node)) {
        yield { range: shiftRange(placeOf(service, node), line), message: messageOf('build', context) };
      }
      for (const { node: at, value } of build?.additionalContexts ?? []) {
        const address = value?.replace(/^docker-image:\/\//, 'oci://');
        if (!address || !isRemote(address) || isPinned(address) || !isHere(service, at)) continue;
        yield { range: shiftRange(placeOf(service, at), line), message: messageOf('build', address) };
      }
    }
  },
});

const isRemote = (path: string): boolean => /^(?:oci|git|ssh|https?):\/\/|^git@|^github\.com\//.test(path);
const isPinned = (path: string): boolean => /@sha256:[0-9a-f]{64}$|#[0-9a-f]{40}(?::|$)/.test(path);

const messageOf = (what: string, path: string): string =>
  `${what} takes what '${path.length > 40 ? `${path.slice(0, 39)}…` : path}' is today; pin it to a ${path.startsWith('oci:') ? 'digest' : 'commit'}`;
