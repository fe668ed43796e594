// Files that everyone in the container may write to.
import { type GivenMode, modesGiven } from '../../dockerfile/modes-given';
import { editFix } from '../../rule/edit-fix';
import { dockerfileRule } from '../../rule/rule';
import { isWorldWritable, masksNothing, withOthersMasked, withoutOthersWrite } from '../../shell/file-mode';

export default dockerfileRule({
  id: 'world-writable-mode',
  title: 'Files that everyone may write to',
  severity: 'warning',
  confidence: 'high',
  category: 'filesystem',
  recommended: true,
  looksFor: ['chmod', 'find', 'install', 'mkdir', 'umask'],
  references: [{ cwe: 732 }, { sonar: 'S2612' }, { tally: 'world-writable-state-path-workaround' }],
  docs: {
    why: 'A file that everyone may write to can be changed by every process in the container, also by one that was taken over: a program or a script that root runs later then does what the attacker wrote into it. What the program has to write to belongs to its user: `COPY --chown=node:node`, `chown`, or a group that may write, as OpenShift asks for it (`chmod g=u`).',
    bad: 'FROM node:24.4-alpine\nWORKDIR /app\nRUN chmod -R 777 /app\nUSER node\n',
    good: 'FROM node:24.4-alpine\nWORKDIR /app\nRUN chown -R node /app && chmod -R 755 /app && chmod 1777 /tmp\nUSER node\n',
    limits:
      'Read are chmod (also behind find and xargs), install -m, mkdir -m, umask and --chmod of COPY and ADD, octal or symbolic, with a mode that is written out or comes from a variable with a value. Sticky directories such as /tmp with 1777 and devices are left alone, and so is `chmod +w`, which umask limits.',
  },
  *stage(stage) {
    for (const given of modesGiven(stage)) {
      const { mode, by, range, place, keyword } = given;
      const isMask = by === 'umask';
      if (!(isMask ? masksNothing(mode) : isWorldWritable(mode)) || isEach(given, DEVICE)) continue;
      const stricter = isMask ? withOthersMasked(mode) : isEach(given, TEMPORARY) ? '1777' : withoutOthersWrite(mode);
      const fixed = place && stricter;
      const shown = by === '--chmod' ? `--chmod=${mode}` : isMask ? `umask ${mode}` : mode;
      yield {
        range,
        message: `'${shown}' lets everyone write; ${fixed === undefined ? 'give the files to the user that writes' : `write '${fixed}'`}`,
        fixes: editFix({
          title: fixed === '1777' ? `Set the sticky bit: '${fixed}'` : `Take writing from others: '${fixed ?? ''}'`,
          delta: { changes: [keyword] },
          edits: place && fixed !== undefined ? [{ range: place, newText: fixed }] : undefined,
        }),
      };
    }
  },
});

const DEVICE = /^\/dev\/(?!shm)/;
const TEMPORARY = /^\/(?:tmp|var\/tmp|dev\/shm)\/?$/;

const isEach = ({ by, targets }: GivenMode, pattern: RegExp): boolean =>
  by === 'chmod' && targets.length > 0 && targets.every((target) => pattern.test(target ?? ''));
