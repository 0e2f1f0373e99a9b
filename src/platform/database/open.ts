/** One pool per process: Prisma and hand-written SQL share its connections. */
import { availableParallelism } from 'node:os';
import { PrismaPg } from '@prisma/adapter-pg';
import type { LimitFunction } from 'p-limit';
import type pg from 'pg';
import { Canceller } from './cancel.ts';
import { clientClass } from './client.ts';
import { PrismaClient } from './generated/client.ts';
import { Outage } from './outage.ts';
import { HubPool } from './pool.ts';
import { PreparedStatements } from './prepared.ts';
import { findPrimary } from './primary.ts';
import { processSemaphore } from './semaphore.ts';
import { prepareCheck } from './statement-batch.ts';
import { StatementBatches } from './statement-batches.ts';

export interface Database {
  /** Where it is now. */
  readonly url: string;
  /** Its host and port. */
  readonly name: string;
  readonly servers: DatabaseServers;
  /** Servers that public data is read from instead: replicas, and last the primary over few connections; or none. */
  readonly readers: readonly Database[];
  /** How long a replica may lack a release. */
  readonly maxLagSeconds: number;
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  readonly prepared: PreparedStatements;
  /** Sends prepared statements, several in one message. */
  readonly batches: StatementBatches;
  /** Admits statements that read whole tables. */
  readonly scans: LimitFunction;
  /** Ends statements that nobody waits for. */
  readonly canceller: Canceller;
  readonly outage: Outage;
  /** How often, and how long, somebody waited because all connections were taken. */
  poolWaits(): { readonly count: number; readonly seconds: number };
  /** Called after each import or other change of public data, whether it made a release or not. */
  onChange(change: PublicChange): void;
  /** After its connections broke: looks where it is, for an embedded one starts again at another port. */
  locate(): Promise<void>;
  /** Its address past a pooler: for what needs a connection of its own. */
  direct(): Promise<string>;
  close(): Promise<void>;
}

/** The servers of a database beside the one of its URL. */
export interface DatabaseServers {
  /** Of the primary, past a pooler: the one that is the primary now counts. Empty: the URL itself. */
  readonly directUrls: readonly string[];
  /** Of replicas, by preference. */
  readonly readUrls: readonly string[];
  readonly maxLagSeconds: number;
  /** To the primary, for reading while no replica is there. */
  readonly fallbackConnections: number;
}

const oneServer: DatabaseServers = { directUrls: [], readUrls: [], maxLagSeconds: 60, fallbackConnections: 4 };

/** What a change of public data came to, for the log. */
export interface PublicChange {
  readonly source: string;
  readonly file: string | null;
  /** Null: nothing public changed, or it failed. */
  readonly release: number | null;
  readonly durationMs: number;
  readonly outcome: 'published' | 'unchanged' | 'dry run' | 'failed';
  readonly counts: Readonly<Record<string, number>> | null;
}

export interface DatabaseOptions {
  readonly servers?: DatabaseServers | undefined;
  /** States where the database is after its connections broke; without it, where it was. */
  readonly locate?: () => Promise<string>;
  readonly statementTimeoutMs?: number;
  /** How long others wait behind a statement in the same message; 25 ms unless stated. */
  readonly slowStatementMs?: number;
  readonly connections?: number;
  /** How long a new connection, or a free one of the pool, may take. */
  readonly connectTimeoutMs?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
  /** Called after each import or other change of public data. */
  readonly onChange?: (change: PublicChange) => void;
  /** Called with the text of every statement that goes through the pool, Prisma's included. */
  readonly onStatement?: (text: string) => void;
}

/** Four to a core: PostgreSQL answers short statements no faster over more of them, and wakes more processes. */
const defaultConnections = Math.max(8, 4 * availableParallelism());

export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { servers = oneServer } = options;
  const outage = new Outage();
  const prepared = new PreparedStatements();
  const max = options.connections ?? defaultConnections;
  const pool = new HubPool({
    connectionString: url,
    max,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    application_name: 'wezel',
    onConnect: (client) => prepareCheck(client, prepared),
    Client: clientClass(outage, options.onStatement),
    ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const readers = readersOf(url, servers, options);
  let current = url;
  const canceller = new Canceller(() => (prepared.isOff ? null : current));
  return {
    get url() {
      return current;
    },
    get name() {
      return nameOf(current);
    },
    servers,
    readers,
    maxLagSeconds: servers.maxLagSeconds,
    pool,
    prisma,
    prepared,
    batches: new StatementBatches(pool, canceller, options.slowStatementMs),
    scans: processSemaphore(max),
    canceller,
    outage,
    poolWaits: () => pool.waits,
    onChange: options.onChange ?? (() => undefined),
    async locate() {
      current = (await options.locate?.()) ?? current;
      // What the pool makes its next connections from.
      pool.options.connectionString = current;
    },
    direct: async () => (servers.directUrls.length === 0 ? current : findPrimary(servers.directUrls)),
    async close() {
      await Promise.all(readers.map((reader) => reader.close()));
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** How long a connection for reading may take to be made or free: whoever waits may be answered by another server. */
const readConnectTimeoutMs = 3_000;

function readersOf(url: string, servers: DatabaseServers, options: DatabaseOptions): Database[] {
  const { readUrls, fallbackConnections } = servers;
  if (readUrls.length === 0) return [];
  const { locate, ...rest } = options;
  const ofReader = { ...rest, servers: undefined, connectTimeoutMs: readConnectTimeoutMs };
  const replicas = readUrls.map((readUrl) => openDatabase(readUrl, ofReader));
  const connections = Math.min(fallbackConnections, options.connections ?? defaultConnections);
  // The primary may have moved since: the address is looked up whenever it is tried.
  return [...replicas, openDatabase(url, { ...ofReader, connections, ...(locate === undefined ? {} : { locate }) })];
}

function nameOf(url: string): string {
  const { hostname, port } = URL.parse(url) ?? { hostname: '', port: '' };
  return `${hostname === '' ? 'localhost' : hostname}:${port === '' ? '5432' : port}`;
}
