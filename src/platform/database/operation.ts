/**
 * The one door out of the database for an operation: it sends its statements, counts them, bounds those that read whole
 * tables, stops with the operation, and knows whether all rows came from one release.
 */
import type pg from 'pg';
import { sendCancellable } from './cancel.ts';
import type { PrismaClient } from './generated/client.ts';
import { compiled, prismaValues, type SqlReader, type Statement } from './kysely.ts';
import type { Database } from './open.ts';
import { operationSemaphore } from './semaphore.ts';
import { SharedReads } from './shared-reads.ts';
import { timedRows } from './statement-spans.ts';

export interface OperationBounds {
  /** The release from which the operation is answered. */
  readonly release: number;
  /** Once it is aborted, its statements are cancelled, and no further one is sent. */
  readonly signal?: AbortSignal | undefined;
  /** A query reads the same twice and finds the same; a mutation may have changed it meanwhile. */
  readonly isQuery?: boolean;
}

type Config = pg.QueryConfig & { text: string; values: unknown[]; rowMode?: 'array' };

const isRead: ReadonlySet<string> = new Set(['findMany', 'findFirst', 'findUnique', 'count', 'aggregate', 'groupBy']);

export class OperationDatabase implements SqlReader {
  readonly #database: Database;
  readonly #bounds: OperationBounds;
  #statements = 0;
  #confirmed = 0;
  readonly #shared: SharedReads | null;
  #prisma: PrismaClient | undefined;
  #semaphore: (<T>(work: () => Promise<T>) => Promise<T>) | undefined;

  constructor(database: Database, bounds: OperationBounds) {
    this.#database = database;
    this.#bounds = bounds;
    this.#shared = bounds.isQuery === true ? new SharedReads() : null;
  }

  get release(): number {
    return this.#bounds.release;
  }

  /** How many statements were sent. */
  get statements(): number {
    return this.#statements;
  }

  /** How many of them reported that the release was still the latest when they had been answered. */
  get confirmed(): number {
    return this.#confirmed;
  }

  /** Whether each statement itself reported that the release was still the latest. */
  get isConfirmed(): boolean {
    return this.#confirmed === this.#statements;
  }

  /** Prisma, for ordinary reads: one flat read is one statement. */
  get prisma(): PrismaClient {
    this.#prisma ??= this.#database.prisma.$extends({
      query: {
        $allOperations: ({ model, operation, args, query: send }) => {
          const admitted = async (): Promise<unknown> => {
            this.#admit();
            return send(args);
          };
          return isRead.has(operation) ? this.#read(`${model}.${operation}`, [args], admitted) : admitted();
        },
      },
    }) as unknown as PrismaClient;
    return this.#prisma;
  }

  /** The rows of a typed statement, with days and decimal numbers as Prisma gives them. */
  async rows<Row>(statement: Statement<Row>): Promise<Row[]> {
    const { sql, parameters } = compiled(statement);
    return this.prismaRows<Row>(sql, [...parameters]);
  }

  /** The same of a statement as text. */
  prismaRows<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return this.#read(text, values, () => this.#send<Row>({ text, values, types: prismaValues }));
  }

  /** Rows as arrays of plain values: for tens of thousands of them, where names cost as much as values. */
  async tuples<Row extends unknown[]>(statement: Statement<unknown>): Promise<Row[]> {
    const { sql, parameters } = compiled(statement);
    const send = (): Promise<Row[]> => this.#send<Row>({ text: sql, values: [...parameters], rowMode: 'array' });
    return this.#read(`tuples: ${sql}`, parameters, send);
  }

  /** A statement that reads a whole table: it waits until few others of its kind run. */
  async scan<Row>(statement: Statement<Row>): Promise<Row[]> {
    const { sql, parameters } = compiled(statement);
    const config = { text: sql, values: [...parameters], types: prismaValues };
    return this.#read(sql, parameters, () => this.bounded(() => this.#send<Row>(config, true)));
  }

  /** Work that reads whole tables, which waits until little other work of its kind runs. */
  bounded<T>(work: () => Promise<T>): Promise<T> {
    this.#semaphore ??= operationSemaphore(this.#database.scans);
    return this.#semaphore(() => {
      this.#bounds.signal?.throwIfAborted();
      return work();
    });
  }

  /** A statement as text, for what Kysely has no words for; its rows are as pg gives them. */
  async query<Row extends pg.QueryResultRow>(
    statement: string | pg.QueryConfig,
    values: unknown[] = [],
  ): Promise<{ rows: Row[] }> {
    const given = typeof statement === 'string' ? { text: statement, values } : statement;
    const config = { ...given, values: [...(given.values ?? [])] };
    return { rows: await this.#send<Row>(config) };
  }

  #read<T>(text: string, values: readonly unknown[], send: () => Promise<T>): Promise<T> {
    return this.#shared?.result(text, values, send) ?? send();
  }

  #admit(): void {
    this.#bounds.signal?.throwIfAborted();
    this.#statements += 1;
  }

  async #send<Row>(config: Config, isWide = false): Promise<Row[]> {
    this.#admit();
    const { pool, prepared, canceller, batches } = this.#database;
    const { signal, release, isQuery } = this.#bounds;
    const sendUnprepared = async (): Promise<Row[]> =>
      (await sendCancellable(pool, canceller, config, signal)).rows as Row[];
    const name = prepared.nameOf(config.text);
    if (name === null) return sendUnprepared();
    const onLatest = (latest: number): void => {
      if (latest === release) this.#confirmed += 1;
    };
    try {
      const terms = { signal, onLatest, isAlone: isWide || isQuery !== true };
      return (await timedRows(config.text, () => batches.send({ ...config, name }, terms))) as Row[];
    } catch (error) {
      if (!isOutdatedPlan(error)) throw error;
      return sendUnprepared();
    }
  }
}

/** A migration changed a table meanwhile (feature_not_supported: "cached plan must not change result type"). */
function isOutdatedPlan(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === '0A000' && message?.includes('cached plan') === true;
}
