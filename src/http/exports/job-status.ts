/** What is said of an export that is made in the background. */
import type { JobWithMetadata } from 'pg-boss';
import type { ExportState, ExportStatus } from '#graphql/export-service.ts';
import type { ExportRequest } from './prepare.ts';

/** What the queue keeps of a job. */
export interface ExportJob {
  readonly request: ExportRequest;
  /** The name of the operation. */
  readonly name: string;
  readonly caller: string;
  readonly requestId: string;
}

/** What became of it; `null` where there is a problem instead. */
export interface ExportOutput {
  readonly release: number;
  readonly total: number;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly problem: { readonly code: string; readonly detail: string } | null;
  /** The process's own folder that has the file; null where all processes have it. */
  readonly madeIn: string | null;
}

/** Of one that runs in this process. */
export interface ExportProgress {
  rows: number;
  total: number | null;
  release: number | null;
}

const states: Readonly<Record<JobWithMetadata['state'], ExportState>> = {
  created: 'QUEUED',
  retry: 'QUEUED',
  active: 'RUNNING',
  completed: 'COMPLETED',
  cancelled: 'FAILED',
  failed: 'FAILED',
};

export function statusOf(
  job: JobWithMetadata<ExportJob>,
  progress: ExportProgress | undefined,
  hours: number,
): ExportStatus {
  const output = job.state === 'completed' ? (job.output as ExportOutput) : null;
  const problem = output?.problem ?? (states[job.state] === 'FAILED' ? gaveUp : null);
  const made = output === null || output.problem !== null ? null : output;
  const { request, name } = job.data;
  return {
    id: job.id,
    status: problem === null ? states[job.state] : 'FAILED',
    operation: name,
    format: request.format,
    createdAt: job.createdOn,
    completedAt: job.completedOn,
    expiresAt: job.completedOn === null ? null : new Date(job.completedOn.getTime() + hours * 3_600_000),
    release: made?.release ?? progress?.release ?? null,
    total: made?.total ?? progress?.total ?? null,
    rows: made?.rows ?? progress?.rows ?? 0,
    bytes: made?.bytes ?? null,
    sha256: made?.sha256 ?? null,
    path: made === null ? null : `/exports/${job.id}.${request.format}`,
    problem,
  };
}

const gaveUp = {
  code: 'EXPORT_FAILED',
  detail: 'The export failed several times. Request it again, or in smaller parts.',
};
