// What is silenced, in reports: SARIF carries it, summaries count it, and its secrets are starred like others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as Sarif from 'sarif';
import type { Configuration } from '../../server/src/lint/configuration';
import { jsonReport } from '../../server/src/report/json';
import { summaryOf } from '../../server/src/report/markdown';
import { render } from '../../server/src/report/report';
import { sarifReport } from '../../server/src/report/sarif';
import { textReport } from '../../server/src/report/text';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { analyseBy } from '../lint/rules';

const uri = 'file:///w/Dockerfile';
const TEXT = 'FROM node\n# hullwright ignore=secret-in-env: a test\nENV DB_PASSWORD=hunter2\nENV DB_PASSWORD=hunter2\n';
const rules = dockerfileRules.filter(({ id }) => ['secret-in-env', 'floating-tag'].includes(id));
const suppress: Configuration['suppress'] = [{ rule: 'floating-tag', path: { folder: 'file:///w', pattern: '**' } }];
const filesOf = (text: string) => [{ path: 'Dockerfile', uri, analysis: analyseBy(text, { rules, uri, suppress }) }];

test('SARIF carries what is silenced, by whom, and fingerprints do not move', () => {
  const results = (text: string): Sarif.Result[] => {
    const log: Sarif.Log = JSON.parse(render(sarifReport({ rules, version: '1', root: 'file:///w' }), filesOf(text)));
    return log.runs[0]?.results ?? [];
  };
  const region = { startLine: 2 };
  const location = { physicalLocation: { artifactLocation: { uri: 'Dockerfile', uriBaseId: '%SRCROOT%' }, region } };
  assert.deepEqual(
    results(TEXT).map(({ ruleId, suppressions }) => ({ ruleId, suppressions })),
    [
      { ruleId: 'floating-tag', suppressions: [{ kind: 'external', status: 'accepted' }] },
      {
        ruleId: 'secret-in-env',
        suppressions: [{ kind: 'inSource', status: 'accepted', justification: 'a test', location }],
      },
      { ruleId: 'secret-in-env', suppressions: [] },
    ],
  );
  const names = (text: string): unknown[] => results(text).map(({ partialFingerprints }) => partialFingerprints);
  assert.deepEqual(names(TEXT), names(TEXT.replace('# hullwright ignore=', '# ')));
  assert.ok(!JSON.stringify(results(TEXT)).includes('hunter2'));
});

test('summaries count what is silenced', () => {
  const text = render(textReport({ colour: false, width: 100 }), filesOf(TEXT));
  assert.match(text, /\n1 error in 1 file, 2 suppressed\n$/);
  assert.ok(!text.includes('hunter2'));
  const { files, summary } = JSON.parse(
    render(jsonReport(), [...filesOf(TEXT), ...filesOf(TEXT), ...filesOf('FROM a:1\n')]),
  );
  assert.deepEqual(
    [...files.map(({ suppressed }: { suppressed: number }) => suppressed), summary.suppressed],
    [2, 2, 0, 4],
  );
  assert.match(summaryOf(filesOf(TEXT)), /\n1 finding in 1 file \(2 suppressed\): 1 error\.\n/);
});
