// What a service runs is built to run as root, and the service does not change that.
import { builtFrom } from '../../compose/built-from';
import { valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { userOf } from '../../compose/security';
import { effectiveUser } from '../../dockerfile/effective-user';
import { rangeOfWord } from '../../dockerfile/stages';
import { isRoot, mayStepDown, staysRoot } from '../../dockerfile/users';
import { daemonBeside, remapsUsers } from '../../rule/daemon-beside';
import { composeRule } from '../../rule/rule';
import { shiftRange } from '../../text/range';

export default composeRule({
  id: 'built-image-runs-as-root',
  title: 'Built image runs as root',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '4.1' }, { cwe: 250 }],
  docs: {
    why: 'The Dockerfile that this service is built from names no user, or root, and the service names none either: who takes over the service is root in the container. One of the two is enough: `USER` in the Dockerfile, or `user` here.',
    bad: 'services:\n  web:\n    image: acme/app:1.0\n    build: ./app\n',
    files: { 'app/Dockerfile': 'FROM debian:13.1-slim\nCMD ["app"]\n' },
    good: 'services:\n  web:\n    image: acme/app:1.0\n    build: ./app\n    user: "1000:1000"\n',
    limits:
      'Said only where the Dockerfile is in the workspace and can be read, and where its base image is known. Silent where the daemon.json beside the Compose file (`daemon.json`, `docker/daemon.json`, `etc/docker/daemon.json`) has `userns-remap`, and the service does not leave it by `userns_mode: host`: root in the container is nobody on the host then.',
  },
  *project(project, { uri, files, facts }) {
    for (const { line, service } of project.services) {
      if (service.isPartial || userOf(service)) continue;
      const built = builtFrom(service, uri, files);
      if (!built || !isHere(service, built.node)) continue;
      const { stage, line: stageLine } = built.placed;
      const user = effectiveUser(stage);
      const isTold =
        user.kind === 'instruction' && user.user !== undefined && isRoot(user.user.text) && !mayStepDown(stage);
      if (!isTold && staysRoot(stage, facts.images) !== true) continue;
      if (remapsUsers(daemonBeside(uri, files)) && !valueOf(service, 'userns_mode')) continue;
      const [from] = stage.steps;
      yield {
        range: shiftRange(placeOf(service, built.node), line),
        message: `'${service.name}' is built to run as root; write USER in its Dockerfile, or user here`,
        related: from
          ? [
              {
                uri: built.uri,
                range: shiftRange(rangeOfWord(from, from.instruction.keyword), stageLine),
                message: 'the stage that it is built from',
              },
            ]
          : [],
      };
    }
  },
});
