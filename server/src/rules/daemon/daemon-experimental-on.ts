// Experimental features are switched on.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-experimental-on',
  title: 'Experimental features are switched on',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [{ cis: '2.18' }],
  docs: {
    why: 'What is experimental has had less review, and may change or go with any update.',
    bad: '{\n  "experimental": true\n}\n',
    good: '{\n  "live-restore": true\n}\n',
    limits:
      'Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'experimental');
    if (scalarOf(file, 'experimental') !== true || !property) return;
    yield {
      range: property.range,
      message: 'experimental features have had less review; take this out where none is needed',
      fixes: removeKey(file, property),
    };
  },
});
