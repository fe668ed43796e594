// A secret that is deleted in another step than the one that wrote it: the layer between still has it.
import { rangeOfPart } from '../../dockerfile/commands';
import { isShipped, keptBy } from '../../dockerfile/final-image';
import { laterDeletions } from '../../dockerfile/later-deletions';
import type { PlacedStage, Stage } from '../../dockerfile/stages';
import { dockerfileRule } from '../../rule/rule';
import { shiftRange } from '../../text/range';

export default dockerfileRule({
  id: 'secret-deleted-later',
  title: 'Secret deleted only in a later layer',
  severity: 'error',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  looksFor: ['rm', 'unlink', 'shred', 'find', 'trap', 'rmdir', 'truncate', 'del', 'srm', 'wipe'],
  references: [{ cis: '4.10' }, { cwe: 459 }, { cwe: 538 }],
  docs: {
    why: 'Each step is a layer of its own. What a later one deletes is hidden in the container, and still there in the layer below: `docker save` hands it out to everyone who can pull the image. Someone knew that this file must not ship, and it ships.\n\nMount the file where it is needed, so that no layer ever has it: `RUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci`. What a step must write itself it deletes itself, in the same RUN. What was ever pushed so has to be replaced.',
    bad: 'FROM node:24.4-alpine\nARG REGISTRY\nRUN echo "//$REGISTRY/:_authToken=secret" > /root/.npmrc\nRUN npm ci\nRUN rm /root/.npmrc\nUSER node\n',
    good: 'FROM node:24.4-alpine\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\nUSER node\n',
    limits:
      'Found are files whose names say that they hold secrets, logins and settings that common programs take back, and files that a secret mount was copied to. Where the file can only come from a folder that is copied, its deletion is what gives it away. Stages that only build are left alone, and so are files that the same step writes and deletes.',
  },
  *file(file) {
    for (const placed of file.stages) {
      const { stage } = placed;
      for (const { at, word, stage: from, index } of laterDeletions(stage)) {
        if (!isShipped(file, stage)) break;
        const origin = placedStage(file.stages, from);
        yield {
          range: shiftRange(rangeOfPart(at, word ?? at.command.name ?? at.command), placed.line),
          message: word
            ? `deleting '${shorten(word.text)}' here leaves it in the layer that wrote it; mount it, or delete it in the same step`
            : `'${at.command.program ?? ''}' takes the secret back too late: the layer that wrote it keeps it; do it in the same step`,
          related: origin ? keptBy(file, origin, index) : [],
        };
      }
    }
  },
});

const placedStage = (stages: readonly PlacedStage[], stage: Stage): PlacedStage | undefined =>
  stages.find((placed) => placed.stage === stage);

const shorten = (text: string): string => (text.length > 30 ? `…${text.slice(-29)}` : text);
