// Logs that grow until the disk is full.
import { hardenable, placeOfMissing, propertyOf, scalarOf } from '../../daemon/model';
import { addKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-log-unbounded',
  title: 'Logs without a limit',
  severity: 'warning',
  confidence: 'high',
  category: 'resources',
  recommended: true,
  reportsAbsence: true,
  references: [{ cwe: 770 }],
  docs: {
    why: 'The driver `json-file` keeps everything, without end: a container that writes much fills the disk of the host, and then all of them stop. The driver `local` has a limit by itself.',
    bad: '{\n  "log-driver": "json-file"\n}\n',
    good: '{\n  "log-driver": "json-file",\n  "log-opts": {\n    "max-size": "10m",\n    "max-file": "3"\n  }\n}\n',
    limits:
      'Where no driver is named, json-file holds and the finding is a hint. Rotation by other programs is not seen here.',
  },
  *file(file) {
    const property = propertyOf(file, 'log-driver');
    const driver = scalarOf(file, 'log-driver');
    const options = propertyOf(file, 'log-opts');
    const root = hardenable(file);
    if (!root || (property && driver !== 'json-file')) return;
    if (options?.value?.kind === 'object' && options.value.properties.some(({ key }) => key === 'max-size')) return;
    yield {
      range: property?.range ?? placeOfMissing(root.range),
      ...(property ? {} : { severity: 'hint' }),
      message: 'the log of a container grows until the disk is full; set max-size and max-file in log-opts',
      fixes: options ? [] : addKey(file, 'log-opts', { 'max-size': '10m', 'max-file': '3' }),
    };
  },
});
