/** A line of the log for each attempt of a job, and a span with its statements. */
import type { Logger } from 'pino';
import type { Traces } from '../tracing.ts';

export interface JobObserver {
  readonly log: Logger;
  /** Null: nobody collects them. */
  readonly traces: Pick<Traces, 'run'> | null;
}

interface Attempt {
  readonly queue: string;
  readonly jobId: string;
}

export function observed<T>({ log, traces }: JobObserver, job: Attempt, run: () => Promise<T>): Promise<T> {
  const { queue, jobId } = job;
  if (traces === null) return logged(log, job, run);
  return traces.run(`job ${queue}`, { 'wezel.job_id': jobId }, () => logged(log, job, run));
}

async function logged<T>(log: Logger, job: Attempt, run: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const facts = () => ({ ...job, durationMs: Math.round(performance.now() - startedAt) });
  try {
    const result = await run();
    log.info({ ...facts(), outcome: 'done' }, 'job');
    return result;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ ...facts(), outcome: 'failed', reason }, 'job');
    throw error;
  }
}
