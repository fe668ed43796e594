// The final image runs as root because nobody said otherwise.
import { userGiven } from '../../compose/user-given';
import { rangeOfWord, rootBase, type Stage } from '../../dockerfile/stages';
import { unprivilegedUserOf } from '../../dockerfile/unprivileged-user';
import { baseFact, staysRoot } from '../../dockerfile/users';
import { dockerfileRule } from '../../rule/rule';
import { runAs } from '../../rule/run-as';

export default dockerfileRule({
  id: 'missing-user',
  title: 'The image runs as root',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  reportsAbsence: true,
  supersedes: ['non-numeric-user'],
  references: [
    { cis: '4.1' },
    { cwe: 250 },
    { trivy: 'DS-0002' },
    { checkov: 'CKV_DOCKER_3' },
    { kics: 'fd54f200-402c-4333-a5a4-36ef6709af2f' },
    { semgrep: 'dockerfile.security.missing-user.missing-user' },
    { semgrep: 'dockerfile.security.missing-user-entrypoint.missing-user-entrypoint' },
    { sonar: 'S6471' },
    { dockle: 'CIS-DI-0001' },
    { tally: 'stateful-root-runtime' },
    { tally: 'user-created-but-never-used' },
  ],
  docs: {
    why: 'Without USER a container runs as the user of its base image, and that is root in most of them. Whoever breaks out of the program is then root in the container, and one flaw in the kernel or one mount too many away from being root on the host.',
    bad: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
    good: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY . .\nUSER node\nCMD ["node", "server.js"]\n',
    limits:
      'Only the image that a build makes is looked at, through all local stages that it is built on. Nothing is said where the user of the base image is not known, where a variable decides, where the entrypoint of the base image drops root by itself, or where a program such as gosu or su-exec is at hand; and where the Compose file in the same folder, or in the one above, builds this Dockerfile and each service that does says a `user` without rights. The fix knows directories that VOLUME and mkdir name, not those that a program writes to without being told here.',
  },
  *stage(stage, { facts }) {
    const [from] = stage.steps;
    if (!stage.isFinal || !from || !stage.image || !staysRoot(stage, facts.images)) return;
    const isScratch = rootBase(stage).kind === 'scratch';
    if (isScratch && !startsSomething(stage)) return; // a bag of files for others to copy from
    const unprivileged = unprivilegedUserOf(stage, baseFact(stage, facts.images));
    yield {
      range: rangeOfWord(from, stage.image),
      message: `'${stage.image.text}' runs as root; add 'USER ${unprivileged.user}' after the last step that needs root`,
      fixes: runAs(stage, unprivileged),
    };
  },
  beside: (report, stage, { uri, files }) => (userGiven(uri, stage.name, files) ? undefined : report),
});

const startsSomething = (stage: Stage): boolean =>
  stage.steps.some(({ instruction: { name } }) => name === 'CMD' || name === 'ENTRYPOINT');
