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

/** Cancels what a connection of the pool executes. */
export async function cancelOn(client: pg.ClientBase, canceller: Canceller): Promise<void> {
  const { processID } = client as unknown as { readonly processID: number | null };
  if (processID !== null) await canceller.cancel(processID);
}

/** Calls back once the statement is answered, or has failed, be it with its connection, which pg reports as an event. */
export function submitOn(
  client: pg.ClientBase,
  statement: pg.QueryConfig | pg.Submittable,
  { done, broken }: { done(error: Error | null, result: pg.QueryResult): void; broken(error: Error): void },
): void {
  client.once('error', broken);
  const answered = (error: Error | null, result: pg.QueryResult): void => {
    client.removeListener('error', broken);
    done(error, result);
  };
  (client.query as (statement: unknown, values: undefined, done: unknown) => void)(statement, undefined, answered);
}

/** Runs one statement on a connection of the pool; the signal cancels it. */
export async function sendCancellable(
  pool: pg.Pool,
  canceller: Canceller,
  statement: pg.QueryConfig,
  signal: AbortSignal | undefined,
): Promise<pg.QueryResult> {
  const client = await pool.connect();
  let cancelling: Promise<void> | undefined;
  const cancel = (): void => {
    cancelling = cancelOn(client, canceller);
  };
  try {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', cancel, { once: true });
    const result = await new Promise<pg.QueryResult>((resolve, reject) => {
      submitOn(client, statement, {
        done: (error, answer) => (error === null || error === undefined ? resolve(answer) : reject(error)),
        broken: reject,
      });
    });
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
