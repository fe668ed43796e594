// The health check of the image is switched off.
import { builtFrom } from '../../compose/built-from';
import { isHere, placeOf } from '../../compose/place';
import { healthcheckOf } from '../../compose/words';
import { rangeOfWord } from '../../dockerfile/stages';
import { healthcheckOf as healthcheckBuilt } from '../../dockerfile/start';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';
import { shiftRange } from '../../text/range';

export default composeRule({
  id: 'healthcheck-disabled',
  title: 'Health check switched off',
  severity: 'info',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  references: [{ cis: '5.27' }, { kics: '698ed579-b239-4f8f-a388-baa4bcb13ef8' }],
  docs: {
    why: 'Without a check a service that hangs counts as one that runs, and what depends on it starts.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    healthcheck:\n      disable: true\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost/"]\n',
    limits:
      'The check of a Dockerfile that is built here is named beside. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const check = healthcheckOf(service);
    if (!check?.isDisabled || !isHere(service, check.node)) return;
    yield {
      range: placeOf(service, check.node),
      message: 'a service that hangs counts as one that runs; take it out, and the check of the image holds',
      fixes: takeOut(service, ['healthcheck'], 'healthcheck'),
    };
  },
  beside(report, service, { uri, files }) {
    const built = builtFrom(service, uri, files);
    if (!built) return report;
    const check = healthcheckBuilt(built.placed.stage);
    if (check?.kind !== 'command') return report;
    const { stage, step } = check.by;
    const line = built.file.stages.find((each) => each.stage === stage)?.line ?? 0;
    const range = shiftRange(rangeOfWord(step, step.instruction.keyword), line);
    return {
      ...report,
      message: `'${service.name}' switches off the check that its Dockerfile has; take it out, so that hanging is seen`,
      related: [{ uri: built.uri, range, message: 'the check that is switched off' }],
    };
  },
});
