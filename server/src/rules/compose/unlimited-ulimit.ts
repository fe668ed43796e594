// A ulimit that is none.
import { textOf, valueAt, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'unlimited-ulimit',
  title: 'Ulimit without a limit',
  severity: 'hint',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  references: [{ cis: '5.19' }, { cwe: 770 }],
  docs: {
    why: 'One service can then open all files, or start all processes, that the host has room for.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    ulimits:\n      nproc: -1\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    ulimits:\n      nofile: 65536\n',
    limits:
      '`memlock` and `core` are left alone. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const limits = valueOf(service, 'ulimits');
    if (limits?.kind !== 'mapping') return;
    for (const [name, value] of limits.entries) {
      const hard = value.kind === 'mapping' ? valueAt(value, 'hard') : value;
      const number = Number(textOf(hard) ?? Number.NaN);
      if (!hard || !/^(?:nofile|nproc)$/.test(name) || !(number === -1 || number > 1_048_576) || !isHere(service, hard))
        continue;
      yield {
        range: placeOf(service, hard),
        message: `the service may take all there is of '${name}'; write a number that it needs`,
      };
    }
  },
});
