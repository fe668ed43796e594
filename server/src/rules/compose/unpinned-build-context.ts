// The context of a build comes from elsewhere, and may change.
import { buildOf } from '../../compose/build';
import { valueAt } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { isPinned, isRemote, remoteMessage as messageOf } from '../../rule/remote';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'unpinned-build-context',
  title: 'Remote build context that is not pinned',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cwe: 829 }],
  docs: {
    why: 'What is built from a branch or a tag of a repository is whatever stands there today: whoever may push to it decides what runs here. A commit names one state for good.',
    bad: 'services:\n  web:\n    build: https://github.com/acme/web.git#main\n',
    good: 'services:\n  web:\n    build: https://github.com/acme/web.git#0123456789abcdef0123456789abcdef01234567\n',
    limits:
      'Nothing of it is fetched here. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const build = buildOf(service);
    const context = build?.context;
    const node = build && (valueAt(build.node, 'context') ?? build.node);
    if (node && context && isRemote(context) && !isPinned(context) && isHere(service, node)) {
      yield { range: placeOf(service, node), message: messageOf('build', context) };
    }
    for (const { node: at, value } of build?.additionalContexts ?? []) {
      const address = value?.replace(/^docker-image:\/\//, 'oci://');
      if (!address || !isRemote(address) || isPinned(address) || !isHere(service, at)) continue;
      yield { range: placeOf(service, at), message: messageOf('build', address) };
    }
  },
});
