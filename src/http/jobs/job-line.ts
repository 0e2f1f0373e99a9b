/** A line of the log for each attempt of a job. */
import type { Logger } from 'pino';

export async function logged<T>(
  log: Logger,
  job: { readonly queue: string; readonly jobId: string },
  run: () => Promise<T>,
): Promise<T> {
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
