/** What GraphQL needs of whoever makes exports. */

export type ExportState = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED';

export interface ExportStatus {
  readonly id: string;
  readonly status: ExportState;
  readonly operation: string;
  readonly format: 'csv' | 'ndjson' | 'parquet';
  readonly createdAt: Date;
  readonly completedAt: Date | null;
  /** When the file is removed; null while it is not made. */
  readonly expiresAt: Date | null;
  readonly release: number | null;
  /** Entries of the whole list; null while that is not known. */
  readonly total: number | null;
  readonly rows: number;
  readonly bytes: number | null;
  readonly sha256: string | null;
  /** Where the file is, on this hub; null while it is not made. */
  readonly path: string | null;
  readonly problem: { readonly code: string; readonly detail: string } | null;
}

export interface ExportInput {
  readonly operation: string | null;
  readonly query: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly format: ExportStatus['format'];
  readonly at: string | null;
  readonly rows: string | null;
}

/** Who requests one, and in which language its texts are. */
export interface ExportFacts {
  readonly lang: 'PL' | 'EN';
  readonly requestId: string;
  readonly caller: string;
}

/** Makes exports; the front of the hub has it, threads for large operations have not. */
export interface ExportService {
  create(input: ExportInput, facts: ExportFacts): Promise<ExportStatus>;
  find(id: string): Promise<ExportStatus | null>;
}
