/** Ends connections without a goodbye, which a database that is frozen or busy would not answer. */
import type pg from 'pg';

/** `end()` would say goodbye first and wait for an answer. */
export function cut(client: pg.ClientBase): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

/** The work, or at once what the signal gives as its reason. */
export async function cutOn<T>(
  signal: AbortSignal | undefined,
  client: pg.ClientBase,
  work: () => Promise<T>,
): Promise<T> {
  if (signal === undefined) return work();
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      cut(client);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work(), stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
