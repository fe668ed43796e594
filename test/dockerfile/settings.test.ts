// What is in force in a stage: user, folder, shell, variables, ports, the start and the health check.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { copiesOf } from '../../server/src/dockerfile/copies';
import { effectiveUser } from '../../server/src/dockerfile/effective-user';
import { environmentOf } from '../../server/src/dockerfile/environment';
import { exposedPorts } from '../../server/src/dockerfile/exposed-ports';
import { dockerfileOf } from '../../server/src/dockerfile/model';
import { readDockerfile } from '../../server/src/dockerfile/read';
import { isPosixShell, shellAt } from '../../server/src/dockerfile/shell';
import type { Stage } from '../../server/src/dockerfile/stages';
import { healthcheckOf, startOf } from '../../server/src/dockerfile/start';
import { workingDirectory } from '../../server/src/dockerfile/workdir';

/** The last stage of a file whose instructions stand between slashes. */
function stageOf(file: string): Stage {
  const { stages } = dockerfileOf(readDockerfile(file.split(' / ').join('\n')));
  const last = stages.at(-1);
  assert.ok(last);
  return last.stage;
}

type Row = readonly [file: string, expected: string];

function table(what: string, shown: (stage: Stage) => string, rows: readonly Row[]): void {
  describe(what, () => {
    for (const [file, expected] of rows) test(file, () => assert.equal(shown(stageOf(file)), expected));
  });
}

const folder = (stage: Stage, before?: number): string => {
  const directory = workingDirectory(stage, before);
  return directory ? directory.path + (directory.isBelowBase ? ' below the base' : '') : 'unknown';
};

table('the folder', folder, [
  ['FROM a', '/ below the base'],
  ['FROM scratch', '/'],
  ['FROM scratch / WORKDIR a', '/a'],
  ['FROM a / WORKDIR b', '/b below the base'],
  ['FROM a / WORKDIR /b', '/b'],
  ['FROM a / WORKDIR /b / WORKDIR c/../d/', '/b/d'],
  ['FROM a / WORKDIR /b / WORKDIR ../../..', '/'],
  ['FROM a / ENV D=/b / WORKDIR $D/c', '/b/c'],
  ['FROM a / WORKDIR "/b c"', '/b c'],
  ['FROM a / WORKDIR $UNKNOWN/b', 'unknown'],
  ['FROM a / WORKDIR $UNKNOWN / WORKDIR b', 'unknown'],
  ['FROM a / WORKDIR $UNKNOWN / WORKDIR /b', '/b'],
  ['FROM a AS s / WORKDIR /b / FROM s / WORKDIR c', '/b/c'],
  ['FROM a AS s / WORKDIR /b / FROM a', '/ below the base'],
  ['FROM a AS s / WORKDIR /b / ONBUILD WORKDIR c / FROM s', '/b/c'],
  ['FROM a AS s / WORKDIR /b / ONBUILD WORKDIR c / FROM s AS t / FROM t / WORKDIR d', '/b/c/d'],
]);

test('the folder at each line', () => {
  const stage = stageOf('FROM scratch / RUN a / WORKDIR /b / RUN c / WORKDIR d / RUN e');
  assert.deepEqual(
    stage.steps.map((_, index) => folder(stage, index)),
    ['/', '/', '/', '/b', '/b', '/b/d'],
  );
});

const user = (stage: Stage): string => {
  const effective = effectiveUser(stage);
  return effective.kind === 'base' ? `that of ${effective.base.kind}` : (effective.user?.text ?? 'unknown');
};

table('the user', user, [
  ['FROM a', 'that of image'],
  ['FROM scratch', 'that of scratch'],
  ['FROM a / USER b', 'b'],
  ['FROM a / USER b / USER c:d', 'c:d'],
  ['FROM a / USER $U', 'unknown'],
  ['FROM a / ARG U=b / USER $U', 'b'],
  ['FROM a AS s / USER b / FROM s', 'b'],
  ['FROM a AS s / USER b / FROM s / USER c', 'c'],
  ['FROM a AS s / USER b / FROM a', 'that of image'],
  ['FROM a / ONBUILD USER b', 'that of image'],
  ['FROM a AS s / USER b / ONBUILD USER c / FROM s', 'c'],
  ['FROM a AS s / USER b / ONBUILD USER c / FROM s / USER d', 'd'],
  ['FROM a AS s / ONBUILD USER c / FROM s AS t / FROM t', 'c'],
  ['FROM a AS s / ONBUILD ENV U=c / ONBUILD USER $U / FROM s', 'c'],
  ['FROM a AS s / ONBUILD USER $U / ONBUILD ENV U=c / FROM s', 'unknown'],
]);

table(
  'the shell',
  (stage) => `${shellAt(stage)?.join(' ') ?? 'of the base'}, ${isPosixShell(stage, stage.steps.length)}`,
  [
    ['FROM a', 'of the base, true'],
    ['FROM mcr.microsoft.com/windows/nanoserver:1', 'of the base, false'],
    ['# escape=` / FROM a', 'of the base, false'],
    ['FROM a / SHELL ["/bin/bash", "-c"]', '/bin/bash -c, true'],
    ['FROM a / SHELL ["pwsh", "-c"]', 'pwsh -c, false'],
    ['FROM a / SHELL ["cmd", "/S", "/C"]', 'cmd /S /C, false'],
    ['FROM a / SHELL ["pwsh"] / SHELL ["sh", "-c"]', 'sh -c, true'],
    ['FROM a AS s / SHELL ["pwsh"] / FROM s', 'pwsh, false'],
    ['FROM a AS s / ONBUILD SHELL ["pwsh"] / FROM s', 'pwsh, false'],
  ],
);

