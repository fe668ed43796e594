// The value of a secret mount that stays behind: in a file of the image, in a program's settings, or in the log.
import { rangeOfPart } from '../../dockerfile/commands';
import { isShipped, keptBy } from '../../dockerfile/final-image';
import { type LeakedSecret, leakedSecrets } from '../../dockerfile/leaked-secrets';
import type { PlacedStage } from '../../dockerfile/stages';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'secret-mount-leak',
  title: 'Mounted secret left behind by the step',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cis: '4.10' }, { cwe: 538 }, { cwe: 532 }],
  docs: {
    why: 'A secret mount leaves nothing in the image, unless the step copies the value: into a file, into the settings of a program (`npm config set`, `docker login`), into the address that `git clone` writes to `.git/config`. Then it is in a layer like everything else. `set -x`, `cat` and `echo` show it in the log of the build, which is kept and shared.\n\nMount the secret where the program looks for it, `target=/root/.npmrc`, or as the variable it reads, `env=NPM_TOKEN`; give git a header or a helper for one command, `git -c http.extraHeader=… clone`; or delete the file in the same step.',
    bad: 'FROM node:24.4-alpine\nRUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc && npm ci\nUSER node\n',
    good: 'FROM node:24.4-alpine\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\nUSER node\n',
    limits:
      'Followed are the files and variables of secret mounts in the shell of the same RUN: through `$(cat …)`, variables, pipes and here-documents, into redirects, `tee`, `cp`, and the settings of common programs. What a script does that is copied in is not seen. What the same step deletes, or writes to a mount of another kind, is left alone.',
  },
  *file(file) {
    for (const placed of file.stages) {
      for (const leak of leakedSecrets(placed.stage))
        yield reportOf(leak, placed, isShipped(file, placed.stage), keptBy(file, placed, leak.index));
    }
  },
});

function reportOf(leak: LeakedSecret, { line }: PlacedStage, shipped: boolean, kept: Report['related']): Report {
  const { sink, at } = leak;
  const place = sink.kind === 'file' ? sink.path : sink.kind === 'trace' ? sink.option : undefined;
  const range = shiftRange(rangeOfPart(at, place ?? sink.command.name ?? sink.command), line);
  const inLog = sink.kind === 'log' || sink.kind === 'trace';
  return {
    range,
    message: messageOf(sink),
    severity: inLog || !shipped ? 'warning' : 'error',
    related: inLog ? [] : kept,
    fixes: sink.kind === 'trace' && place ? traceFix(range, place.text, at.instruction.json) : [],
  };
}

function messageOf(sink: LeakedSecret['sink']): string {
  switch (sink.kind) {
    case 'file':
      return `the mounted secret stays in '${shorten(sink.path.text)}'; mount it there with 'target=', or delete it in this step`;
    case 'settings':
      return `'${sink.command.program ?? ''}' keeps the mounted secret in ${sink.what}; give it for one command alone, or take it back here`;
    case 'log':
      return `'${sink.command.program ?? ''}' prints the mounted secret into the log of the build; leave it out`;
    case 'trace':
      return "'set -x' prints commands with the mounted secret into the log of the build; take '-x' out";
    default:
      return sink satisfies never;
  }
}

const shorten = (text: string): string => (text.length > 30 ? `…${text.slice(-29)}` : text);

/** Nothing else changes but what is printed. */
function traceFix(range: Report['range'], option: string, isJson: boolean): Fix[] {
  if (isJson || !/^-[a-zA-Z]*x[a-zA-Z]*$/.test(option)) return [];
  const newText = option === '-x' ? '+x' : option.replace('x', '');
  return [
    {
      title: `Do not print the commands: '${newText}'`,
      safety: 'safe',
      delta: { changes: ['RUN', 'ONBUILD'] },
      edits: () => [{ edits: [{ range, newText }] }],
    },
  ];
}
