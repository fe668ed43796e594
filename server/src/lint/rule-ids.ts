// Ids as people write them, old ones too, to the ids that rules have now.
import { withSuggestion } from '../dockerfile/validate/suggest';
import type { RuleInfo } from '../rule/rule';

export class RuleIds {
  private readonly byName = new Map<string, string>();

  constructor(infos: readonly Pick<RuleInfo, 'id' | 'aliases'>[]) {
    for (const { id, aliases = [] } of infos) for (const name of [id, ...aliases]) this.byName.set(name, id);
  }

  current(written: string): string | undefined {
    return this.byName.get(written);
  }

  /** What to say of one that there is not. */
  unknown(written: string): string {
    return withSuggestion(`there is no rule '${written}'`, written, [...this.byName.keys()]);
  }
}
