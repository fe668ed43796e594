// A server for logins in the image.
import { commandsNamed, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import { writtenFilesOf } from '../../dockerfile/written-files';
import { dockerfileRule } from '../../rule/rule';

const PROGRAMS = [
  'sshd',
  'dropbear',
  'service',
  'systemctl',
  'rc-update',
  'rc-service',
  'update-rc.d',
  'chkconfig',
  'ssh-keygen',
  'ssh',
  'invoke-rc.d',
];

export default dockerfileRule({
  id: 'ssh-server',
  title: 'SSH server in the image',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  looksFor: PROGRAMS,
  references: [{ cwe: 1327 }],
  docs: {
    why: 'A container that runs an SSH server has a second way in, with accounts, passwords and keys of its own to guess, leak and renew, and a program that runs as root and wants updates. Host keys that the build makes (`ssh-keygen -A`) are the same in every container and readable for everyone who pulls the image. What an administrator does is done with `docker exec`; files come with volumes.',
    bad: 'FROM debian:13.1-slim\nRUN apt-get update && apt-get install -y --no-install-recommends openssh-server\nUSER 65532\nCMD ["/usr/sbin/sshd", "-D"]\n',
    good: 'FROM debian:13.1-slim\nUSER 65532\nCMD ["sleep", "infinity"]\n',
    limits:
      'Known are sshd and dropbear started by CMD, ENTRYPOINT or RUN, their services switched on, host keys made in the build, and lines of sshd_config that let root in, or everyone. A server that another program starts, such as supervisord, is not seen.',
  },
  *stage(stage) {
    for (const at of commandsNamed(stage, PROGRAMS)) {
      const what = whatOf(at);
      if (what === undefined) continue;
      const { name, start, end } = at.command;
      yield { range: rangeOfPart(at, name ?? { start, end }), message: `${what}; take it out and use 'docker exec'` };
    }
    for (const { path, lines } of writtenFilesOf(stage)) {
      if (!/\/sshd_config(?:\.d\/.*)?$/.test(path)) continue;
      for (const { text, range } of lines) {
        const [line] = OPEN.exec(text) ?? [];
        if (line !== undefined)
          yield {
            range,
            message: `'${line.trim()}' opens the SSH server to whoever guesses; take the server out of the image`,
          };
      }
    }
  },
});

const SERVER = /^(?:sshd?|openssh-server|dropbear)(?:\.service|\.socket)?$/;
const OPEN = /^\s*(?:PermitRootLogin\s+yes|PermitEmptyPasswords\s+yes|StrictModes\s+no)\b/i;

function whatOf({ command: { program, name, args }, instruction }: StepCommand): string | undefined {
  const words = args.map(({ value = '' }) => value);
  const names = (wanted: RegExp): boolean => words.some((word) => wanted.test(word));
  switch (program) {
    case 'sshd':
      return names(/^-[tTGV]/) ? undefined : 'an SSH server starts in the container';
    case 'dropbear':
      return names(/^-[hV]/) ? undefined : 'an SSH server starts in the container';
    case 'ssh':
      return name?.value === '/etc/init.d/ssh' ? 'an SSH server starts in the container' : undefined;
    case 'ssh-keygen':
      return instruction.name === 'RUN' && names(/^-[a-z]*A$/)
        ? 'the build makes host keys of an SSH server, the same in every container'
        : undefined;
    default:
      return names(SERVER) && names(/^(?:start|restart|enable|add|defaults|on|--now)$/)
        ? 'an SSH server starts in the container'
        : undefined;
  }
}
