// A build is given more than the project.
import { buildOf } from '../../compose/build';
import { valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'wide-build-context',
  title: 'Wide build context',
  severity: 'info',
  confidence: 'high',
  category: 'secrets',
  recommended: false,
  references: [{ cwe: 538 }],
  docs: {
    why: 'All of the context is sent to the builder, and `COPY .` takes it into the image: keys, environment files and the history of git with it. Give a build the folder that it needs, and leave out the rest by `.dockerignore`.',
    bad: 'services:\n  web:\n    build: /\n',
    good: 'services:\n  web:\n    build:\n      context: .\n',
    limits:
      'The folder right above the file is mostly the project itself; one further up is information, for projects of several parts need it; a home folder or the root of the file system is an error. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    const build = buildOf(service);
    const context = build?.context;
    if (!build || context === undefined || !isHere(service, build.node)) return;
    const node = valueOf(service, 'build', 'context') ?? build.node;
    const isAll = /^(?:\/|~|\/root|\/home(?:\/[\w.-]+)?|\/Users\/[\w.-]+|[A-Za-z]:[\\/]?)\/?$/.test(context);
    if (!isAll && !/^\.\.(?:[\\/]\.\.)+[\\/]?$/.test(context)) return;
    yield {
      range: placeOf(service, node),
      severity: isAll ? 'error' : 'info',
      message: `'${context}' gives the build more than this project; name the folder that it needs`,
    };
  },
});
