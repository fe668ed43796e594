// apt-key puts a key where it may sign the packages of every repository.
import { wordReplaced } from '../../dockerfile/command-edits';
import { commandsNamed, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { readArguments } from '../../shell/options';

export default dockerfileRule({
  id: 'apt-key-used',
  title: 'Key of a repository trusted for all of them',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  looksFor: ['apt-key'],
  references: [{ cis: '4.11' }, { cwe: 347 }],
  docs: {
    why: "`apt-key add` trusts a key for every repository: whoever has the key of a small vendor, or breaks into its server, can then sign a newer `openssl` for your image. Debian 13 and Ubuntu 26.04 come without `apt-key`, so the step also fails there.\n\nPut the key into a file of its own and name it in the one source that it is for: `Signed-By=` (`[signed-by=/etc/apt/keyrings/vendor.gpg]`). An armoured key (`.asc`) can be used as it is; `gpg --dearmor` makes a `.gpg` of it. A key that is copied from the build's context cannot be replaced by the server.",
    bad: 'FROM debian:12.11-slim\nCOPY vendor.asc /tmp/\nRUN apt-key add /tmp/vendor.asc\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nCOPY vendor.asc /etc/apt/keyrings/\nRUN echo "deb [signed-by=/etc/apt/keyrings/vendor.asc] https://example.com/apt stable main" > /etc/apt/sources.list.d/vendor.list\nUSER 65532\n',
    limits:
      'Calls that only list or delete keys are left alone. Scripts that are copied in are not read. The quick fix leaves the name of the keyring blank, and the source has to name it then.',
  },
  *stage(stage) {
    for (const at of commandsNamed(stage, ['apt-key'])) {
      const { options, operands } = readArguments(at.command.args, { long: new Set(['--keyring', '--keyserver']) });
      const word = operands[0];
      const isReading = /^(?:list|finger|export|exportall|del|net-update|help)$/.test(word?.value ?? 'help');
      const isListing = word?.value === 'adv' && options.some(({ name }) => /^--(?:list|finger|export)/.test(name));
      if (
        at.instruction.name !== 'RUN' ||
        isListing ||
        (isReading && !options.some(({ name }) => /^--recv/.test(name)))
      )
        continue;
      const name = at.command.name ?? at.command;
      yield {
        range: rangeOfPart(at, { start: name.start, end: word?.end ?? name.end }),
        message:
          "'apt-key' trusts the key for every repository; write it to /etc/apt/keyrings and name it with 'signed-by'",
        fixes: fixesOf(at),
      };
    }
  },
});

/** `… | apt-key add -` */
function fixesOf(at: StepCommand): Fix[] {
  const { args, inputs, name, wrappers } = at.command;
  const [add, from] = args;
  if (inputs.length === 0 || args.length !== 2 || add?.value !== 'add' || from?.value !== '-' || !name) return [];
  if (wrappers.length > 1 || at.instruction.json) return [];
  const [program, subcommand, input] = [
    wordReplaced(at, name, 'gpg'),
    wordReplaced(at, add, '--dearmor -o'),
    wordReplaced(at, from, '/etc/apt/keyrings/<name>.gpg'),
  ];
  if (!program || !subcommand || !input) return [];
  return [
    {
      title: 'Write the key to a keyring of its own; name it with signed-by in the source',
      safety: 'manual',
      delta: { changes: [at.step.instruction.name] },
      edits: () => [{ edits: [program, subcommand, input] }],
    },
  ];
}
