/**
 * Prepared statements of several operations in one message, and with them the check which release is the latest: what they
 * cost beside their rows, a message there and back, a process that wakes, and the check, is paid once for all of them.
 */
import pg from 'pg';
import type { Parameter } from './parameters.ts';
import { isPooled } from './pooler.ts';
import type { PreparedStatements } from './prepared.ts';
import { releaseCheck } from './release-check.ts';
import { type DescribedColumn, type RowConfig, RowShape } from './row-shape.ts';

export const checkName = 'wezel_release';

/** What pg's types leave out of its connection. */
interface Connection {
  readonly parsedStatements: Readonly<Record<string, string | undefined>>;
  /** Those whose parsing the database has not confirmed yet. */
  readonly submittedNamedStatements: Record<string, string | undefined>;
  readonly stream: { cork(): void; uncork(): void; destroy(error: Error): void };
  parse(config: { name: string; text: string }): void;
  bind(config: { statement: string; values: readonly unknown[] }): void;
  describe(config: { type: 'P'; name: '' }): void;
  execute(config: { portal: '' }): void;
  sync(): void;
}
interface DataRow {
  readonly fields: readonly (string | null)[];
}

export interface PreparedConfig extends RowConfig {
  readonly name: string;
  readonly text: string;
  /** As they are sent. */
  readonly values: readonly Parameter[];
}

export interface BatchedStatement {
  readonly config: PreparedConfig;
  /** Gets the number of the latest release, as the database had it when it had answered all statements of the message. */
  onLatest(release: number): void;
  onRows(rows: unknown[]): void;
  onError(error: Error, batch: StatementBatch): void;
  /** Another statement of the message failed before this one began. */
  onSkipped(batch: StatementBatch): void;
  /** It has been answered, or has failed: what else is reported of it changes nothing. */
  readonly isSettled: boolean;
  /** Its operation was stopped: nobody wants to have it executed. */
  readonly isStopped: boolean;
}

/** How the rows of statements look that a connection has described. */
const shapes = new WeakMap<Connection, Map<string, RowShape>>();

function shapesOf(connection: Connection): Map<string, RowShape> {
  const known = shapes.get(connection) ?? new Map<string, RowShape>();
  shapes.set(connection, known);
  return known;
}

/** One of them. */
class Part {
  readonly statement: BatchedStatement;
  readonly #rows: unknown[] = [];
  #shape: RowShape | undefined;
  /** A value of its rows that cannot be read. */
  #failure: Error | undefined;

  constructor(statement: BatchedStatement) {
    this.statement = statement;
  }

  send(connection: Connection): void {
    const { config } = this.statement;
    const { name, text, values } = config;
    const { parsedStatements, submittedNamedStatements } = connection;
    if (parsedStatements[name] === undefined && submittedNamedStatements[name] === undefined) {
      connection.parse({ name, text });
      submittedNamedStatements[name] = text;
    }
    connection.bind({ statement: name, values });
    this.#shape = shapesOf(connection).get(name)?.for(config);
    if (this.#shape === undefined) connection.describe({ type: 'P', name: '' });
    connection.execute({ portal: '' });
  }

  describedAs(columns: readonly DescribedColumn[], connection: Connection): void {
    const { config } = this.statement;
    this.#shape = new RowShape(columns, config);
    shapesOf(connection).set(config.name, this.#shape);
  }

  add(cells: readonly (string | null)[]): void {
    if (this.#failure !== undefined) return;
    try {
      this.#rows.push(this.#shape?.rowOf(cells));
    } catch (error) {
      this.#failure = error as Error;
    }
  }

  /** It is answered, or what it was answered cannot be read. */
  settle(batch: StatementBatch): void {
    if (this.#failure === undefined) this.statement.onRows(this.#rows);
    else this.statement.onError(this.#failure, batch);
  }
}

export class StatementBatch implements pg.Submittable {
  readonly #parts: readonly Part[];
  readonly #cancel: () => Promise<void>;
  #cancelling: Promise<void> | undefined;
  #connection: Connection | undefined;
  #current = 0;
  #latest: number | undefined;
  /** pg puts there what is to be called when the connection is free again, or its error. */
  callback: ((error: Error | null) => void) | undefined;

  /** `cancel` cancels what the database executes on the connection that the batch is sent over. */
  constructor(statements: readonly BatchedStatement[], cancel: () => Promise<void>) {
    this.#parts = statements.map((statement) => new Part(statement));
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
    return this.current?.config.name;
  }

  get text(): string | undefined {
    return this.current?.config.text;
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
    this.#connection = to;
    to.stream.cork();
    for (const part of this.#parts) part.send(to);
    if (to.parsedStatements[checkName] !== undefined) {
      to.bind({ statement: checkName, values: [] });
      to.execute({ portal: '' });
    }
    to.sync();
    to.stream.uncork();
  }

  handleRowDescription({ fields }: { readonly fields: readonly DescribedColumn[] }): void {
    if (this.#connection !== undefined) this.#parts[this.#current]?.describedAs(fields, this.#connection);
  }

  handleDataRow({ fields }: DataRow): void {
    const part = this.#parts[this.#current];
    if (part === undefined) this.#latest = Number(fields[0]);
    else part.add(fields);
  }

  handleCommandComplete(): void {
    if (this.#current === this.#parts.length) return;
    this.#current += 1;
    const next = this.current;
    if (next?.isStopped === true) this.abandon(next);
  }

  /** Each goes on by itself, so that what one makes of its rows is garbage before the next begins. */
  handleReadyForQuery(): void {
    this.callback?.(null);
    const [first, ...others] = this.#parts;
    if (first !== undefined) this.#settle(first);
    for (const part of others) setImmediate(() => this.#settle(part));
  }

  #settle(part: Part): void {
    if (this.#latest !== undefined && !part.statement.isSettled) part.statement.onLatest(this.#latest);
    part.settle(this);
  }

  /** What was answered before counts, unconfirmed; the database leaves out what comes behind. */
  handleError(error: Error): void {
    for (const [index, part] of this.#parts.entries()) {
      if (index < this.#current) part.settle(this);
      else if (index === this.#current || !(error instanceof pg.DatabaseError)) part.statement.onError(error, this);
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
