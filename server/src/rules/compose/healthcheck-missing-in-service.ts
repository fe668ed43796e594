// No health check is seen.
import { buildOf } from '../../compose/build';
import { builtFrom } from '../../compose/built-from';
import { textOf, valueOf } from '../../compose/model';
import { isOwnService } from '../../compose/place';
import { healthcheckOf } from '../../dockerfile/start';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'healthcheck-missing-in-service',
  title: 'No health check',
  severity: 'hint',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '5.27' }],
  docs: {
    why: 'Without a check a service that hangs counts as one that runs, and what depends on it starts.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost/"]\n',
    limits:
      'An image that is pulled may have a check of its own, which is not seen here. Silent where the Dockerfile that is built, or the stage that `target` names, has HEALTHCHECK. Reported on what holds in the end, so that `extends`, anchors and override files count. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    if (service.isPartial || !isOwnService(service) || valueOf(service, 'healthcheck')) return;
    yield {
      range: service.nameRange,
      message: `'${service.name}' has no health check here: one that hangs counts as one that runs`,
    };
  },
  beside(report, service, { uri, files }) {
    if (/^[ \t]*HEALTHCHECK[ \t]+(?!NONE\b)/im.test(textOf(buildOf(service)?.inline) ?? '')) return undefined;
    const built = builtFrom(service, uri, files);
    return built && healthcheckOf(built.placed.stage)?.kind === 'command' ? undefined : report;
  },
});
