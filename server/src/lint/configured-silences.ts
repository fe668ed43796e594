// What `suppress` in a configuration silences in one file, and which of its entries silence nothing there.
import type { Finding } from '../rule/finding';
import { type ConfiguredSuppression, matchesPath } from './configuration';

/** Of one rule: on the whole file, and by line. The first that names a place silences it. */
interface OfRule {
  file?: ConfiguredSuppression;
  readonly byLine: Map<number, ConfiguredSuppression>;
}

export class ConfiguredSilences {
  private readonly byRule = new Map<string, OfRule>();

  private constructor(readonly entries: readonly ConfiguredSuppression[]) {
    for (const entry of entries) {
      const ofRule: OfRule = this.byRule.get(entry.rule) ?? { byLine: new Map() };
      this.byRule.set(entry.rule, ofRule);
      if (entry.line === undefined) ofRule.file ??= entry;
      else if (!ofRule.byLine.has(entry.line)) ofRule.byLine.set(entry.line, entry);
    }
  }

  static in(uri: string, entries: readonly ConfiguredSuppression[]): ConfiguredSilences {
    return new ConfiguredSilences(entries.filter(({ path }) => matchesPath(path, uri)));
  }

  of({ rule, range }: Finding): ConfiguredSuppression | undefined {
    const ofRule = this.byRule.get(rule);
    return ofRule?.byLine.get(range.start.line) ?? ofRule?.file;
  }
}
