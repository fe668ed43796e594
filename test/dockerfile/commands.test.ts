// The commands of instructions, each with the text at the place that it says it stands at.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandsNamed, commandsOf } from '../../server/src/dockerfile/commands';
import { dockerfileOf } from '../../server/src/dockerfile/model';
import { readDockerfile } from '../../server/src/dockerfile/read';

function shown(text: string): string[] {
  const { syntax, stages } = dockerfileOf(readDockerfile(text));
  return stages.flatMap(({ line, stage }) =>
    commandsOf(stage).flatMap((at) => {
      if (!at.command.name) return [];
      const words = [at.command.name, ...at.command.args].flatMap((word) => {
        if (!word) return [];
        const { start, end } = at.rangeOf(word);
        const first = syntax.lines[line + start.line] ?? '';
        const written =
          start.line === end.line ? first.slice(start.character, end.character) : `${first.slice(start.character)}…`;
        const value = at.valueOf(word);
        return written === value?.text ? written : `${written}=${value ? value.text : '?'}`;
      });
      return words.join(' ');
    }),
  );
}

/** A word whose value is not what is written is followed by it. */
const FILES: Readonly<Record<string, readonly (readonly [text: string, commands: readonly string[]])[]>> = {
  'shell form and exec form': [
    ['FROM a\nRUN b c && d', ['b c', 'd']],
    ['FROM a\nCMD b "c d"', ['b "c d"=c d']],
    ['FROM a\nENTRYPOINT ["b", "c"]', ['"b"=b "c"=c']],
    ['FROM a\nRUN ["sh", "-c", "b c"]', ['"sh"=sh "-c"=-c "b c"=b c', 'b c']],
    ['FROM a\nHEALTHCHECK --timeout=3s CMD b c || exit 1', ['b c', 'exit 1']],
    ['FROM a\nHEALTHCHECK CMD ["b", "c"]', ['"b"=b "c"=c']],
    ['FROM a\nHEALTHCHECK NONE', []],
    ['FROM a\nONBUILD RUN b c', ['b c']],
    ['FROM a\nRUN --mount=type=cache,target=/x --network=none b', ['b']],
  ],
  'continuations and comments': [
    ['FROM a\nRUN b \\\n  c \\\n# d\n  e && \\\n\n f', ['b c e', 'f']],
    ['FROM a\nRUN b "c \\\n d"', ['b "c \\…=c  d']],
    ['FROM a\r\nRUN b \\\r\n  c\r\n', ['b c']],
    ['# escape=`\nFROM a\nSHELL ["bash", "-c"]\nRUN b `\n c', ['b c']],
  ],
  variables: [
    ['FROM a\nENV V=1\nRUN b $V "${V}x"', ['b $V=1 "${V}x"=1x']],
    ['FROM a\nRUN b $V', ['b $V=?']],
  ],
  heredocs: [
    ['FROM a\nRUN <<E\nb c\n  d \\\n e\nE', ['b c', 'd e']],
    ['FROM a\nRUN <<-E\n\tb c\n\tE', ['b c']],
    ['FROM a\nRUN bash -e <<E\nb\nc\nE\nRUN d', ['bash -e', 'b', 'c', 'd']],
    ['FROM a\nRUN <<E\n#!/bin/bash\nb\nE', ['b']],
    ['FROM a\nRUN <<E\n#!/usr/bin/env bash\nb\nE', ['b']],
    ['FROM a\nRUN <<E\n#!/usr/bin/env python3\nimport b\nE', []],
    ['FROM a\nRUN python3 <<E\nimport b\nE', ['python3']],
    ['FROM a\nRUN cat <<E > f\nb c\nE', ['cat']],
    ['FROM a\nCOPY <<E /f\nb c\nE', []],
  ],
  'other shells': [
    ['FROM a\nSHELL ["pwsh", "-Command"]\nRUN Invoke-WebRequest b', []],
    ['FROM a\nSHELL ["cmd", "/S", "/C"]\nRUN b\nSHELL ["/bin/sh", "-c"]\nRUN c', ['c']],
    ['FROM a\nSHELL ["pwsh"]\nRUN ["b", "c"]', ['"b"=b "c"=c']],
    ['FROM mcr.microsoft.com/windows/servercore:1\nRUN b', []],
    ['# escape=`\nFROM a\nRUN b', []],
  ],
};

for (const [what, rows] of Object.entries(FILES)) {
  describe(what, () => {
    for (const [text, commands] of rows) test(JSON.stringify(text), () => assert.deepEqual(shown(text), commands));
  });
}

test('commands are found by program, in the order of the file', () => {
  const text = 'FROM alpine\nRUN wget a && sudo curl b\nRUN sh -c "wget c"\nONBUILD RUN curl d\nCMD ["curl", "e"]\n';
  const stage = dockerfileOf(readDockerfile(text)).stages[0]?.stage;
  assert.ok(stage);
  const named = (...programs: string[]): string[] =>
    commandsNamed(stage, programs).map(({ command }) => `${command.program} ${command.args[0]?.value}`);
  assert.deepEqual(named('curl', 'wget'), ['wget a', 'curl b', 'wget c', 'curl d', 'curl e']);
  assert.deepEqual(named('wget'), ['wget a', 'wget c']);
  assert.deepEqual(named('fetch'), []);
});
