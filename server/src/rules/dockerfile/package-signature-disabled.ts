// Packages are installed without a check of their signature.
import { commandEdit } from '../../dockerfile/command-edits';
import { commandsOf, rangeOfPart, type StepCommand } from '../../dockerfile/commands';
import { trustedSource, unsignedLines } from '../../dockerfile/signatures';
import type { Fix, Report } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { givenSignatureBypasses, signatureBypasses } from '../../shell/signatures';
import type { Weakness } from '../../shell/weakness';
import { shownText } from '../../shell/written-files';

export default dockerfileRule({
  id: 'package-signature-disabled',
  title: 'Check of package signatures switched off',
  severity: 'error',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [
    { cis: '4.11' },
    { cwe: 347 },
    ...[7, 8, 9, 10, 11].map((number) => ({ checkov: `CKV2_DOCKER_${number}` })),
  ],
  docs: {
    why: 'Packages run code as root while they are installed. Their signature is what proves that they come from the distribution: mirrors and proxies in between are not trusted, and many are reached by plain HTTP. Without the check whoever controls one of them, or the network, controls the image.\n\nA repository of another vendor has a key. Put it into the image and name it: `Signed-By=` for apt, `/etc/apk/keys` for apk, `gpgkey=` in a `.repo` file, `rpm --import`. Expired keys of an old distribution are a sign that it gets no fixes any more.',
    bad: 'FROM debian:12.11-slim\nRUN apt-get update && apt-get install -y --allow-unauthenticated tool\nUSER 65532\n',
    good: 'FROM debian:12.11-slim\nCOPY tool-archive-keyring.gpg /etc/apt/keyrings/\nRUN echo "deb [signed-by=/etc/apt/keyrings/tool-archive-keyring.gpg] https://example.com/apt stable main" > /etc/apt/sources.list.d/tool.list \\\n && apt-get update && apt-get install -y tool\nUSER 65532\n',
    limits:
      'An `.apk` file that lies in the image may be built by hand, and repositories on this machine are trusted: nothing is said of them. `gpgcheck=0` is left alone beside `repo_gpgcheck=1`, which signs the list of packages with their digests. Configuration files that are copied in are not read.',
  },
  *stage(stage) {
    for (const at of commandsOf(stage)) {
      if (at.instruction.name !== 'RUN') continue;
      for (const weakness of [...signatureBypasses(at.command), ...givenIn(at), ...addedSources(at)])
        yield reportOf(at, weakness);
    }
    for (const { range, shown } of unsignedLines(stage)) yield { range, message: messageOf(shown) };
  },
});

const messageOf = (shown: string): string =>
  `'${shown.length > 36 ? `${shown.slice(0, 35)}…` : shown}' installs packages without a check of their signature; add the repository's key instead`;

const givenIn = (at: StepCommand): readonly Weakness[] =>
  givenSignatureBypasses(at.command, (word) => at.valueOf(word)?.text);

/** `add-apt-repository 'deb [trusted=yes] …'`. */
const addedSources = ({ command }: StepCommand): Weakness[] =>
  command.program !== 'add-apt-repository' && command.program !== 'apt-add-repository'
    ? []
    : command.args.flatMap((word) => {
        const shown = trustedSource(shownText(word));
        return shown === undefined ? [] : [{ start: word.start, end: word.end, shown }];
      });

/** `--force-yes` also answers with yes: that part stays. */
function titleOf(shown: string, newText: string): string {
  if (newText === '') return `Take '${shown}' out`;
  return newText === '-y' ? "Write '-y' instead" : `Switch the check on: '${newText}'`;
}

function reportOf(at: StepCommand, weakness: Weakness): Report {
  const edit = commandEdit(at, weakness.edit);
  const fix: Fix | undefined = edit && {
    title: titleOf(weakness.shown, edit.newText),
    safety: 'suggested',
    delta: { changes: [at.step.instruction.name] },
    edits: () => [{ edits: [edit] }],
  };
  return { range: rangeOfPart(at, weakness), message: messageOf(weakness.shown), fixes: fix ? [fix] : [] };
}
