/** Exports that are made in the background: a queue on PostgreSQL (pg-boss), each file kept until it expires. */
import { createHash } from 'node:crypto';
import type { Job, JobWithMetadata, PgBoss } from 'pg-boss';
import type { KeptFile, KeptFiles, MakeFile } from '#exports/kept-files.ts';
import type { ExportStatus } from '#graphql/export-service.ts';
import { type Database, outsideWork } from '#platform/database/index.ts';
import { jobSchema, jobTable } from '#platform/jobs.ts';
import type { Caller } from '../callers.ts';
import { type JobObserver, observed } from '../jobs/job-line.ts';
import { hasJobs, takeRestored } from '../jobs/restored-jobs.ts';
import type { HttpProblem } from '../problem.ts';
import { type ExportJob, type ExportOutput, type ExportProgress, statusOf } from './job-status.ts';
import { tooManyExports } from './problems.ts';
import { ReleaseChangedError } from './walk.ts';

export interface ExportJobsParts extends JobObserver {
  readonly database: Database;
  readonly files: KeptFiles;
  readonly hours: number;
  /** Files of releases before it have what must no longer be given. */
  readonly lastRedaction: () => Promise<number>;
  /** Names the folder of the files among those of all servers; null where they share them. */
  readonly madeIn: string | null;
  /** Makes the file, and says how far it is. */
  make(job: ExportJob, signal: AbortSignal, progress: ExportProgress): MakeFile;
  /** A problem of the request itself, which no other attempt would solve; else null. */
  problemOf(error: unknown): HttpProblem | null;
}

export interface FoundExport {
  readonly status: ExportStatus;
  readonly file: KeptFile | null;
  /** Only another server has the file, unless both have the same folder after all. */
  readonly isElsewhere: boolean;
}

const queue = 'export';
const waitingPerCaller = 20;
/** A process that was killed is noticed within this and one look of the monitor. */
const heartbeatSeconds = 20;
const monitorSeconds = 15;
const pollSeconds = 1;
const runningAtOnce = 2;
const attempts = 5;
const stopMs = 5_000;
const restarts = 20;

export class ExportJobs {
  readonly #parts: ExportJobsParts;
  readonly #running = new Map<string, ExportProgress>();
  readonly #closing = new AbortController();
  #boss: Promise<PgBoss> | undefined;
  #redaction = 0;

  constructor(parts: ExportJobsParts) {
    this.#parts = parts;
  }

