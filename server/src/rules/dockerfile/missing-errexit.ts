// A heredoc in RUN that goes on behind a command that failed.
import { lineIntoBody } from '../../dockerfile/heredoc-edit';
import { type RunScript, runScripts } from '../../dockerfile/run-scripts';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { lostStatement, switchesOn } from '../../shell/flow';
import { rangeOf, shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'missing-errexit',
  title: 'Heredoc goes on after a failure',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [{ cwe: 390 }],
  docs: {
    why: "A shell that reads a script goes on behind a command that failed, and the script's exit code is that of its last line. Lines of a heredoc are such a script: where a download, a check of a signature or an update fails, the build goes on without it, and nobody sees it. `&&` between the commands of an ordinary RUN prevents that, and `set -e` on the heredoc's first line does here.",
    bad: 'FROM debian:12.11-slim\nRUN <<EOF\nsha256sum -c /srv/sums.txt\ntar xf /srv/tool.tar -C /opt\nEOF\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nRUN <<EOF\nset -e\nsha256sum -c /srv/sums.txt\ntar xf /srv/tool.tar -C /opt\nEOF\nUSER 65532\n',
    limits:
      'Heredocs of RUN that a POSIX shell reads. Nothing is said where `set -e` stands anywhere in the text, where SHELL, the first line or the command that reads it has `-e`, and where every command but the last one says itself what happens (`|| exit 1`). Scripts that COPY writes are not looked at.',
  },
  *stage(stage) {
    for (const run of runScripts(stage, (text) => text.includes('<<'))) {
      if (!run.body || switchesOn(run.shell?.map((value) => ({ value })) ?? [], 'errexit', 'e')) continue;
      const lost = lostStatement(run.script);
      if (!lost) continue;
      const { start, end } = shiftRange(run.rangeOf(lost), run.step.line);
      yield {
        range:
          start.line === end.line
            ? { start, end }
            : rangeOf(start.line, start.character, start.line, start.character + 1),
        message: "the heredoc goes on where this fails; write 'set -e' on its first line",
        fixes: fixesOf(run),
      };
    }
  },
});

function fixesOf({ step, body }: RunScript): Fix[] {
  if (!body || step.instruction.open) return [];
  return [
    {
      title: "Write 'set -e' on the first line",
      safety: 'suggested',
      delta: { changes: [step.instruction.name] },
      edits: () => [{ edits: [lineIntoBody(step, body, 'set -e')] }],
    },
  ];
}
