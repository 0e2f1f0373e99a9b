/** Published operations run in process: the only way of pages and charts to data, at the cost that anyone pays. */
import type { Logger } from 'pino';
import { questionOf } from '#http/graphql/answers.ts';
import type { Documents } from '#http/graphql/documents.ts';
import type { Executed } from '#http/graphql/executed.ts';
import type { Executor } from '#http/graphql/executor.ts';
import type { Params } from '#http/graphql/params.ts';
import { check, type Engine, VariableError } from '#http/graphql/run.ts';
import { type Clock, dayInPoland } from '#platform/clock.ts';
import type { MessageLanguage } from '#platform/errors.ts';
import type { Operation, OperationResult } from '#portal/index.ts';
import { WrongInput } from '#portal/page.ts';
import type { Caller } from '../callers.ts';
import type { Observer } from '../observer.ts';
import type { RateLimit } from '../rate-limit.ts';

export interface InProcessParts {
  readonly engine: Engine;
  readonly executor: Executor;
  readonly documents: Documents;
  readonly rateLimit: RateLimit | null;
  readonly observer: Observer;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Reader {
  readonly caller: Caller;
  readonly language: MessageLanguage;
  readonly requestId: string;
}

export class InProcess {
  readonly #parts: InProcessParts;

  constructor(parts: InProcessParts) {
    this.#parts = parts;
  }

  /** Throws `WrongInput` where the variables do not fit, which come from the address. */
  async run({ name, variables }: Operation, reader: Reader): Promise<OperationResult> {
    const { engine, executor, rateLimit, clock, observer, log } = this.#parts;
    const startedAt = performance.now();
    const params: Params = { query: undefined, documentId: name, operationName: undefined, variables, extensions: {} };
    const { hash, outcome: document } = this.#parts.documents.find(params);
    if ('errors' in document) throw new Error(`The published operation ${name} cannot be run`);
    const lang = reader.language === 'pl' ? 'PL' : 'EN';
    const question = questionOf(hash, undefined, variables, 'page', lang);
    const checked = checkedInput(() => check(engine, document, params, 'GET', question));
    const points = rateLimit?.pointsFor(checked.cost) ?? 0;
    const quota = rateLimit === null || points === 0 ? null : await rateLimit.take(reader.caller, points);
    const facts = { today: dayInPoland(clock()), lang, requestId: reader.requestId, quota } as const;
    const count = { statements: 0 };
    const reporting = { language: reader.language, requestId: reader.requestId, log };
    const { caller } = reader;
    const executed = await executor.execute(
      { document, question, params, checked, caller, facts, reporting, count },
      new AbortController().signal,
    );
    observer.ran({
      requestId: reader.requestId,
      operation: name,
      durationMs: performance.now() - startedAt,
      traceparent: undefined,
      cost: checked.cost,
      statements: count.statements,
      outcome: executed.errors === null ? 'ok' : 'error',
      variables,
    });
    return resultOf(executed);
  }
}

function resultOf({ data, errors, release, releasedAt, dependsOnToday }: Executed): OperationResult {
  return {
    data: data === null ? null : JSON.parse(typeof data === 'string' ? data : Buffer.from(data).toString()),
    errors: (errors ?? []).map(({ message, extensions, path }) => ({
      message,
      code: String(extensions?.['code'] ?? ''),
      path: path ?? [],
    })),
    release,
    releasedAt,
    dependsOnToday,
  };
}

function checkedInput<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof VariableError)) throw error;
    const [first] = error.errors;
    throw new WrongInput(first instanceof Error ? first.message : String(first));
  }
}
