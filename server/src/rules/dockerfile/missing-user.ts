// The final image runs as root because nobody said otherwise.
import { directoriesMade } from '../../dockerfile/run';
import { rangeOfWord, rootBase, type Stage, type Step } from '../../dockerfile/stages';
import { baseFact, staysRoot, usersMade } from '../../dockerfile/users';
import type { ImageFact } from '../../image/facts';
import { writablePathsOf } from '../../image/writable-paths';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import { rangeOf } from '../../text/range';

export default dockerfileRule({
  id: 'missing-user',
  title: 'The image runs as root',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  reportsAbsence: true,
  references: [
    { cis: '4.1' },
    { cwe: 250 },
    { trivy: 'DS-0002' },
    { checkov: 'CKV_DOCKER_3' },
    { kics: 'fd54f200-402c-4333-a5a4-36ef6709af2f' },
    { semgrep: 'dockerfile.security.missing-user' },
    { sonar: 'S6471' },
    { dockle: 'CIS-DI-0001' },
  ],
  docs: {
    why: 'Without USER a container runs as the user of its base image, and that is root in most of them. Whoever breaks out of the program is then root in the container, and one flaw in the kernel or one mount too many away from being root on the host.',
    bad: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
    good: 'FROM node:24.4-alpine\nWORKDIR /app\nCOPY . .\nUSER node\nCMD ["node", "server.js"]\n',
    limits:
      'Only the image that a build makes is looked at, through all local stages that it is built on. Nothing is said where the user of the base image is not known, where a variable decides, where the entrypoint of the base image drops root by itself, or where a program such as gosu or su-exec is at hand. The fix knows directories that VOLUME and mkdir name, not those that a program writes to without being told here.',
  },
  *stage(stage, { facts }) {
    const [from] = stage.steps;
    if (!stage.isFinal || !from || !stage.image || !staysRoot(stage, facts.images)) return;
    const isScratch = rootBase(stage).kind === 'scratch';
    if (isScratch && !startsSomething(stage)) return; // a bag of files for others to copy from
    const plan = planFor(stage, baseFact(stage, facts.images));
    yield {
      range: rangeOfWord(from, stage.image),
      message: `'${stage.image.text}' runs as root; add 'USER ${plan.user}' after the last step that needs root`,
      fixes: fixesOf(stage, plan),
    };
  },
});

const startsSomething = (stage: Stage): boolean =>
  stage.steps.some(({ instruction: { name } }) => name === 'CMD' || name === 'ENTRYPOINT');

interface Plan {
  /** What USER gets. */
  readonly user: string;
  /** Shell commands that make the user. */
  readonly make: readonly string[];
  /** Shell commands can be run in the stage. */
  readonly hasShell: boolean;
}

const NUMERIC = '65532:65532';
const NAME = 'app';

/** The user that a stage can run as, by what it makes itself, what its base image brings, and how its system makes users. */
function planFor(stage: Stage, fact: ImageFact | undefined): Plan {
  const hasShell = fact?.shell !== 'none';
  const made = usersMade(stage).at(-1);
  const ready = made ?? fact?.unprivilegedUser;
  if (ready !== undefined) return { user: ready, make: [], hasShell };
  switch (fact?.distribution) {
    case 'alpine':
    case 'wolfi':
      return { user: NAME, make: [`addgroup -S ${NAME}`, `adduser -S -G ${NAME} ${NAME}`], hasShell };
    case 'busybox':
      return { user: NAME, make: [`addgroup -S ${NAME}`, `adduser -S -D -H -G ${NAME} ${NAME}`], hasShell };
    case 'debian':
    case 'ubuntu':
      return { user: NAME, make: [`groupadd --system ${NAME}`, `useradd --system --gid ${NAME} --create-home ${NAME}`], hasShell };
    default:
      return { user: NUMERIC, make: [], hasShell };
  }
}

function fixesOf(stage: Stage, { user, make, hasShell }: Plan): Fix[] {
  const after = insertionStep(stage);
  if (!after || after.instruction.open) return [];
  const commands = hasShell ? [...make, ...ownedPaths(stage, user)] : make;
  const run = commands.length === 0 ? '' : `RUN ${commands.join(' \\\n && ')}\n`;
  const line = after.line + after.instruction.lineCount;
  return [
    {
      title: make.length > 0 ? `Make a user '${user}' and run as it` : `Run as '${user}'`,
      safety: 'suggested',
      delta: { adds: run ? ['RUN', 'USER'] : ['USER'] },
      edits: () => [{ edits: [{ range: rangeOf(line, 0, line, 0), newText: `${run}USER ${user}\n` }] }],
    },
  ];
}

const NEEDS_ROOT: ReadonlySet<string> = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'WORKDIR', 'VOLUME']);
const STARTS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT']);

/** The step to insert behind: the one before CMD or ENTRYPOINT, but none before the last that needs root. */
function insertionStep({ steps }: Stage): Step | undefined {
  const last = steps.findLastIndex(({ instruction }) => NEEDS_ROOT.has(instruction.name));
  const start = steps.findIndex(({ instruction }, index) => index > last && STARTS.has(instruction.name));
  return steps[start < 0 ? Math.max(last, steps.length - 1) : start - 1];
}

const PLAIN_PATH = /^\/[\w.-]+(?:\/[\w.-]+)*$/;
const DATA_PATH = /^\/(?:data(?:\/|$)|srv\/|var\/(?:lib|log|cache|spool)\/)/;

/** Shell commands that give the user what the program is meant to write to: volumes, data directories, the server's own. */
function ownedPaths(stage: Stage, user: string): string[] {
  const base = rootBase(stage);
  const server = writablePathsOf(base.kind === 'image' ? base.reference.name : '');
  const volumes = stage.steps
    .filter(({ instruction }) => instruction.name === 'VOLUME')
    .flatMap(({ instruction }) => instruction.args.map(({ text }) => text));
  const made = directoriesMade(stage).filter((path) => DATA_PATH.test(path));
  const directories = [...new Set([...server.directories, ...volumes, ...made])].filter((path) => PLAIN_PATH.test(path));
  const commands: string[] = [];
  if (directories.length > 0) commands.push(`mkdir -p ${directories.join(' ')}`, `chown -R ${user} ${directories.join(' ')}`);
  if (server.files.length > 0) commands.push(`touch ${server.files.join(' ')}`, `chown ${user} ${server.files.join(' ')}`);
  return commands;
}
