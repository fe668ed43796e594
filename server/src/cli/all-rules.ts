// Everything that can stand in a finding's `rule`.
import { notices } from '../rule/notices';
import type { RuleInfo } from '../rule/rule';
import { dockerfileRules } from '../rules/all.generated';

export const allRules: readonly RuleInfo[] = [...dockerfileRules, ...notices];
