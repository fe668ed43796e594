// What is found in a Compose file that is being edited is what a first look finds, to the titles and edits of fixes: whatever is
// kept of services that an edit did not touch still holds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TODAY } from '../../scripts/day';
import { bundledImageFacts } from '../../server/src/image/facts';
import type { Analysis } from '../../server/src/lint/analysis';
import { Linter } from '../../server/src/lint/linter';
import { OpenCompose } from '../../server/src/lint/open-compose';
import { everyRule } from '../../server/src/rules/every';
import { EMPTY_FOLDER } from '../../server/src/text/files';
import { rangeOf } from '../../server/src/text/range';
import { edited, TEXT } from '../compose/edits';
import { randomNumbers } from '../support/random';

const URI = 'file:///w/compose.yaml';
const LINES = 10_000;

const linter = (): Linter =>
  new Linter({
    rules: everyRule,
    facts: { images: bundledImageFacts, today: TODAY },
    profile: 'strict',
    onRuleFailure: (rule, error) => {
      throw new Error(`rule ${rule} failed`, { cause: error });
    },
  });

const shown = ({ findings }: Analysis): unknown =>
  findings.map((finding) => ({
    ...finding,
    fixes: finding.fixes.map(({ title, edits }) => ({ title, edits: edits() })),
  }));

/** What a linter that has seen the versions before finds in the last one, and what one finds that sees it first. */
function compared(versions: readonly string[]): { readonly kept: unknown; readonly fresh: unknown } {
  const [first = '', ...others] = versions;
  const document = new OpenCompose(URI, first);
  const around = { files: EMPTY_FOLDER };
  const used = linter();
  let analysis = used.analyse(URI, document, around);
  for (const text of others) {
    document.change(rangeOf(0, 0, LINES, 0), text);
    analysis = used.analyse(URI, document, around);
  }
  const fresh = linter().analyse(URI, new OpenCompose(URI, versions.at(-1) ?? ''), around);
  return { kept: shown(analysis), fresh: shown(fresh) };
}

const runs = Number(process.env.COMPOSE_EDITS ?? 120);

test(`after each of ${runs} random edits`, () => {
  const random = randomNumbers(11);
  const text = TEXT.replace('image: nginx', 'privileged: true\n    image: nginx').replace(
    '    A: "1"',
    '    A_TOKEN: x1y2z3a4',
  );
  let versions = [text];
  for (let run = 0; run < runs; run++) {
    if (run % 8 === 0) versions = [text];
    versions.push(edited(versions.at(-1) ?? '', random));
    const { kept, fresh } = compared(versions);
    assert.deepEqual(kept, fresh, JSON.stringify(versions));
  }
});

test('titles of fixes count the services of now', () => {
  const one = 'services:\n  a:\n    image: x:1\n    ports: &p\n      - "80:80"\n';
  const two = `${one}  b:\n    image: y:1\n    ports: *p\n`;
  for (const versions of [
    [one, two],
    [two, one],
    [one, two, two.replace('a:', 'c:')],
  ]) {
    const { kept, fresh } = compared(versions);
    assert.deepEqual(kept, fresh);
  }
  assert.match(JSON.stringify(compared([one, two]).kept), /Publish it on 127\.0\.0\.1 \(for 2 services\)/);
});

test('what a service takes from the top level counts as it is now', () => {
  const text = (device: string): string =>
    `services:\n  a:\n    image: x:1\n    volumes: [data:/v]\n  b:\n    image: y:1\nvolumes:\n  data:\n    driver_opts: {type: none, o: bind, device: ${device}}\n`;
  const { kept, fresh } = compared([text('/srv/data'), text('/var/run/docker.sock')]);
  assert.deepEqual(kept, fresh);
  assert.notDeepEqual(kept, compared([text('/srv/data')]).fresh);
});
