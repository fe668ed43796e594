// A secret or SSH socket that a RUN mounts for every user of the step to read.
import { effectiveUser } from '../../dockerfile/effective-user';
import { type RunMount, runMounts } from '../../dockerfile/run-mounts';
import { rangeOfWord, type Stage } from '../../dockerfile/stages';
import { actingInstruction } from '../../dockerfile/syntax';
import { baseFact, isRoot } from '../../dockerfile/users';
import type { Facts } from '../../rule/facts';
import type { Fix } from '../../rule/finding';
import { dockerfileRule } from '../../rule/rule';
import type { Range } from '../../text/range';

export default dockerfileRule({
  id: 'world-readable-secret-mount',
  title: 'Mounted secret that every user may read',
  severity: 'warning',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  looksFor: ['mount'],
  references: [{ cwe: 732 }, { sonar: 'S6469' }],
  docs: {
    why: 'A secret is mounted with the mode 0400: its owner alone reads it. With rights for others every process of the step reads it as well, also one that was given another user so that it can do no harm: an install script of a package, a test, a server that is started for a moment. The mode of an SSH socket (0600) keeps others from using the keys of the machine that builds.\n\nWhere the step does not run as root, give the mount its user: `uid=1000`.',
    bad: 'FROM node:24.4-alpine\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc,mode=0444 npm ci\nUSER node\n',
    good: 'FROM node:24.4-alpine\nUSER node\nRUN --mount=type=secret,id=npmrc,target=/home/node/.npmrc,uid=1000,mode=0400 npm ci\n',
    limits:
      'Every `--mount` of type `secret` and `ssh` is read, with variables that have a value. Rights of the group are left alone. There is a fix where root runs the step, where the mount names a `uid`, and where USER is a number.',
  },
  *stage(stage, { facts }) {
    for (const [index, step] of stage.steps.entries()) {
      for (const mount of runMounts(stage, index)) {
        const mode = mount.option('mode');
        if ((mount.type !== 'secret' && mount.type !== 'ssh') || mode === undefined || !isOpen(mode)) continue;
        const place = mount.placeOf('mode', actingInstruction(step));
        const range = rangeOfWord(step, place ?? mount.flag);
        const kept = ownersOnly(stage, index, mount, mode, facts);
        yield {
          range,
          message: `mode ${mode} lets every user of this step read the ${mount.type === 'ssh' ? 'SSH socket' : 'secret'}; ${kept ? `write ${kept}` : 'give it a uid and mode 0400'}`,
          fixes: place && kept ? [fixOf(range, kept, step.instruction.name)] : [],
        };
      }
    }
  },
});

/** Others may do something, as BuildKit reads the number. */
const isOpen = (mode: string): boolean => /^0*[0-7]{0,3}[1-7]$/.test(mode);

/** The mode without others, with the user that has to read it. Undefined where that is not known. */
function ownersOnly(stage: Stage, index: number, mount: RunMount, mode: string, { images }: Facts): string | undefined {
  const [owner = '0', group = '0'] = mode.slice(-3).padStart(3, '0');
  const closed = `0${owner === '0' ? '4' : owner}${mount.option('gid') === undefined ? '0' : group}0`;
  if (mount.option('uid') !== undefined) return closed;
  const effective = effectiveUser(stage, index);
  const user = effective.kind === 'instruction' ? effective.user?.text : baseFact(stage, images)?.user;
  if (user === undefined) return undefined;
  if (isRoot(user)) return closed;
  const [, uid] = /^(\d+)(?::|$)/.exec(user) ?? [];
  return uid && `${closed},uid=${uid}`;
}

const fixOf = (range: Range, newText: string, keyword: string): Fix => ({
  title: `Take the rights of others: 'mode=${newText}'`,
  safety: 'suggested',
  delta: { changes: [keyword] },
  edits: () => [{ edits: [{ range, newText }] }],
});
