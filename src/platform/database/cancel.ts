/**
 * Statements that end with the operation that sent them: one that nobody waits for any more is cancelled in the database,
 * which would go on computing.
 */
import pLimit, { type LimitFunction } from 'p-limit';
import pg from 'pg';

/** At once: each takes a connection, and someone may abort operations on purpose. */
const maxCancelling = 2;
const connectTimeoutMs = 2_000;

export class Canceller {
  readonly #url: () => string | null;
  readonly #limit: LimitFunction = pLimit(maxCancelling);

  /** Null: through a pooler, whose process ids are none of PostgreSQL's; there its statement timeout ends a statement. */
  constructor(url: () => string | null) {
    this.#url = url;
  }

  /** Asks the database to cancel what this backend executes; a database that is away has nothing to cancel. */
  cancel(processId: number): Promise<void> {
    return this.#limit(async () => {
      const connectionString = this.#url();
      if (connectionString === null) return;
      const client = new pg.Client({
        connectionString,
        application_name: 'wezel cancel',
        connectionTimeoutMillis: connectTimeoutMs,
        query_timeout: connectTimeoutMs,
      });
      client.on('error', () => undefined);
      try {
        await client.connect();
        // SQL as text: a statement of the connection, not of the models.
        await client.query('SELECT pg_cancel_backend($1)', [processId]);
      } catch {
        // Its statement timeout ends it.
      } finally {
        await client.end().catch(() => undefined);
      }
    });
  }
}

/** Runs one statement on a connection of the pool; the signal cancels it. */
export async function sendCancellable(
  pool: pg.Pool,
  canceller: Canceller,
  statement: pg.QueryConfig | pg.Submittable,
  signal: AbortSignal | undefined,
): Promise<pg.QueryResult> {
  const client = await pool.connect();
  let cancelling: Promise<void> | undefined;
  const cancel = (): void => {
    const { processID } = client as unknown as { readonly processID: number | null };
    if (processID !== null) cancelling = canceller.cancel(processID);
  };
  try {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', cancel, { once: true });
    const result = await answerOf(client, statement);
    // A cancellation that is on its way must not reach the next statement of this connection.
    await cancelling;
    client.release();
    return result;
  } catch (error) {
    client.release(signal?.aborted === true && cancelling === undefined ? undefined : (error as Error));
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** pg gives a promise only for statements that are no objects of its own. */
function answerOf(client: pg.ClientBase, statement: pg.QueryConfig | pg.Submittable): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, result: pg.QueryResult): void => {
      client.removeListener('error', reject);
      if (error) reject(error);
      else resolve(result);
    };
    client.once('error', reject);
    (client.query as (statement: unknown, values: undefined, done: unknown) => void)(statement, undefined, done);
  });
}
