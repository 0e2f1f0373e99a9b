/** A command's work as a trace of its own, with each of its statements, where somebody collects traces. */
import type { Logger } from 'pino';
import type { Config } from '#config';

export async function traced<T>(
  { observation: { otlpEndpoint } }: Config,
  log: Logger,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  if (otlpEndpoint === null) return work();
  const { openTraces } = await import('#http/tracing.ts');
  const traces = await openTraces(otlpEndpoint);
  try {
    return await traces.run(name, {}, work);
  } finally {
    await traces.close().catch((error: unknown) => log.warn({ err: error }, 'the last traces were lost'));
  }
}