const shownPorts = (stage: Stage): string =>
  exposedPorts(stage)
    .map(({ range, word }) => (range ? `${range.first}-${range.last}/${range.protocol}` : `${word.text}?`))
    .join(' ');

table('ports', shownPorts, [
  ['FROM a', ''],
  ['FROM a / EXPOSE 80', '80-80/tcp'],
  ['FROM a / EXPOSE 80 443/TCP 53/udp', '80-80/tcp 443-443/tcp 53-53/udp'],
  ['FROM a / EXPOSE 8000-8100/tcp', '8000-8100/tcp'],
  ['FROM a / EXPOSE 80 / EXPOSE 81', '81-81/tcp 80-80/tcp'],
  ['FROM a / ENV P="80 81" / EXPOSE $P', '80-80/tcp 81-81/tcp'],
  ['FROM a / ARG P / EXPOSE $P', '$P?'],
  ['FROM a / EXPOSE 8100-8000 70000 x', '8100-8000? 70000? x?'],
  ['FROM a AS s / EXPOSE 80 / ONBUILD EXPOSE 81 / FROM s / EXPOSE 82', '82-82/tcp 81-81/tcp 80-80/tcp'],
]);

const shownEnvironment = (stage: Stage): string =>
  [...environmentOf(stage)].map(([name, { value }]) => `${name}=${value?.text ?? '?'}`).join(' ');

table('ENV', shownEnvironment, [
  ['FROM a', ''],
  ['FROM a / ENV A=b C="d e"', 'C=d e A=b'],
  ['FROM a / ENV A b c', 'A=b c'],
  ['FROM a / ENV A=b / ENV A=c', 'A=c'],
  ['FROM a / ENV A=b A=c', 'A=c'],
  ['FROM a / ENV A=b / ENV C=$A$X', 'C=? A=b'],
  ['FROM scratch / ENV C=$X-$PATH', 'C=-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  ['FROM a AS s / ENV A=b / FROM s / ENV C=$A', 'C=b A=b'],
  ['FROM a AS s / ONBUILD ENV A=b / FROM s / ENV C=$A', 'C=b A=b'],
  ['FROM a AS s / ONBUILD ENV A=b / ENV C=$A', 'C=?'],
]);

const shownStart = (stage: Stage): string => {
  const { entrypoint, command } = startOf(stage);
  const words = [entrypoint, command].map(
    (setting) => setting?.instruction.args.map(({ text }) => text).join(' ') ?? '-',
  );
  return words.join(' | ');
};

table('what starts', shownStart, [
  ['FROM a', '- | -'],
  ['FROM a / CMD ["b"]', '- | b'],
  ['FROM a / CMD b / ENTRYPOINT ["c"]', 'c | b'],
  ['FROM a / ENTRYPOINT ["b"] / ENTRYPOINT ["c"] / CMD d / CMD e', 'c | e'],
  ['FROM a AS s / ENTRYPOINT ["b"] / FROM s / CMD c', 'b | c'],
  ['FROM a AS s / CMD b / FROM s / ENTRYPOINT ["c"]', 'c | -'],
  ['FROM a AS s / CMD b / FROM s / ENTRYPOINT ["c"] / CMD d', 'c | d'],
]);

const shownHealth = (stage: Stage): string => {
  const check = healthcheckOf(stage);
  if (!check) return '-';
  return check.kind === 'none' ? 'none' : [...check.seconds].map(([name, seconds]) => `${name} ${seconds}`).join(', ');
};

table('the health check', shownHealth, [
  ['FROM a', '-'],
  ['FROM a / HEALTHCHECK CMD b', ''],
  ['FROM a / HEALTHCHECK --interval=1m30s --timeout=500ms CMD b', 'interval 90, timeout 0.5'],
  ['FROM a / HEALTHCHECK CMD b / HEALTHCHECK NONE', 'none'],
  ['FROM a AS s / HEALTHCHECK none / FROM s', 'none'],
]);

const shownCopies = (stage: Stage): string =>
  copiesOf(stage)
    .map(({ instruction: { name }, sources, path, from, owner, mode }) =>
      [
        name,
        ...sources.map(({ text }) => text),
        `→ ${path ?? '?'}`,
        ...(from ? [`from ${from.text}`] : []),
        ...(owner ? [`owner ${owner.value?.text ?? '?'}`] : []),
        ...(mode ? [`mode ${mode.value?.text ?? '?'}`] : []),
      ].join(' '),
    )
    .join(', ');

table('what is copied', shownCopies, [
  ['FROM a / COPY b c /d/', 'COPY b c → /d'],
  ['FROM a / WORKDIR /w / COPY ["b c", "d"]', 'COPY b c → /w/d'],
  ['FROM a / ENV D=/x / COPY b $D/c', 'COPY b → /x/c'],
  ['FROM a / COPY b $D', 'COPY b → ?'],
  ['FROM a / COPY --from=s --chown=u:g --chmod=755 b /c', 'COPY b → /c from s owner u:g mode 755'],
  ['FROM a / ARG U / ADD --chown=$U https://a.b/c /d', 'ADD https://a.b/c → /d owner ?'],
  ['FROM a / ONBUILD COPY b /c', 'COPY b → /c'],
]);
