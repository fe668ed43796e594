// A debugger or the debug mode of a framework is on.
import { environmentOf } from '../../compose/environment';
import { imageOf } from '../../compose/image';
import { type Service, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { isPublic, portsOf } from '../../compose/ports';
import { commandOf, entrypointOf } from '../../compose/words';
import { loopbackPort } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'debugger-exposed',
  title: 'Debugger open to others',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 489 }],
  docs: {
    why: 'Whoever reaches the port of a debugger runs what he likes in the service; debug pages of a framework show variables and secrets, and some take code. Listen on 127.0.0.1, or keep it in a profile of its own.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    environment:\n      NODE_OPTIONS: --inspect=0.0.0.0:9229\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    environment:\n      NODE_OPTIONS: --max-old-space-size=512\n',
    limits:
      'By the options of Node.js, Java and Python, and the ports 9229, 5005 and 5678 where they are published to everybody; debug modes of frameworks are information. Services that only run with a profile for development are left alone. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    if (service.profiles.length > 0 && service.profiles.every((profile) => /dev|debug|test/i.test(profile))) return;
    for (const { name, value = '', node } of environmentOf(service)) {
      const isOpen = OPEN.test(value);
      if (!isOpen && !(DEBUG_MODES.get(name)?.test(value) ?? false)) continue;
      yield {
        range: placeOf(service, node),
        severity: isOpen ? 'warning' : 'info',
        message: isOpen
          ? `'${name}' lets whoever reaches the port run code; listen on 127.0.0.1`
          : `'${name}' shows the inside of the service, its secrets too; switch it off`,
      };
    }
    for (const words of [commandOf(service), entrypointOf(service)]) {
      if (!words || !isHere(service, words.node) || !OPEN.test(words.words.join(' '))) continue;
      yield {
        range: placeOf(service, words.node),
        message: 'this debugger lets whoever reaches its port run code; listen on 127.0.0.1',
      };
    }
    for (const [place, port] of portsOf(service).entries()) {
      const what = PORTS.get(port.target ?? '');
      if (what === undefined || isPublic(port) !== true || !isHere(service, port.node)) continue;
      if (port.target !== '9229' && !isOwnProgram(service)) continue;
      yield {
        range: placeOf(service, port.node),
        message: `${what} is open to everybody who reaches the host; publish it on 127.0.0.1`,
        fixes: loopbackPort(service, place),
      };
    }
  },
});

/** Programs of others use these ports as well. */
const isOwnProgram = (service: Service): boolean =>
  valueOf(service, 'build') !== undefined ||
  /(?:^|\/)(?:python|eclipse-temurin|openjdk|amazoncorretto|tomcat|maven|gradle)(?::|$)/.test(
    imageOf(service)?.text ?? '',
  );

const OPEN =
  /--inspect(?:-brk)?=(?:0\.0\.0\.0|\[?::\]?)(?::\d+)?(?=\s|$)|-agentlib:jdwp=\S*address=(?:\*|0\.0\.0\.0):\d+|debugpy\s+(?:\S+\s+)*?--listen\s+0\.0\.0\.0/;

const ON = /^(?:true|1|yes|on)$/i;
const DEBUG_MODES: ReadonlyMap<string, RegExp> = new Map([
  ['FLASK_DEBUG', ON],
  ['DJANGO_DEBUG', ON],
  ['APP_DEBUG', ON],
  ['WORDPRESS_DEBUG', ON],
  ['FLASK_ENV', /^development$/i],
  ['WERKZEUG_DEBUG_PIN', /^off$/i],
]);

const PORTS: ReadonlyMap<string, string> = new Map([
  ['9229', 'the debugger of Node.js'],
  ['5005', 'the debugger of Java'],
  ['5678', 'the debugger of Python'],
]);
