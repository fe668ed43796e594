// A command in RUN that has no effect on the image, or none that is meant.
import { commandsNamed, type StepCommand } from '../../dockerfile/commands';
import { dockerfileRule } from '../../rule/rule';

/** What to do instead, by program. */
const POINTLESS: ReadonlyMap<string, string> = new Map<string, string>([
  ...['ps', 'top', 'htop', 'free', 'uptime', 'ifconfig'].map((name): [string, string] => [
    name,
    'it tells of the machine that builds, and nobody reads it; take it out',
  ]),
  ...['vim', 'vi', 'nano', 'emacs', 'less', 'more'].map((name): [string, string] => [
    name,
    'it waits for somebody at a terminal; take it out',
  ]),
  ...['shutdown', 'reboot', 'halt', 'poweroff'].map((name): [string, string] => [
    name,
    'a build has no system to stop; take it out',
  ]),
  ...['service', 'systemctl', 'initctl'].map((name): [string, string] => [
    name,
    'what it starts ends with this step; start it by CMD',
  ]),
  ['kill', 'what runs ends with this step anyway; take it out'],
  ['mount', 'a mount ends with this step, and needs rights that a build has not; write --mount'],
  ['ssh', 'a session needs keys that a build must not hold; copy files in, or write --mount=type=ssh'],
]);

export default dockerfileRule({
  id: 'pointless-command',
  title: 'Command without a use in a build',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [
    { hadolint: 'DL3001' },
    { kics: '9b6b0f38-92a2-41f9-b881-3a1083d99f1b' },
    { semgrep: 'dockerfile.best-practice.nonsensical-command.nonsensical-command' },
  ],
  docs: {
    why: 'A step leaves files behind and nothing else: processes that it starts end with it, mounts go, and nobody sits at a terminal. Commands for that do nothing in a build, or not what is meant, and mostly tell of habits from machines that people log in to.',
    bad: 'FROM debian:12.11-slim\nRUN service nginx start\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nUSER 65532\nCMD ["nginx", "-g", "daemon off;"]\n',
    limits:
      'A service that other commands of its step follow may be there for them, as to fill a database, and `kill` of a variable may end it: nothing is said of these. `systemctl enable` writes files, `vim +PlugInstall` waits for nobody, `ssh -V` asks for a version. CMD, ENTRYPOINT and health checks are not looked at.',
  },
  *stage(stage) {
    for (const at of commandsNamed(stage, POINTLESS)) {
      const { program = '', name, args } = at.command;
      if (at.instruction.name !== 'RUN' || !name || args.some(({ value = '' }) => HAS_USE.test(value))) continue;
      if (STARTERS.has(program) && servesRest(at)) continue;
      if (program === 'kill' && args.some(({ value }) => value === undefined)) continue;
      yield {
        range: name.end > name.start ? at.rangeOf(name) : at.rangeOf(at.command),
        message: `'${program}' in RUN: ${POINTLESS.get(program)}`,
      };
    }
  },
});

const STARTERS: ReadonlySet<string> = new Set(['service', 'systemctl', 'initctl']);

/** The script ends in something else: what was started may be there for it. */
function servesRest({ command, script }: StepCommand): boolean {
  const last = script.commands.at(-1);
  return last !== undefined && last.start > command.end && !POINTLESS.has(last.program ?? '');
}

/** Subcommands of systemctl that write files; commands for an editor; questions for a version. */
const HAS_USE = /^(?:\+.*|-[ce]s?|enable|disable|mask|unmask|preset|preset-all|set-default|--version|-V|--help)$/;
