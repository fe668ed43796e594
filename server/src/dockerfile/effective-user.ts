// The user that a step runs as, and that a container of a stage starts as.
import type { Value } from './expand';
import { settingOf, valueIn } from './settings';
import { type Base, rootBase, type Stage, type Step } from './stages';

export type EffectiveUser =
  | { readonly kind: 'instruction'; readonly stage: Stage; readonly step: Step; readonly user: Value | undefined }
  | { readonly kind: 'base'; readonly base: Base };

/** At the end of a stage, or before one of its steps. */
export function effectiveUser(stage: Stage, before?: number): EffectiveUser {
  const setting = settingOf(stage, 'USER', before);
  if (!setting) return { kind: 'base', base: rootBase(stage) };
  const [word] = setting.instruction.args;
  return { kind: 'instruction', stage: setting.stage, step: setting.step, user: word && valueIn(setting, word) };
}
