// A command that needs a credential, in a step that mounts none.
import { rangeOfPart } from '../../dockerfile/commands';
import { rangeOfWord, type Step } from '../../dockerfile/stages';
import { unmountedSecrets } from '../../dockerfile/unmounted-secrets';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { rangeOf } from '../../text/range';

export default dockerfileRule({
  id: 'secret-mount-missing',
  title: 'Command that needs a credential without a mount',
  severity: 'info',
  confidence: 'low',
  category: 'secrets',
  recommended: false,
  references: [
    { cis: '4.10' },
    { cwe: 522 },
    { tally: 'require-secret-mounts' },
    { tally: 'ruby/prefer-secret-mounts-for-build-credentials' },
  ],
  docs: {
    why: 'Package managers read a token from a variable by themselves: nobody sees on the command line that the step depends on it. Given by ARG or ENV it stays in the history or in the settings of the image; mounted it is there for this one step: `RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci`.\n\nGit over SSH needs a key. `--mount=type=ssh` lends the step the agent of whoever builds (`docker build --ssh default .`), and no key is ever in the image.',
    bad: 'FROM alpine:3.22\nRUN git clone git@git.example.com:a/b.git /src\nUSER nobody\n',
    good: 'FROM alpine:3.22\nRUN --mount=type=ssh git clone git@git.example.com:a/b.git /src\nUSER nobody\n',
    limits:
      'Known are the variables that common programs read (`NPM_TOKEN`, `BUNDLE_…`, `AWS_SECRET_ACCESS_KEY` and the like), and addresses of git over SSH. Nothing is said of SSH where the file brings a key or settings of SSH another way.',
  },
  *stage(stage) {
    for (const { at, word, variable } of unmountedSecrets(stage)) {
      const { command, step } = at;
      const program = command.program ?? '';
      if (variable) {
        yield {
          range: rangeOfPart(at, command.name ?? command),
          message: `'${program}' reads '${variable.name}', which ${variable.step.instruction.name} gives it; mount it as a secret for this step alone`,
          related: [
            {
              range: rangeOfWord(variable.step, variable.step.instruction.keyword),
              message: `'${variable.name}' is given here`,
            },
          ],
        };
        continue;
      }
      yield {
        range: rangeOfPart(at, word ?? command),
        message: `'${program}' needs a key to get this over SSH; lend the step one with '--mount=type=ssh'`,
        fixes: step.instruction.trigger ? [] : [sshMount(step)],
      };
    }
  },
});

function sshMount(step: Step): Fix {
  const { end } = rangeOfWord(step, step.instruction.keyword);
  const range = rangeOf(end.line, end.character, end.line, end.character);
  return {
    title: "Lend the step the SSH agent: '--mount=type=ssh'",
    safety: 'suggested',
    delta: { changes: ['RUN'] },
    edits: () => [{ edits: [{ range, newText: ' --mount=type=ssh' }] }],
  };
}
