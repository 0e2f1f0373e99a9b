/** Mails and webhooks that must arrive: queues on PostgreSQL (pg-boss), which go on after a process was killed. */
import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { PgBoss } from 'pg-boss';
import { type Database, outsideWork } from '#platform/database/index.ts';
import { jobSchema } from '#platform/jobs.ts';
import { type JobObserver, observed } from './job-line.ts';
import { hasJobs, takeRestored } from './restored-jobs.ts';

/** A process that was killed is noticed within this and one look of the monitor. */
const heartbeatSeconds = 20;
const monitorSeconds = 15;
const stopMs = 5_000;

export interface JobKind<T extends object> {
  readonly queue: string;
  readonly retries: number;
  /** Doubled at each retry. */
  readonly firstDelaySeconds: number;
  /** A job that throws is retried. */
  run(data: T): Promise<void>;
}

export class JobQueue {
  readonly #database: Database;
  readonly #observer: JobObserver;
  readonly #kinds: readonly JobKind<object>[];
  #boss: Promise<PgBoss> | undefined;

  constructor(database: Database, observer: JobObserver, kinds: readonly JobKind<never>[]) {
    this.#database = database;
    this.#observer = observer;
    this.#kinds = kinds as unknown as readonly JobKind<object>[];
  }

  /** In the transaction of the client; the same name is the same job, however often it is added. */
  async add(client: ClientBase, queue: string, name: string, data: object): Promise<void> {
    const boss = await this.start();
    const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
    await boss.send(queue, data, { id: idOf(`${queue} ${name}`), db });
  }

  /** Without a job that was ever added there is nothing to go on with. */
  async resume(): Promise<void> {
    if (await hasJobs(this.#database.pool)) await this.start();
  }

  start(): Promise<PgBoss> {
    this.#boss ??= outsideWork(() => this.#open()).catch((error: unknown) => {
      this.#boss = undefined;
      throw error;
    });
    return this.#boss;
  }

  async close(): Promise<void> {
    const boss = await this.#boss?.catch(() => undefined);
    await boss?.stop({ graceful: true, timeout: stopMs });
  }

  async #open(): Promise<PgBoss> {
    const { PgBoss } = await import('pg-boss');
    const boss = new PgBoss({
      db: { executeSql: (text, values) => this.#database.pool.query(text, values as unknown[]) },
      schema: jobSchema,
      schedule: false,
      superviseIntervalSeconds: monitorSeconds,
      monitorIntervalSeconds: monitorSeconds,
    });
    boss.on('error', (error) => this.#observer.log.warn({ err: error }, 'the queue of mails and webhooks failed'));
    await boss.start();
    for (const { queue, retries, firstDelaySeconds } of this.#kinds) {
      await boss.createQueue(queue, {
        retryLimit: retries,
        retryDelay: firstDelaySeconds,
        retryBackoff: true,
        heartbeatSeconds,
        expireInSeconds: 300,
        deleteAfterSeconds: 7 * 24 * 3_600,
      });
    }
    const queues = this.#kinds.map(({ queue }) => queue);
    await takeRestored(boss, this.#database.pool, queues);
    for (const { queue, run } of this.#kinds) {
      // One after the other, so that whoever is killed leaves one in doubt; without a pause while many are known to wait.
      const options = { pollingIntervalSeconds: 1, batchSize: 1, burstWhenReadyExceeds: 10 };
      await boss.work<object>(queue, options, async ([job]) => {
        if (job !== undefined) await observed(this.#observer, { queue, jobId: job.id }, () => run(job.data));
      });
    }
    return boss;
  }
}

/** A UUID of version 8 (RFC 9562): made of what it stands for. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
