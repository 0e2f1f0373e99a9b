/**
 * Statements that read a whole table wait for one another. Without that twenty of them in one operation take every
 * connection of the pool, and whoever needs a small one waits behind them.
 */
import pLimit, { type LimitFunction } from 'p-limit';

/** At once, of one operation. */
const maxOfOneOperation = 2;

/** How many may run at once in this process: a quarter of the pool. */
export function processSemaphore(connections: number): LimitFunction {
  return pLimit(Math.max(1, Math.floor(connections / 4)));
}

/**
 * The semaphore of one operation. It has at most two in the queue of the process, so that an operation with many cannot
 * keep the others out.
 */
export function operationSemaphore(ofProcess: LimitFunction): <T>(work: () => Promise<T>) => Promise<T> {
  const own = pLimit(maxOfOneOperation);
  return (work) => own(() => ofProcess(work));
}
