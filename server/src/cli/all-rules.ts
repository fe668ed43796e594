// Everything that can stand in a finding's `rule`.
import { notices } from '../rule/notices';
import type { RuleInfo } from '../rule/rule';
import { everyRule } from '../rules/every';

export const allRules: readonly RuleInfo[] = [...everyRule, ...notices];
