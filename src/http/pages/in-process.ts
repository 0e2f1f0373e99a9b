/** Published operations run in process: the only way of pages and charts to data, at the cost that anyone pays. */
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { presentError, type Reporting } from '#graphql/errors.ts';
import { graphqlLanguage } from '#graphql/language.ts';
import type { Documents } from '#http/graphql/documents.ts';
import type { Executed } from '#http/graphql/executed.ts';
import type { Executor } from '#http/graphql/executor.ts';
import type { Params } from '#http/graphql/params.ts';
import { responseKeyOf } from '#http/graphql/response-cache.ts';
import { check, type Engine, VariableError } from '#http/graphql/run.ts';
import { type Clock, dayInPoland } from '#platform/clock.ts';
import type { MessageLanguage } from '#platform/errors.ts';
import type { Operation, OperationError, OperationResult } from '#portal/page.ts';
import type { Caller } from '../callers.ts';
import type { Observer } from '../observer.ts';
import { HttpProblem } from '../problem.ts';
import type { RateLimit } from '../rate-limit.ts';
import { runInParts } from './in-parts.ts';

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
  /** Where it is not that of messages. */
  readonly dataLanguage?: 'PL' | 'EN';
  readonly requestId: string;
  /** The trace that the operation is a part of. */
  readonly traceparent?: string | undefined;
  /** Whether what the operation returns is rendered here, and cached until the next release. */
  readonly isPage?: boolean;
  /** Aborted when nobody waits for the page any more. */
  readonly signal: AbortSignal;
}

export class InProcess {
  readonly #parts: InProcessParts;

  constructor(parts: InProcessParts) {
    this.#parts = parts;
  }

  /** What could not be run at all is errors without data, as over HTTP; only a limit on the caller is thrown. */
  run(operation: Operation, reader: Reader): Promise<OperationResult> {
    const { name, variables, parts } = operation;
    const run = (part: Operation) => this.#run(part, reader);
    return parts === undefined ? run(operation) : runInParts({ name, variables }, parts, run);
  }

  async #run(operation: Operation, reader: Reader): Promise<OperationResult> {
    const { language, requestId } = reader;
    const reporting = { language, requestId, log: this.#parts.log };
    try {
      return resultOf(await this.#execute(operation, reader, reporting));
    } catch (error) {
      if (error instanceof HttpProblem || reader.signal.aborted) throw error;
      const found = error instanceof VariableError ? error.errors : [error];
      return { ...nothing, errors: found.map((one) => errorOf(presentError(one, reporting))) };
    }
  }

  async #execute({ name, variables }: Operation, reader: Reader, reporting: Reporting): Promise<Executed> {
    const { engine, executor, documents, rateLimit, clock, observer } = this.#parts;
    const { caller, requestId } = reader;
    const startedAt = performance.now();
    const params: Params = { query: undefined, documentId: name, operationName: undefined, variables, extensions: {} };
    const { hash, outcome: document } = documents.find(params);
    if ('errors' in document) throw new Error(`The published operation ${name} cannot be run`);
    const lang = reader.dataLanguage ?? graphqlLanguage(reader.language);
    const responseKey = responseKeyOf(hash, undefined, variables, 'page', lang);
    const checked = check(engine, document, params, 'GET', responseKey);
    const points = rateLimit?.pointsFor(checked.cost) ?? 0;
    const quota = rateLimit === null || points === 0 ? null : await rateLimit.take(caller, points);
    const facts = { today: dayInPoland(clock()), lang, requestId, quota, caller: caller.id } as const;
    const count = observer.newCount();
    const executed = await executor.execute(
      { document, responseKey, params, checked, caller, facts, reporting, count, isOfPage: reader.isPage === true },
      reader.signal,
    );
    observer.ran({
      requestId,
      operation: name,
      durationMs: performance.now() - startedAt,
      traceparent: reader.traceparent,
      cost: checked.cost,
      ...count,
      isPart: true,
      outcome: executed.errors === null ? 'ok' : 'error',
      variables,
    });
    return executed;
  }
}

const nothing = { data: null, release: 0, releasedAt: null, dependsOnToday: false };

function resultOf({ data, errors, release, releasedAt, dependsOnToday }: Executed): OperationResult {
  return {
    data: data === null ? null : JSON.parse(typeof data === 'string' ? data : Buffer.from(data).toString()),
    errors: (errors ?? []).map(errorOf),
    release,
    releasedAt,
    dependsOnToday,
  };
}

function errorOf({ message, extensions, path }: GraphQLFormattedError): OperationError {
  const messages = extensions?.['messages'] as OperationError['messages'];
  return { message, code: String(extensions?.['code'] ?? ''), messages, path: path ?? [] };
}
