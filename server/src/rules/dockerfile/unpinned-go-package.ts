// go installs whatever version of a program is the newest on the day of the build.
import { rangeOfPart } from '../../dockerfile/commands';
import { copiesOf } from '../../dockerfile/copies';
import { inherited } from '../../dockerfile/inherited-facts';
import { packageStepsOf } from '../../dockerfile/package-commands';
import type { Stage } from '../../dockerfile/stages';
import { dockerfileRule } from '../../rule/rule';
import type { ShellWord } from '../../shell/command';

export default dockerfileRule({
  id: 'unpinned-go-package',
  title: 'Go program without a version',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  looksFor: ['go'],
  references: [{ cwe: 1357 }, { hadolint: 'DL3062' }],
  docs: {
    why: '`@latest` takes the newest version on the day of the build, and a branch whatever it holds then. A version in the Dockerfile makes an update a change that somebody looks at, and the checksum database of Go proves that everyone gets the same code for it.',
    bad: 'FROM golang:1.26-alpine\nRUN go install example.com/tool/cmd/tool@latest\nUSER 65532\n',
    good: 'FROM golang:1.26-alpine\nRUN go install example.com/tool/cmd/tool@v1.4.2\nUSER 65532\n',
    limits:
      'Without `@` the go.mod of the build decides, if there is one: nothing is said behind a COPY of go.mod or of whole folders. Packages of the standard library, folders and variables are left alone.',
  },
  *stage(stage) {
    for (const { at, subcommand, operands } of packageStepsOf(stage, 'go')) {
      if (!/^(?:install|get|run)$/.test(subcommand?.value ?? '')) continue;
      const targets = subcommand?.value === 'run' ? operands.slice(0, 1) : operands;
      const word = targets.find((each) => isUnpinned(each, stage));
      if (!word) continue;
      yield { range: rangeOfPart(at, word), message: messageOf(word) };
    }
  },
});

const FLOATING = /@(?:latest|master|main|develop|upgrade|patch|HEAD)$/;

function isUnpinned({ value }: ShellWord, stage: Stage): boolean {
  if (value === undefined || /^(?:\.|\/|[^./]+(?:\/|$))/.test(value)) return false;
  return value.includes('@') ? FLOATING.test(value) : !value.endsWith('.go') && !hasModule(stage);
}

function messageOf({ value = '' }: ShellWord): string {
  const shown = value.length > 40 ? `…${value.slice(-39)}` : value;
  const end = value.includes('@') ? 'write a version instead' : "write '@' and the version";
  return `'${shown}' names no version: a later build may install another; ${end}`;
}

/** Anything that is copied in may be a module. */
const hasModule: (stage: Stage) => boolean = inherited(
  (stage, base = false) => base || copiesOf(stage).some(({ from }) => from === undefined),
);
