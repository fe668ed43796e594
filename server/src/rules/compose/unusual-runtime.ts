// A runtime that is none of those that are known.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'unusual-runtime',
  title: 'Unusual runtime',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  references: [{ cwe: 693 }],
  docs: {
    why: 'The runtime sets up what keeps a container from the host. One that few use has had less review; `isolation: process` takes the virtual machine away that Windows puts around a container.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    runtime: my-runc\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    runtime: runsc\n',
    limits:
      'By name: runc, crun, youki, runsc, kata and nvidia are known. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const runtime = valueOf(service, 'runtime');
    const name = textOf(runtime);
    if (
      runtime &&
      name &&
      isHere(service, runtime) &&
      !/^(?:runc|crun|youki|runsc.*|kata.*|nvidia.*|sysbox.*|io\.containerd\..*)$/.test(name)
    ) {
      yield {
        range: placeOf(service, runtime),
        message: `'${name}' is no runtime that is known here: make sure that it is the one you mean`,
      };
    }
    const isolation = valueOf(service, 'isolation');
    if (isolation && isHere(service, isolation) && textOf(isolation) === 'process') {
      yield {
        range: placeOf(service, isolation),
        message: 'the container shares the kernel of the Windows host; hyperv keeps them apart',
      };
    }
  },
});
