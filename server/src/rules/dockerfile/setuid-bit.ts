// Programs that run with the rights of their owner, whoever starts them.
import { directoriesMade } from '../../dockerfile/commands';
import { type GivenMode, modesGiven } from '../../dockerfile/modes-given';
import type { Stage } from '../../dockerfile/stages';
import { editFix } from '../../rule/edit-fix';
import { dockerfileRule } from '../../rule/rule';
import { setsIdentity, withoutSetIdentity } from '../../shell/file-mode';
import { once } from '../../text/once';

export default dockerfileRule({
  id: 'setuid-bit',
  title: 'setuid or setgid bit on a program',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  looksFor: ['chmod', 'find', 'install', 'mkdir', 'umask'],
  references: [{ cis: '4.8' }, { cwe: 250 }, { cwe: 732 }, { sonar: 'S2612' }, { dockle: 'CIS-DI-0008' }],
  docs: {
    why: 'A program with the setuid bit runs as its owner, mostly root, whoever starts it: one flaw in it, or one feature such as running a command, and a user without rights is root in the container. The setgid bit does the same for a group. A container seldom needs such a program: what needs root runs in a step of the build, or gets the one capability that it lacks (`setcap`, `cap_add`). With `no-new-privileges` the bit has no effect at all.',
    bad: 'FROM node:24.4-alpine\nCOPY ping /usr/local/bin/ping\nRUN chmod 4755 /usr/local/bin/ping\nUSER node\n',
    good: 'FROM node:24.4-alpine\nCOPY ping /usr/local/bin/ping\nRUN chmod 755 /usr/local/bin/ping\nUSER node\n',
    limits:
      'Read are chmod (also behind find and xargs), install -m and --chmod of COPY and ADD, octal or symbolic, with a mode that is written out or comes from a variable with a value. On a folder the setgid bit only says which group new files get: nothing is said of mkdir, install -d, `chmod -R`, and of paths that are not known, or look to be folders. What packages bring is not known here.',
  },
  *stage(stage) {
    for (const given of modesGiven(stage)) {
      const { mode, by, range, place, keyword } = given;
      const identity = by === 'umask' || !/[s2-7]/.test(mode) ? undefined : setsIdentity(mode);
      if (!identity || given.isForFolders) continue;
      if (identity === 'group' && isForFolders(stage, given)) continue;
      const fixed = place && withoutSetIdentity(mode);
      yield {
        range,
        message: `'${mode}' lets whoever starts the program run it as its ${identity === 'user' ? 'owner' : 'group'}; ${fixed === undefined ? 'take the bit out' : `write '${fixed}'`}`,
        fixes: editFix({
          title: `Take the ${identity === 'user' ? 'setuid' : 'setgid'} bit out: '${fixed ?? ''}'`,
          delta: { changes: [keyword] },
          edits: place && fixed !== undefined ? [{ range: place, newText: fixed }] : undefined,
        }),
      };
    }
  },
});

/** What people keep files in, not programs. */
const FOLDER = /\/$|^\/(?:srv|home|data|mnt|media|shared|run|tmp|var|root)(?:\/|$)/;

const isForFolders = (stage: Stage, { targets, isRecursive }: GivenMode): boolean => {
  if (isRecursive || targets.includes(undefined)) return true;
  const made = foldersOf(stage);
  return targets.every((path) => path !== undefined && (FOLDER.test(path) || made.has(path)));
};

const foldersOf = once((stage: Stage): ReadonlySet<string> => {
  const named = stage.steps.flatMap(({ instruction: { name, args } }) =>
    name === 'WORKDIR' || name === 'VOLUME' ? args.map(({ text }) => text) : [],
  );
  return new Set([...directoriesMade(stage, ['/']), ...named]);
});
