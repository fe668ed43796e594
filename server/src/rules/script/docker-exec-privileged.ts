// A script runs a program in a container with all rights.
import { scriptRule } from '../../rule/rule';
import { askedTo, type EngineRequest, type ScriptCommand } from '../../script/script-command';
import { type Option, readArguments } from '../../shell/options';

export default scriptRule({
  id: 'docker-exec-privileged',
  title: 'Command runs a program in a container with all rights',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.23' }, { cwe: 250 }],
  docs: {
    why: '`docker exec --privileged` gives the program all capabilities, whatever the container was started with: root in it is root on the host as long as it runs. What was hardened with care is open through it.',
    bad: '#!/bin/sh\ndocker exec --privileged web sh -c "sysctl -w net.core.somaxconn=1024"\n',
    good: '#!/bin/sh\ndocker exec web nginx -s reload\n',
    limits: 'Options in variables count as far as the file sets them.',
  },
  *command(script) {
    for (const request of [askedTo(script, 'exec'), askedTo(script, 'container exec')]) {
      const found = request && optionsOf(request).find(({ name }) => name === '--privileged');
      if (!found || /^(?:false|0|f)$/i.test(found.value?.value ?? '')) continue;
      yield {
        range: script.rangeOf(placeOf(found)),
        message: 'this program has all rights on the host; start the container with the one capability that it needs',
      };
    }
  },
});

const placeOf = ({ start, end, value }: Option): Parameters<ScriptCommand['rangeOf']>[0] => ({
  start,
  end: Math.max(end, value?.end ?? 0),
});

const EXEC = { short: 'euw', long: new Set(['--detach-keys', '--env', '--env-file', '--user', '--workdir']) };

/** What stands behind the container is its own program's. */
const optionsOf = ({ args }: EngineRequest): readonly Option[] => {
  const [container] = readArguments(args, EXEC).operands;
  return readArguments(container ? args.slice(0, args.indexOf(container)) : args, EXEC).options;
};
