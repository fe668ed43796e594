// Several services write to one volume.
import { isHarmless, socketIn } from '../../compose/host-paths';
import type { Service } from '../../compose/model';
import { type Mount, mountsOf } from '../../compose/mounts';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';
import { once } from '../../text/once';
import { shiftRange } from '../../text/range';

export default composeRule({
  id: 'volume-written-by-several',
  title: 'Volume written by several services',
  severity: 'hint',
  confidence: 'high',
  category: 'filesystem',
  recommended: false,
  references: [{ cwe: 732 }, { kics: '8c978947-0ff6-485c-b0c2-0bfca6026466' }],
  docs: {
    why: 'Who takes over one of the services changes what the others read. Let one write, and mount `:ro` in the others.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes: [data:/data]\n  job:\n    image: nginx:1.31.0\n    volumes: [data:/data]\nvolumes:\n  data: {}\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes: [data:/data:ro]\n  job:\n    image: nginx:1.31.0\n    volumes: [data:/data]\nvolumes:\n  data: {}\n',
    limits: 'Often meant: databases with a helper, shared uploads.',
  },
  *project(project) {
    const writers = new Map<string, string[]>();
    for (const [name, service] of project.all) {
      for (const volume of writtenVolumes(service)) {
        const others = writers.get(volume);
        if (others) others.push(name);
        else writers.set(volume, [name]);
      }
    }
    for (const { line, service } of project.services) {
      if (!isSharing(writtenVolumes(service), writers)) continue;
      for (const { node, type, source, isReadOnly } of mountsOf(service)) {
        const all = isKept(type) && source && !isReadOnly ? (writers.get(source) ?? []) : [];
        if (all.length < 2 || !isHere(service, node)) continue;
        yield {
          range: shiftRange(placeOf(service, node), line),
          message: `'${source}' is written by ${shown(all)}; mount it with :ro where reading is enough`,
        };
      }
    }
  },
});

function isSharing(volumes: ReadonlySet<string>, writers: ReadonlyMap<string, readonly string[]>): boolean {
  for (const volume of volumes) if ((writers.get(volume) ?? []).length > 1) return true;
  return false;
}

/** A named volume, or a folder of the host. */
const isKept = (type: Mount['type']): boolean => type === 'volume' || type === 'bind';

const writtenVolumes = once(
  (service: Service): ReadonlySet<string> =>
    new Set(
      mountsOf(service).flatMap(({ type, source, isReadOnly }) =>
        isKept(type) && source && !isReadOnly && !socketIn(source) && !isHarmless(source) ? source : [],
      ),
    ),
);

/** Names of services that fit a message. */
const MAX_NAMED = 4;

const shown = (names: readonly string[]): string =>
  names.length <= MAX_NAMED
    ? names.join(', ')
    : `${names.slice(0, MAX_NAMED - 1).join(', ')} and ${names.length - MAX_NAMED + 1} others`;
