/** One pool per process: Prisma and hand-written SQL share its connections. */
import { availableParallelism } from 'node:os';
import { PrismaPg } from '@prisma/adapter-pg';
import type { LimitFunction } from 'p-limit';
import pg from 'pg';
import { Canceller } from './cancel.ts';
import { clientClass } from './client.ts';
import { prepareCheck } from './confirmed-query.ts';
import { PrismaClient } from './generated/client.ts';
import { Outage } from './outage.ts';
import { PreparedStatements } from './prepared.ts';
import { processSemaphore } from './semaphore.ts';

export interface Database {
  /** Where it is now. */
  readonly url: string;
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  readonly prepared: PreparedStatements;
  /** Admits statements that read whole tables. */
  readonly scans: LimitFunction;
  /** Ends statements that nobody waits for. */
  readonly canceller: Canceller;
  readonly outage: Outage;
  /** After its connections broke: looks where it is, for an embedded one starts again at another port. */
  locate(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** States where the database is after its connections broke; without it, where it was. */
  readonly locate?: () => Promise<string>;
  readonly statementTimeoutMs?: number;
  readonly connections?: number;
  /** How long a new connection, or a free one of the pool, may take. */
  readonly connectTimeoutMs?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
  /** Called with the text of every statement that goes through the pool, Prisma's included. */
  readonly onStatement?: (text: string) => void;
}

/** Four to a core: PostgreSQL answers short statements no faster over more of them, and wakes more processes. */
const defaultConnections = Math.max(8, 4 * availableParallelism());

export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const outage = new Outage();
  const max = options.connections ?? defaultConnections;
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    application_name: 'wezel',
    onConnect: prepareCheck,
    Client: clientClass(outage, options.onStatement),
    ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  let current = url;
  return {
    get url() {
      return current;
    },
    pool,
    prisma,
    prepared: new PreparedStatements(),
    scans: processSemaphore(max),
    canceller: new Canceller(() => current),
    outage,
    async locate() {
      current = (await options.locate?.()) ?? current;
      // What the pool makes its next connections from.
      pool.options.connectionString = current;
    },
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
