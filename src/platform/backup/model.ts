/** What a backup has: a header, the rows of each table in parts, and what was copied. */

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

/** By table: how many rows were copied, in how many parts. */
export type BackupContents = Readonly<Record<string, { readonly rows: number; readonly parts: number }>>;

/** Each part is a gzip file of its own; together, in their order, they are PostgreSQL's text format of COPY. */
export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.copy.gz`;
}

/** Files beside the database to which its rows refer. */
export interface BackupFiles {
  list(): Promise<string[]>;
  /** Null: it was removed meanwhile. */
  read(name: string): Promise<Buffer | null>;
  write(name: string, bytes: Buffer): Promise<void>;
}

/** What the entries of files begin with. */
export const filePrefix = 'files/';
