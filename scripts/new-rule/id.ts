// What a rule may be called: its id is for ever.
import { notices } from '../../server/src/rule/notices';

/** As in `secret-in-env`: words of letters and digits that begin with a letter. */
const ID = /^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)+$/;
const MAX_LENGTH = 50;

/** Why it can't be an id. */
export function idProblem(id: string): string | undefined {
  if (!ID.test(id) || id.length > MAX_LENGTH) {
    return `'${id}' can't be an id: two words or more in kebab case that name the bad thing, like world-readable-key`;
  }
  return notices.some((notice) => notice.id === id) ? `'${id}' is a notice of Hullwright's own` : undefined;
}
