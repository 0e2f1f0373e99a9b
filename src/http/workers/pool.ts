/**
 * Threads that execute large operations, each with its own connections and reference data, so that the main thread is free
 * for small ones. A thread that does not stop an operation in time is ended and replaced (docs/decisions/worker-threads.md).
 */
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { PresentedError } from '#graphql/errors.ts';
import type { Executed } from '#http/graphql/executed.ts';
import type { StatementCount } from '#http/graphql/run.ts';
import { type Database, type OnStatement, type PoolUse, statementListener } from '#platform/database/index.ts';
import { RefusalError } from '#platform/errors.ts';
import { BusyError } from './fair-queue.ts';
import type { FromThread, Task, ThreadSettings, ToThread } from './messages.ts';
import { ThreadPools } from './thread-pools.ts';

export interface PoolOptions {
  readonly threads: number;
  readonly database: Database;
  readonly settings: Omit<ThreadSettings, 'databaseUrl' | 'servers'>;
  readonly log: Logger;
  /** Until then the threads, which read all of the code once more, would take the processor from the first answers. */
  readonly startAfter?: Promise<unknown> | undefined;
}

/** While one waits for the database, another computes. */
export const operationsPerThread = 2;
/** What is left of an operation that was aborted must end within this. */
const graceMs = 2_000;
/** Of one thread: reference data of the largest registers and lists take some 150 MB. */
const memory = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };
const restartDelayMs = 1_000;
/** A thread that starts reads all of the code and the reference data; on a slow machine that takes some seconds. */
const startMs = 20_000;

interface Running {
  readonly count: StatementCount;
  /** Of the work that waits for it, where somebody traces that. */
  readonly onStatement: OnStatement | undefined;
  resolve(executed: Executed): void;
  reject(error: unknown): void;
}

/** A thread failed, or was ended because it did not stop an operation in time. Answered with 503 and Retry-After. */
class ThreadEndedError extends RefusalError {
  readonly code = 'SERVICE_UNAVAILABLE';

  constructor() {
    super(
      'The thread that executed the operation ended before it was done.',
      'Send it again in a few seconds; if that happens again, request less at once.',
      {
        polish:
          'Wątek, który wykonywał operację, zakończył się przed jej ukończeniem. Wyślij ją ponownie za kilka sekund; jeśli to się powtórzy, poproś o mniej naraz.',
      },
    );
  }
}

class Thread {
  readonly worker: Worker;
  readonly running = new Map<number, Running>();
  isReady = false;

  constructor(settings: ThreadSettings) {
    this.worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: settings,
      resourceLimits: memory,
    });
    // An app that was not closed must not keep its process.
    this.worker.unref();
  }

  send(message: ToThread): void {
    this.worker.postMessage(message);
  }
}

export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #threads = new Set<Thread>();
  readonly #waiting = new Set<() => void>();
  readonly #pools = new ThreadPools();
  #lastId = 0;
  #hasBegun = false;
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    if (options.startAfter === undefined) this.#startAll();
    else void options.startAfter.finally(() => this.#startAll());
  }

  #startAll(): void {
    this.#hasBegun = true;
    for (let index = 0; index < this.#options.threads; index += 1) this.#restart();
  }

  /**
   * Whether an operation can be given to a thread; waits for one that is starting. False before the threads are started.
   * What made a thread fail must not be executed by the main one instead.
   */
  async canRun(signal: AbortSignal): Promise<boolean> {
    if (!this.#hasBegun) return false;
    if (this.#isReady) return true;
    const { promise, resolve } = Promise.withResolvers<void>();
    const overdue = setTimeout(resolve, startMs);
    this.#waiting.add(resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    clearTimeout(overdue);
    this.#waiting.delete(resolve);
    signal.throwIfAborted();
    if (!this.#isReady) throw new BusyError();
    return true;
  }

  /** Whether a thread has read the release, so that it can take an operation at once. */
  get #isReady(): boolean {
    return [...this.#threads].some(({ isReady }) => isReady);
  }

  run(task: Task, count: StatementCount, signal: AbortSignal): Promise<Executed> {
    const thread = this.#leastBusy();
    if (thread === undefined) return Promise.reject(new BusyError());
    this.#lastId += 1;
    const id = this.#lastId;
    let kill: NodeJS.Timeout | undefined;
    const stop = (): void => {
      thread.send({ type: 'abort', id });
      kill ??= setTimeout(() => void thread.worker.terminate(), graceMs);
    };
    const overdue = setTimeout(stop, this.#options.settings.limits.operationTimeoutMs + graceMs);
    signal.addEventListener('abort', stop);
    const onStatement = statementListener();
    const running = new Promise<Executed>((resolve, reject) =>
      thread.running.set(id, { count, onStatement, resolve, reject }),
    );
    thread.send({ type: 'run', id, task });
    if (signal.aborted) stop();
    return running.finally(() => {
      clearTimeout(kill);
      clearTimeout(overdue);
      signal.removeEventListener('abort', stop);
    });
  }

  /** The connections of all threads, by pool. */
  connections(): Promise<PoolUse[]> {
    return this.#pools.read(this.#threads);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const ended = [...this.#threads].map(async ({ worker, running }) => {
      worker.ref();
      if (running.size === 0) worker.postMessage({ type: 'stop' } satisfies ToThread);
      const end = new Promise((resolve) => worker.once('exit', resolve));
      const kill = setTimeout(() => void worker.terminate(), graceMs);
      await end;
      clearTimeout(kill);
    });
    await Promise.all(ended);
  }

  #leastBusy(): Thread | undefined {
    return [...this.#threads].toSorted(
      (a, b) => Number(b.isReady) - Number(a.isReady) || a.running.size - b.running.size,
    )[0];
  }

  #start(): void {
    const { settings, database, log } = this.#options;
    const thread = new Thread({ ...settings, databaseUrl: database.url, servers: database.servers });
    this.#threads.add(thread);
    thread.worker.on('message', (message: FromThread) => this.#hear(thread, message));
    thread.worker.on('error', (error) => log.error({ err: error }, 'a worker thread failed'));
    thread.worker.on('exit', () => {
      this.#threads.delete(thread);
      this.#pools.end(thread);
      for (const { reject } of thread.running.values()) reject(new ThreadEndedError());
      // At once, so that the next operation waits for it; one that cannot even start is tried again more slowly.
      if (thread.isReady) this.#restart();
      else if (!this.#isClosed) setTimeout(() => this.#restart(), restartDelayMs).unref();
    });
  }

  #restart(): void {
    if (!this.#isClosed) this.#start();
  }

  #hear(thread: Thread, message: FromThread): void {
    if (message.type === 'ready') {
      thread.isReady = true;
      for (const resolve of this.#waiting) resolve();
      return;
    }
    if (message.type === 'pools') {
      this.#pools.hear(thread, message.uses);
      return;
    }
    if (message.type === 'locate') {
      thread.send({ type: 'located', databaseUrl: this.#options.database.url });
      return;
    }
    const running = thread.running.get(message.id);
    thread.running.delete(message.id);
    if (running === undefined) return;
    running.count.statements += message.statements;
    for (const statement of message.spans ?? []) running.onStatement?.(statement);
    if (message.type === 'done') running.resolve(message.executed);
    else running.reject(new PresentedError(message.error));
  }
}
