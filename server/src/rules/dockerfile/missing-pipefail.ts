// A pipe in RUN whose exit code is that of its last part alone.
import { type PipefailEdit, pipefailEdit } from '../../dockerfile/pipefail-edit';
import { runScripts } from '../../dockerfile/run-scripts';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { losingPipe, switchesOn } from '../../shell/flow';
import { rangeOf, shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'missing-pipefail',
  title: 'Failure in front of a pipe goes unseen',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [
    { hadolint: 'DL4006' },
    { kics: 'efbf148a-67e9-42d2-ac47-02fa1c0d0b22' },
    { semgrep: 'dockerfile.best-practice.set-pipefail.set-pipefail' },
  ],
  docs: {
    why: 'The exit code of a pipe is that of its last part. Where `curl` fails in front of `tar`, or a check of a signature in front of `grep`, the build goes on with what there is, and the image holds half of a file. With `pipefail` the step fails.\n\nbash, ash, zsh and ksh know the option, the `sh` of Debian and Ubuntu does not: there write `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` above. Elsewhere `set -o pipefail` as the first command of the step does.',
    bad: 'FROM debian:12.11-slim\nRUN wget -qO- https://example.com/list.txt | sort > /srv/list.txt\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN wget -qO- https://example.com/list.txt | sort > /srv/list.txt\nUSER 65532\n',
    limits:
      'One finding for each RUN and each heredoc. Nothing is said where only `echo` and the like stand in front of the pipe, where `if`, `while` or `|| true` ask for its exit code, and of shells that are no POSIX shell. Whether a base image sets SHELL is not known. There is no fix where `pipefail` would break the step: in front of `head` or `grep -q`, which stop reading early, and behind `grep`, which fails where nothing matches.',
  },
  *stage(stage, { facts }) {
    for (const run of runScripts(stage, (text) => text.includes('|'))) {
      const words = run.shell?.map((value) => ({ value })) ?? [];
      if (switchesOn(words, 'pipefail') || words[0]?.value.endsWith('/dash')) continue;
      const losing = losingPipe(run.script);
      if (!losing) continue;
      const { pipe, command } = losing;
      const whole = shiftRange(run.rangeOf(pipe), run.step.line);
      const { start } = whole;
      const edit = pipefailEdit(stage, run, losing, facts.images);
      yield {
        range:
          start.line === whole.end.line ? whole : rangeOf(start.line, start.character, start.line, start.character + 1),
        message: `'${(command.program ?? 'a command').slice(0, 40)}' may fail unseen in front of '|'; set 'pipefail' for this step`,
        fixes: edit ? [fixOf(edit)] : [],
      };
    }
  },
});

const fixOf = ({ edit, addsShell }: PipefailEdit): Fix => ({
  title: addsShell ? "Run this and the steps below by bash with 'pipefail'" : "Set 'pipefail' for this step",
  safety: 'suggested',
  delta: addsShell ? { adds: ['SHELL'] } : { changes: ['RUN', 'ONBUILD'] },
  edits: () => [{ edits: [edit] }],
});
