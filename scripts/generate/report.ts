// What the command line prints for one of the examples.

import { readFileSync } from 'node:fs';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseDockerfile } from '../../server/src/lint/analyse';
import { render } from '../../server/src/report/report';
import { textReport } from '../../server/src/report/text';
import type { Rule } from '../../server/src/rule/rule';
import { TODAY } from '../day';

const FOLDER = 'examples/python-worker';
const WIDTH = 100;

export function exampleReport(rules: readonly Rule[]): string {
  const path = `${FOLDER}/Dockerfile`;
  const options = { rules, facts: { images: bundledImageFacts, today: TODAY }, profile: 'recommended' } as const;
  const analysis = analyseDockerfile(path, readFileSync(path, 'utf8'), options);
  const text = render(textReport({ colour: false, width: WIDTH }), [{ path, uri: path, analysis }]);
  return `\`\`\`console\n$ hullwright audit ${FOLDER}\n${text.trimEnd()}\n\`\`\``;
}
