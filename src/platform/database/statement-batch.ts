/**
 * Prepared statements of several operations in one message, and with them the check which release is the latest: what they
 * cost beside their rows, a message there and back, a process that wakes, and the check, is paid once for all of them.
 */
import pg from 'pg';
import { isPooled } from './pooler.ts';
import type { PreparedStatements } from './prepared.ts';
import { releaseCheck } from './release-check.ts';

export const checkName = 'wezel_release';

/** What pg's types leave out of its connection and its query. */
interface Connection {
  readonly parsedStatements: Readonly<Record<string, string | undefined>>;
  readonly stream: { cork(): void; uncork(): void; destroy(error: Error): void };
  bind(config: { statement: string; values: readonly unknown[] }): void;
  execute(config: { portal: string }): void;
  sync(): void;
}
interface DataRow {
  readonly fields: readonly (string | null)[];
}
interface QueryParts {
  readonly name: string;
  readonly text: string;
  readonly portal: string;
  prepare(connection: Connection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(row: DataRow): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
  handleError(error: Error, connection: Connection): void;
}
const Query = pg.Query as unknown as new (
  config: pg.QueryConfig,
  callback: (error: Error | null, result?: pg.QueryResult) => void,
) => QueryParts;

export interface BatchedStatement {
  readonly config: pg.QueryConfig & { readonly name: string };
  /** Gets the number of the latest release, as the database had it when it had answered all statements of the message. */
  onLatest(release: number): void;
  onResult(result: pg.QueryResult): void;
  onError(error: Error, batch: StatementBatch): void;
  /** Another statement of the message failed before this one began. */
  onSkipped(batch: StatementBatch): void;
  /** It has been answered, or has failed: what else is reported of it changes nothing. */
  readonly isSettled: boolean;
  /** Its operation was stopped: nobody wants to have it executed. */
  readonly isStopped: boolean;
}

/** One of them: what ends the message comes after the last. */
class Part extends Query {
  readonly statement: BatchedStatement;

  constructor(statement: BatchedStatement, onError: (error: Error) => void) {
    super(statement.config, (error, result) => {
      if (result === undefined) onError(error as Error);
      else statement.onResult(result);
    });
    this.statement = statement;
  }

  /** Called by pg once the statement is bound. */
  _getRows(connection: Connection): void {
    connection.execute({ portal: this.portal });
  }
}

export class StatementBatch implements pg.Submittable {
  readonly #parts: readonly Part[];
  readonly #cancel: () => Promise<void>;
  #cancelling: Promise<void> | undefined;
  #isSubmitting = false;
  /** What pg says of a value that it cannot send. */
  #unsendable: Error | undefined;
  #current = 0;
  #latest: number | undefined;
  /** pg puts there what is to be called when the connection is free again, or its error. */
  callback: ((error: Error | null) => void) | undefined;

  /** `cancel` cancels what the database executes on the connection that the batch is sent over. */
  constructor(statements: readonly BatchedStatement[], cancel: () => Promise<void>) {
    this.#parts = statements.map((statement) => new Part(statement, (error) => this.#fail(statement, error)));
    this.#cancel = cancel;
  }

  /** What the database answers now; undefined: it has answered all. */
  get current(): BatchedStatement | undefined {
    return this.#parts[this.#current]?.statement;
  }

  /** Those behind it. */
  get behind(): readonly BatchedStatement[] {
    return this.#parts.slice(this.#current + 1).map(({ statement }) => statement);
  }

  get statements(): readonly BatchedStatement[] {
    return this.#parts.map(({ statement }) => statement);
  }

  /** Of the current one: what pg notes as prepared when the database has parsed it. */
  get name(): string | undefined {
    return this.#parts[this.#current]?.name;
  }

  get text(): string | undefined {
    return this.#parts[this.#current]?.text;
  }

  /** One of its values cannot be sent, and so nothing of it. */
  get isUnsendable(): boolean {
    return this.#unsendable !== undefined;
  }

  get isCancelled(): boolean {
    return this.#cancelling !== undefined;
  }

  /** Nobody waits for it any more: if the database is at it, it is cancelled. */
  abandon(statement: BatchedStatement): void {
    if (this.current === statement) this.#cancelling ??= this.#cancel();
  }

  /** A cancellation that is on its way must not reach the next statement of the connection. */
  async whenCancelled(): Promise<void> {
    await this.#cancelling;
  }

  /** A connection that has not prepared the check does without. */
  submit(connection: unknown): void {
    const to = connection as Connection;
    this.#isSubmitting = true;
    to.stream.cork();
    try {
      for (const part of this.#parts) part.prepare(to);
      if (to.parsedStatements[checkName] !== undefined) {
        to.bind({ statement: checkName, values: [] });
        to.execute({ portal: '' });
      }
      to.sync();
    } finally {
      to.stream.uncork();
      this.#isSubmitting = false;
    }
    // pg has ended the message in the midst of it: nobody could say any more which answer is whose.
    if (this.#unsendable !== undefined) to.stream.destroy(this.#unsendable);
  }

  #fail(statement: BatchedStatement, error: Error): void {
    if (this.#isSubmitting) this.#unsendable = error;
    statement.onError(error, this);
  }

  handleRowDescription(message: unknown): void {
    this.#parts[this.#current]?.handleRowDescription(message);
  }

  handleDataRow(row: DataRow): void {
    const part = this.#parts[this.#current];
    if (part === undefined) this.#latest = Number(row.fields[0]);
    else part.handleDataRow(row);
  }

  handleCommandComplete(message: unknown, connection: Connection): void {
    const part = this.#parts[this.#current];
    if (part === undefined) return;
    part.handleCommandComplete(message, connection);
    this.#current += 1;
    const next = this.current;
    if (next?.isStopped === true) this.abandon(next);
  }

  /** Each goes on by itself, so that what one makes of its rows is garbage before the next begins. */
  handleReadyForQuery(connection: Connection): void {
    this.callback?.(null);
    const [first, ...others] = this.#parts;
    if (first !== undefined) this.#settle(first, connection);
    for (const part of others) setImmediate(() => this.#settle(part, connection));
  }

  #settle(part: Part, connection: Connection): void {
    if (this.#latest !== undefined && !part.statement.isSettled) part.statement.onLatest(this.#latest);
    part.handleReadyForQuery(connection);
  }

  /** What was answered before counts, unconfirmed; the database leaves out what comes behind. */
  handleError(error: Error, connection: Connection): void {
    for (const [index, part] of this.#parts.entries()) {
      if (index < this.#current) part.handleReadyForQuery(connection);
      else if (this.#unsendable !== undefined) part.statement.onSkipped(this);
      else if (index === this.#current || !(error instanceof pg.DatabaseError)) part.handleError(error, connection);
      else part.statement.onSkipped(this);
    }
    this.callback?.(error);
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
