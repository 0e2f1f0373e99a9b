/** What a backup has: a header, the rows of each table in parts, and what was copied. */
import type { ClientBase } from 'pg';

/** Raised when older versions of the hub cannot read what is written. */
export const formatVersion = 1;
export const formatName = 'wezel-backup';

export const headerName = 'backup.json';
export const contentsName = 'contents.json';
export const migrationsTable = '_prisma_migrations';

/** Secrets, or what stands for them: left out unless they are wanted. A new table of such goes here. */
export const keyTables: readonly string[] = [
  'account_session',
  'api_key',
  'identity_request',
  'passkey_challenge',
  'sign_in_link',
];

/**
 * Columns of other tables that sign or let in, and what a backup without keys has of them, as SQL: what they are needed for
 * stays off, or goes on with a hash. A new such column goes here.
 */
export const withoutKeys: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Nothing is sent with a signature that its receiver cannot check.
  webhook: { secret: "''", disabled_at: 'coalesce(disabled_at, now())' },
  // Links in mails that were sent lead where they did (src/domains/subscriptions/tokens.ts).
  subscriber: {
    token: `CASE WHEN starts_with(token, 'sha256:') THEN token ELSE 'sha256:' || encode(sha256(convert_to(token, 'UTF8')), 'hex') END`,
  },
};

export interface BackupHeader {
  readonly format: typeof formatName;
  readonly formatVersion: number;
  /** Of package.json. */
  readonly hubVersion: string;
  readonly createdAt: string;
  /** The latest release; 0: none. */
  readonly release: number;
  readonly postgres: string;
  /** Applied migrations, in their order. */
  readonly migrations: readonly string[];
  readonly hasKeys: boolean;
  readonly tables: readonly BackupTable[];
  readonly sequences: readonly BackupSequence[];
  /** Of the jobs of the queue; backups of older versions have none. */
  readonly jobs?: { readonly columns: readonly string[] };
}

export interface BackupTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

export interface BackupSequence {
  readonly name: string;
  /** Text: it may be larger than a safe integer. */
  readonly value: string;
  readonly isCalled: boolean;
}

/** By table, and `jobsKey`: how many rows were copied, in how many parts. */
export type BackupContents = Readonly<Record<string, { readonly rows: number; readonly parts: number }>>;

/** Each part is a gzip file of its own; together, in their order, they are PostgreSQL's text format of COPY. */
export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.copy.gz`;
}

export function jobPartName(part: number): string {
  return `jobs/${String(part).padStart(6, '0')}.copy.gz`;
}

/** Among the names of tables, which have no dot. */
export const jobsKey = 'wezel_jobs.job';

/** Files beside the database to which its rows refer. */
export interface BackupFiles {
  list(signal?: AbortSignal): Promise<string[]>;
  /** What rows name as of the snapshot of the connection, with words for people: what each is of. */
  named(client: ClientBase): Promise<ReadonlyMap<string, string>>;
  /** Null: it is not there, or not as it was stored. */
  read(name: string, signal?: AbortSignal): Promise<Buffer | null>;
  write(name: string, bytes: Buffer, signal?: AbortSignal): Promise<void>;
}

/** What the entries of files begin with. */
export const filePrefix = 'files/';
