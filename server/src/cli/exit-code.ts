// What a command ends with.

/** 0: nothing to report. 1: findings at the threshold or above. 2: wrong usage, or an error of ours. */
export type ExitCode = 0 | 1 | 2;
