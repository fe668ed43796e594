// The rules for all kinds of files.
import type { Rule } from '../rule/rule';
import { dockerfileRules } from './all.generated';
import { composeRules } from './compose.generated';
import { daemonRules } from './daemon.generated';
import { scriptRules } from './script.generated';
import { unitRules } from './unit.generated';

export const everyRule: readonly Rule[] = [
  ...dockerfileRules,
  ...composeRules,
  ...daemonRules,
  ...scriptRules,
  ...unitRules,
];
