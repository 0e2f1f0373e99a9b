/** One pool per process: Prisma and hand-written SQL share its connections. */
import { availableParallelism } from 'node:os';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { prepareCheck } from './confirmed-query.ts';
import { PrismaClient } from './generated/client.ts';
import { Outage } from './outage.ts';
import { prepareStatements } from './prepared.ts';
import { countStatements } from './statements.ts';

export interface Database {
  /** Where it is now. */
  readonly url: string;
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  readonly outage: Outage;
  /** After its connections broke: looks where it is, for an embedded one starts again at another port. */
  locate(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Tells where the database is after its connections broke; without it, where it was. */
  readonly locate?: () => Promise<string>;
  readonly statementTimeoutMs?: number;
  readonly connections?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
  /** Called with the text of every statement that goes through the pool, Prisma's included. */
  readonly onStatement?: (text: string) => void;
}

/** Four to a core: PostgreSQL answers short statements no faster over more of them, and wakes more processes. */
const usualConnections = Math.max(8, 4 * availableParallelism());

export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? usualConnections,
    connectionTimeoutMillis: 5_000,
    application_name: 'wezel',
    onConnect: prepareCheck,
    ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  const outage = new Outage(pool);
  prepareStatements(pool);
  countStatements(pool);
  if (options.onStatement !== undefined) watchStatements(pool, options.onStatement);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  let current = url;
  return {
    get url() {
      return current;
    },
    pool,
    prisma,
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

/** Wraps each new connection once, so that statements are seen whichever way they come. */
function watchStatements(pool: pg.Pool, onStatement: (text: string) => void): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...parameters: unknown[]) => unknown;
    const watched = (...parameters: unknown[]): unknown => {
      const [first] = parameters;
      const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text;
      if (text !== undefined) onStatement(text);
      return query(...parameters);
    };
    client.query = watched as typeof client.query;
  });
}

export type { default as PrismaTypes } from './generated/pothos.ts';
export { getDatamodel } from './generated/pothos.ts';
export { execute, query, type Tables } from './kysely.ts';
