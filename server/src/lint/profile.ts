// Profiles: which rules speak.
import type { RuleInfo } from '../rule/rule';

export const PROFILES = ['recommended', 'strict', 'cis'] as const;
export type Profile = (typeof PROFILES)[number];

export const isProfile = (text: unknown): text is Profile => PROFILES.some((profile) => profile === text);

export function inProfile(rule: RuleInfo, profile: Profile): boolean {
  switch (profile) {
    case 'strict':
      return true;
    case 'recommended':
      return rule.recommended && rule.confidence === 'high';
    case 'cis':
      return rule.references.some(({ cis }) => cis !== undefined);
    default:
      return profile satisfies never;
  }
}
