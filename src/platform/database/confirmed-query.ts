/**
 * A prepared statement that also reads which release is the latest. Both go in one message and come back in one, where a
 * statement of its own would cost a small request a third of its time.
 */
import pg from 'pg';
import { isPooled } from './pooler.ts';
import type { PreparedStatements } from './prepared.ts';
import { releaseCheck } from './release-check.ts';

export const checkName = 'wezel_release';

/** What pg's types leave out of its connection and its query. */
interface Connection {
  readonly parsedStatements: Readonly<Record<string, string | undefined>>;
  bind(config: { statement: string; values: readonly unknown[] }): void;
  execute(config: { portal: string }): void;
  sync(): void;
}
interface DataRow {
  readonly fields: readonly (string | null)[];
}
interface QueryParts extends pg.Submittable {
  readonly portal: string;
  handleDataRow(row: DataRow): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
}
const Query = pg.Query as unknown as new (config: pg.QueryConfig) => QueryParts;

export class ConfirmedQuery extends Query {
  readonly #onLatest: (release: number) => void;
  #isAnswered = false;
  #latest: number | undefined;

  /** `onLatest` gets the number of the latest release, as the database had it when it had answered. */
  constructor(config: pg.QueryConfig, onLatest: (release: number) => void) {
    super(config);
    this.#onLatest = onLatest;
  }

  /** Called by pg once the statement is bound; a connection that has not prepared the check does without. */
  _getRows(connection: Connection): void {
    connection.execute({ portal: this.portal });
    if (connection.parsedStatements[checkName] !== undefined) {
      connection.bind({ statement: checkName, values: [] });
      connection.execute({ portal: '' });
    }
    connection.sync();
  }

  override handleDataRow(row: DataRow): void {
    if (this.#isAnswered) this.#latest = Number(row.fields[0]);
    else super.handleDataRow(row);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (!this.#isAnswered) super.handleCommandComplete(message, connection);
    this.#isAnswered = true;
  }

  override handleReadyForQuery(connection: Connection): void {
    if (this.#latest !== undefined) this.#onLatest(this.#latest);
    super.handleReadyForQuery(connection);
  }
}

/**
 * What a pool does with each new connection before anyone gets it. A database without releases has nothing to confirm, and
 * through a pooler nothing stays prepared.
 */
export async function prepareCheck(client: pg.ClientBase, prepared: PreparedStatements): Promise<void> {
  if (await isPooled(client)) prepared.turnOff();
  else await client.query({ name: checkName, text: releaseCheck }).catch(() => undefined);
}
