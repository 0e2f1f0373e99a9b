/**
 * When each statement was sent and answered, for a trace: whoever does some work hears of the statements that go out within
 * it over the connections of a pool, whichever way they are sent (Prisma, Kysely, a transaction, COPY).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

export interface StatementSpan {
  /** SQL without values. */
  readonly text: string;
  /** Milliseconds since 1970, with fractions. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** Null: it failed. */
  readonly rows: number | null;
}

export type OnStatement = (statement: StatementSpan) => void;

const listener = new AsyncLocalStorage<OnStatement>();
/** Of one piece of work; those after them only cost memory. */
const maxSpans = 200;
const maxText = 4_000;

/** Calls back for the first two hundred statements of the work, each once it is answered. */
export function observeStatements<T>(onStatement: OnStatement, work: () => T): T {
  let count = 0;
  const bounded: OnStatement = (statement) => {
    count += 1;
    if (count <= maxSpans) onStatement(statement);
  };
  return listener.run(bounded, work);
}

/** Undefined where nobody wants to know, which is the rule. */
export function statementListener(): OnStatement | undefined {
  return listener.getStore();
}

/** For what goes on after the work, such as a queue that it was the first to need: its statements are no part of it. */
export function outsideWork<T>(start: () => T): T {
  return listener.exit(start);
}

/** A callback of the pool is called by whoever gives a connection back: it goes on with the work of whoever waited for it. */
export function inThisWork<F extends (...given: never[]) => unknown>(callback: F): F {
  return listener.getStore() === undefined ? callback : AsyncLocalStorage.bind(callback);
}

type Answered = (error: Error | null | undefined, result?: unknown) => void;
/** As pg's own `query` takes them. */
export type QueryArguments = readonly [statement: unknown, values?: unknown, callback?: unknown];

/** Sends a statement as pg does, and notes when it is answered. */
export function timed(
  onStatement: OnStatement,
  given: QueryArguments,
  send: (...given: QueryArguments) => unknown,
): unknown {
  const [statement, values, callback] = given;
  const note = notes(onStatement, textOf(statement));
  if (typeof values === 'function') return send(statement, noting(values as Answered, note));
  if (typeof callback === 'function') return send(statement, values, noting(callback as Answered, note));
  if (isSubmittable(statement)) return send(submittableNoting(statement, note), values);
  const answer = send(...given) as Promise<unknown>;
  // Whoever sent it hears of a failure; this must not be a second one that nobody handles.
  answer.then((result) => note(null, result), note);
  return answer;
}

/** For a statement that is sent in one message with those of other work. */
export async function timedRows<T extends readonly unknown[]>(text: string, send: () => Promise<T>): Promise<T> {
  const onStatement = statementListener();
  if (onStatement === undefined) return send();
  const note = notes(onStatement, text);
  try {
    const rows = await send();
    note(null, { rowCount: rows.length });
    return rows;
  } catch (error) {
    note(error as Error);
    throw error;
  }
}

function notes(onStatement: OnStatement, text: string): Answered {
  const start = performance.now();
  return (error, result) =>
    onStatement({
      text: text.slice(0, maxText),
      startedAt: performance.timeOrigin + start,
      durationMs: performance.now() - start,
      rows: error ? null : rowsOf(result),
    });
}

function noting(callback: Answered, note: Answered): Answered {
  return (error, result) => {
    note(error, result);
    callback(error, result);
  };
}

const textOf = (statement: unknown): string =>
  typeof statement === 'string' ? statement : ((statement as { text?: string } | null)?.text ?? '');

function rowsOf(result: unknown): number {
  const last = (Array.isArray(result) ? result.at(-1) : result) as Partial<pg.QueryResult> | undefined;
  return last?.rowCount ?? 0;
}

/** What pg calls of a statement that is an object of its own, such as a COPY. */
interface Submittable {
  submit(connection: unknown): void;
  handleCommandComplete(message: { readonly text: string }, connection: unknown): void;
  handleReadyForQuery(connection: unknown): void;
  handleError(error: Error, connection: unknown): void;
}

function isSubmittable(statement: unknown): statement is Submittable {
  return typeof (statement as Partial<Submittable> | null)?.submit === 'function';
}

function submittableNoting(statement: Submittable, note: Answered): Submittable {
  const complete = statement.handleCommandComplete.bind(statement);
  const ready = statement.handleReadyForQuery.bind(statement);
  const fail = statement.handleError.bind(statement);
  let rowCount = 0;
  return Object.assign(statement, {
    handleCommandComplete(message: { readonly text: string }, connection: unknown) {
      rowCount = Number(/\d+$/.exec(message.text)?.[0] ?? 0);
      complete(message, connection);
    },
    handleReadyForQuery(connection: unknown) {
      note(null, { rowCount });
      ready(connection);
    },
    handleError(error: Error, connection: unknown) {
      note(error);
      fail(error, connection);
    },
  });
}