  /** The same request in the same release is the same job. */
  async create(
    wanted: Omit<ExportJob, 'caller'>,
    caller: Pick<Caller, 'id'>,
    release: number,
    today: string,
  ): Promise<string> {
    const boss = await this.#start();
    const id = idOf([wanted.request, release, today]);
    const known = await boss.getJobById<ExportJob>(queue, id);
    if (known !== null && !hasFailed(known) && !(await this.#isLost(known))) return id;
    if (known !== null) await boss.deleteJob(queue, id);
    const group = createHash('sha256').update(caller.id).digest('base64url').slice(0, 22);
    await this.#checkWaiting(group);
    const job: ExportJob = { ...wanted, caller: group };
    await boss.send(queue, job, { id, group: { id: group } });
    return id;
  }

  /** Null: there is none with the id, or it expired. */
  async find(id: string): Promise<FoundExport | null> {
    if (!(await this.#hasQueue())) return null;
    const boss = await this.#start();
    const job = await boss.getJobById<ExportJob>(queue, id);
    if (job === null || (await this.#isRedacted(job)) || (await this.#isLost(job))) return null;
    const { hours } = this.#parts;
    const status = statusOf(job, this.#running.get(id), hours);
    const isElsewhere = status.status === 'COMPLETED' && this.#isElsewhere(job);
    return { status, file: await this.#fileOf(job), isElsewhere };
  }

  /** Goes on with what a process before this one left, and removes what it left half-made. */
  async resume(): Promise<void> {
    await this.#parts.files.tidy();
    if (await this.#hasQueue()) await this.#start();
  }

  /** Removes the files of releases before a redaction; for each release that is served. */
  async removeRedacted(): Promise<void> {
    if ((await this.#parts.files.names()).length === 0) return;
    const redaction = await this.#parts.lastRedaction();
    if (redaction === this.#redaction || !(await this.#hasQueue())) return;
    await this.#start();
    await this.#removeExpired();
    this.#redaction = redaction;
  }

  async close(): Promise<void> {
    this.#closing.abort(new DOMException('The hub stops', 'AbortError'));
    const boss = await this.#boss?.catch(() => undefined);
    await boss?.stop({ graceful: true, timeout: stopMs });
  }

  #hasQueue(): Promise<boolean> {
    return hasJobs(this.#parts.database.pool);
  }

  #start(): Promise<PgBoss> {
    this.#boss ??= outsideWork(() => this.#open()).catch((error: unknown) => {
      this.#boss = undefined;
      throw error;
    });
    return this.#boss;
  }

  /** Over the hub's own pool, which finds the database again when it moves. */
  async #open(): Promise<PgBoss> {
    const { database, log, hours } = this.#parts;
    // A hundred files, which most processes never need.
    const { PgBoss } = await import('pg-boss');
    const boss = new PgBoss({
      db: { executeSql: (text, values) => database.pool.query(text, values as unknown[]) },
      schema: jobSchema,
      schedule: false,
      superviseIntervalSeconds: monitorSeconds,
      monitorIntervalSeconds: monitorSeconds,
    });
    boss.on('error', (error) => log.warn({ err: error }, 'the queue of exports failed'));
    await boss.start();
    await boss.createQueue(queue, {
      retryLimit: attempts,
      retryDelay: 1,
      heartbeatSeconds,
      expireInSeconds: 24 * 3_600,
      deleteAfterSeconds: hours * 3_600,
    });
    await takeRestored(boss, database.pool, [queue]);
    const options = {
      localConcurrency: runningAtOnce,
      groupConcurrency: 1,
      pollingIntervalSeconds: pollSeconds,
      includeMetadata: false,
    } as const;
    await boss.work<ExportJob, ExportOutput>(queue, options, async ([job]) => {
      if (job === undefined) throw new Error('The queue gave no job');
      return observed(this.#parts, { queue, jobId: job.id }, () => this.#run(job));
    });
    await this.#removeExpired();
    return boss;
  }

  async #run(job: Job<ExportJob>): Promise<ExportOutput> {
    const progress: ExportProgress = { rows: 0, total: null, release: null };
    this.#running.set(job.id, progress);
    const signal = AbortSignal.any([job.signal, this.#closing.signal]);
    try {
      const { rows, bytes, sha256 } = await this.#file(job, signal, progress);
      const { release, total } = progress;
      const { madeIn } = this.#parts;
      return {
        release: release ?? 0,
        total: total ?? rows ?? 0,
        rows: rows ?? 0,
        bytes,
        sha256,
        problem: null,
        madeIn,
      };
    } catch (error) {
      const problem = signal.aborted ? null : this.#parts.problemOf(error);
      if (problem === null) throw error;
      const { code, line } = problem;
      return { release: 0, total: 0, rows: 0, bytes: 0, sha256: '', problem: { code, detail: line }, madeIn: null };
    } finally {
      this.#running.delete(job.id);
      await this.#removeExpired().catch((error: unknown) => this.#parts.log.warn({ err: error }, 'files stayed'));
    }
  }

  /** A release that is published meanwhile makes it begin again. */
  async #file(job: Job<ExportJob>, signal: AbortSignal, progress: ExportProgress): Promise<KeptFile> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#parts.files.get(fileName(job.id, job.data), this.#parts.make(job.data, signal, progress));
      } catch (error) {
        if (!(error instanceof ReleaseChangedError) || attempt >= restarts) throw error;
      }
    }
  }

  async #checkWaiting(group: string): Promise<void> {
    const { rows } = await this.#parts.database.pool.query<{ count: number }>(
      // SQL as text: the queue's own schema is none of the models.
      `SELECT count(*)::integer AS count FROM ${jobTable} WHERE name = $1 AND state < 'active' AND group_id = $2`,
      [queue, group],
    );
    if ((rows[0]?.count ?? 0) >= waitingPerCaller) throw tooManyExports(waitingPerCaller);
  }

  async #fileOf(job: JobWithMetadata<ExportJob>): Promise<KeptFile | null> {
    if (job.state !== 'completed' || (job.output as ExportOutput).problem !== null) return null;
    return this.#parts.files.find(fileName(job.id, job.data));
  }

  /** It was made, but its file is gone. */
  async #isLost(job: JobWithMetadata<ExportJob>): Promise<boolean> {
    if (job.state !== 'completed' || (job.output as ExportOutput).problem !== null) return false;
    return !this.#isElsewhere(job) && (await this.#fileOf(job)) === null;
  }

  /** Another server made it in a folder of its own. */
  #isElsewhere({ output }: JobWithMetadata<ExportJob>): boolean {
    const { madeIn = null } = output as ExportOutput;
    return madeIn !== null && madeIn !== this.#parts.madeIn;
  }

  async #isRedacted(job: JobWithMetadata<ExportJob>): Promise<boolean> {
    if (job.state !== 'completed') return false;
    const { problem, release } = job.output as ExportOutput;
    return problem === null && release < (await this.#parts.lastRedaction());
  }

  /** Files whose jobs the queue has deleted, and those from before a redaction. */
  async #removeExpired(): Promise<void> {
    const { database, files, lastRedaction } = this.#parts;
    const names = await files.names();
    if (names.length === 0) return;
    // SQL as text: the queue's own schema is none of the models.
    const { rows } = await database.pool.query<{ id: string }>(
      `SELECT id FROM ${jobTable}
       WHERE name = $1 AND (state <> 'completed' OR (output ->> 'release')::integer >= $2)`,
      [queue, await lastRedaction()],
    );
    const known = new Set(rows.map(({ id }) => id));
    for (const name of names) {
      if (!known.has(name.slice(0, 36))) await files.remove(name);
    }
  }
}

function fileName(id: string, { request }: ExportJob): string {
  return `${id}.${request.format}`;
}

function hasFailed(job: JobWithMetadata<ExportJob>): boolean {
  return job.state === 'failed' || job.state === 'cancelled' || (job.output as ExportOutput | null)?.problem != null;
}

/** A UUID of version 8 (RFC 9562): made of what it stands for. */
function idOf(parts: readonly unknown[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
