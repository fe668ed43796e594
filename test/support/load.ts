// Whether times mean anything: they do not where every process waits for its turn.
import { availableParallelism, loadavg } from 'node:os';

export const isOverloaded = (): boolean => (loadavg()[0] ?? 0) > 2 * availableParallelism();
