import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { afterAll } from 'vitest';
import { createApp } from '#app';
import type { App } from '#app-options';
import { type CacheSettings, defaultLimits, type Limits, type RateSettings } from '#config';
import type { ProviderSettings } from '#http/account/openid-provider.ts';
import type { WebhookTransport } from '#http/jobs/webhook-request.ts';
import { type Database, type DatabaseServers, openDatabase } from '#platform/database/index.ts';
import { releaseCheck } from '#platform/database/release-check.ts';
import type { Operator } from '#platform/operator.ts';
import type { S3Address } from '#platform/s3-address.ts';
import type { Importer, ImportReport } from '#sources/import.ts';
import { inputFileOf } from '#sources/import.ts';
import { importers } from '#sources/index.ts';
import type { StarterStatus } from '#sources/starter/status.ts';
import { createTestDatabase } from './database.ts';

export interface TestHub {
  readonly database: Database;
  readonly app: App;
  /** Where files for download are kept. */
  readonly downloadsFolder: string;
  /** Statements that went to the database since the last call. */
  statements(): string[];
  /** Runs the importer of a source on the bytes of a file, as the command line does. */
  load(source: string, name: string, bytes: Uint8Array | string, options?: LoadOptions): Promise<ImportReport>;
  /** The `data` of an answer; throws when the answer has errors. */
  ask<T = Record<string, unknown>>(query: string, variables?: Record<string, unknown>): Promise<T>;
  /** The whole answer. */
  answer(query: string, variables?: Record<string, unknown>): Promise<Answer>;
}

export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: readonly unknown[]; extensions?: Record<string, unknown> }[];
}

type LoadOptions = Partial<
  Pick<Parameters<Importer['run']>[0], 'asOf' | 'dryRun' | 'mapping' | 'note' | 'signal' | 'stated'>
>;

export interface HubOptions {
  readonly today?: string;
  /** Of a database that is there already, instead of a new one with the starter set. */
  readonly databaseUrl?: string;
  /** Replicas, or what stands for some. */
  readonly servers?: DatabaseServers;
  /** Instead of noon on that day. */
  readonly clock?: () => Date;
  readonly limits?: Partial<Limits>;
  readonly rate?: RateSettings;
  readonly cache?: CacheSettings;
  readonly log?: Logger;
  readonly otlpEndpoint?: string;
  readonly metricsArePublic?: boolean;
  readonly logsCached?: boolean;
  /** For large operations; without them the main thread executes those. */
  readonly workerThreads?: number;
  /** A mail server; without it mails go to a folder. */
  readonly smtpUrl?: string;
  /** The mailbox of mails that come back. */
  readonly bounces?: string;
  readonly starterStatus?: () => StarterStatus | null;
  readonly operator?: Operator;
  /** Whether subscribers and webhooks hear of releases, and how those are reached. */
  readonly news?: { readonly transport?: WebhookTransport };
  /** Of a hub that listens, for a browser. */
  readonly publicUrl?: string;
  readonly provider?: ProviderSettings;
  /** What judges uploads. */
  readonly uploadScan?: readonly string[];
  /** A bucket for files for download. */
  readonly s3?: S3Address | null;
}

/** Hearing of a release may set off another reading of it at any moment; that answers no query. */
const releaseReading = /^(BEGIN ISOLATION|COMMIT)|from "release" order by "number" desc limit \$1$/;

/** A hub with a database of its own, the starter set loaded, on a fixed day; closed when the file's tests are over. */
export async function startHub(options: HubOptions = {}): Promise<TestHub> {
  const {
    today = '2026-06-15',
    limits = {},
    rate,
    cache,
    otlpEndpoint,
    metricsArePublic,
    logsCached,
    workerThreads,
    starterStatus,
    operator,
    s3,
  } = options;
  const url = options.databaseUrl ?? (await createTestDatabase('starter')).url;
  let seen: string[] = [];
  const note = (text: string): void => {
    if (text !== releaseCheck && !releaseReading.test(text)) seen.push(text);
  };
  const database = openDatabase(url, { onStatement: note, connections: 4, servers: options.servers });
  const downloadsFolder = await mkdtemp(join(tmpdir(), 'wezel-downloads-'));
  const { clock = () => new Date(`${today}T12:00:00Z`), log = pino({ level: 'silent' }) } = options;
  const app = await createApp({
    database,
    limits: { ...defaultLimits, ...limits },
    log,
    clock,
    publicUrl: options.publicUrl ?? 'https://hub.test',
    rate,
    cache,
    otlpEndpoint,
    metricsArePublic,
    logsCached,
    workerThreads,
    starterStatus,
    operator,
    news: options.news,
    s3,
    downloadsFolder,
    provider: options.provider,
    uploads: {
      place: { folder: downloadsFolder, s3: s3 ?? null },
      maxBytes: 1024 * 1024,
      scan: options.uploadScan ?? null,
    },
    mail: {
      smtpUrl: options.smtpUrl ?? null,
      from: 'Węzeł <noreply@hub.test>',
      bounces: options.bounces ?? null,
      outbox: join(downloadsFolder, 'outbox'),
    },
  });
  let open: Pick<TestHub, 'database' | 'app'> | null = { database, app };
  const opened = (): Pick<TestHub, 'database' | 'app'> => {
    if (open === null) throw new Error('The tests of the file that started this hub are over');
    return open;
  };
  afterAll(async () => {
    const { app, database } = opened();
    // Modules of tests stay in memory until the run is over; the hubs in their variables must not.
    open = null;
    await app.close();
    await database.close();
    await rm(downloadsFolder, { recursive: true, force: true, maxRetries: 5 });
  });
  return testHub(opened, downloadsFolder, today, () => {
    const statements = seen;
    seen = [];
    return statements;
  });
}

function testHub(
  opened: () => Pick<TestHub, 'database' | 'app'>,
  downloadsFolder: string,
  today: string,
  statements: TestHub['statements'],
): TestHub {
  const answer = async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
    const response = await opened().app.handler.fetch('http://hub.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
  return {
    get database() {
      return opened().database;
    },
    get app() {
      return opened().app;
    },
    downloadsFolder,
    answer,
    statements,
    async load(source, name, bytes, { dryRun = false, ...rest } = {}) {
      const importer = importers.find((candidate) => candidate.name === source);
      if (importer === undefined) throw new Error(`No importer is named ${source}`);
      const file = inputFileOf(name, typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
      const { app, database } = opened();
      const report = await importer.run({ database, file, today, dryRun, progress: silence, ...rest });
      await app.refresh();
      return report;
    },
    async ask<T>(query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await answer(query, variables);
      if (errors !== undefined) throw new Error(JSON.stringify(errors, null, 1));
      return data as T;
    },
  };
}

const silence = { stage: (): void => undefined, done: (): void => undefined };
