/**
 * `/graphql`: GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/). Yoga runs the operations; the
 * protocol is the hub's own, since a repeated query must cost next to nothing (docs/decisions/http-front.md).
 */
import type { Logger } from 'pino';
import type { Quota } from '#graphql/context.ts';
import type { Contributor } from '#graphql/contributor.ts';
import { type DocumentErrorCode, presentError, type Reporting } from '#graphql/errors.ts';
import { checkVariables, LimitError } from '#graphql/limits.ts';
import { type Clock, dayInPoland, startOfDayInPoland } from '#platform/clock.ts';
import { admit } from '../admission.ts';
import type { Caller, Callers } from '../callers.ts';
import { isUnchanged } from '../conditional.ts';
import { EncodedBody } from '../encoding.ts';
import { dataLanguageOf, type HubRequest, type HubResponse, languageOf } from '../message.ts';
import type { Observer } from '../observer.ts';
import { HttpProblem } from '../problem.ts';
import { type RateLimit, rateHeaders } from '../rate-limit.ts';
import type { Route } from '../router.ts';
import { type Documents, PersistedQueryNotFoundError, type Prepared, type ValidDocument } from './documents.ts';
import { type Executed, jsonBody } from './executed.ts';
import type { Execution, Executor } from './executor.ts';
import type { GraphiqlPage } from './graphiql.ts';
import { type Params, paramsOfBody, paramsOfQuery } from './params.ts';
import {
  answeredType,
  eventStream,
  type MediaType,
  needsStream,
  retryAfter,
  statusOfFailure,
  withHeaders,
} from './protocol.ts';
import { type CachedResponse, cachedResponseOf, type ResponseCache, responseKeyOf } from './response-cache.ts';
import { check, type Engine, VariableError } from './run.ts';
import { refusedStream, type Subscriptions } from './subscriptions.ts';

export interface EndpointParts {
  readonly engine: Engine;
  readonly executor: Executor;
  readonly documents: Documents;
  readonly responseCache: ResponseCache;
  readonly callers: Callers;
  readonly rateLimit: RateLimit | null;
  readonly graphiql: GraphiqlPage;
  readonly observer: Observer;
  readonly subscriptions: Subscriptions;
  /** Without accounts nobody contributes. */
  readonly contributorOf: ((request: HubRequest) => Contributor) | null;
  readonly clock: Clock;
  readonly log: Logger;
}

export function graphqlRoute(parts: EndpointParts): Route {
  return { path: '/graphql', methods: ['GET', 'POST'], answer: (request) => new Exchange(parts, request).answer() };
}

interface AnswerFacts {
  readonly responseKey: string;
  readonly cost: number;
  readonly today: string;
  readonly operation: string | null;
}

/** One request and what is known of it so far. */
class Exchange {
  readonly #parts: EndpointParts;
  readonly #request: HubRequest;
  readonly #reporting: Reporting;
  readonly #startedAt = performance.now();
  readonly #lang: 'PL' | 'EN';
  #mediaType: MediaType = 'application/json';
  #quota: Quota | null = null;
  #isKeyed = false;
  /** Whether the caller wants server-sent events. */
  #isStream = false;

  constructor(parts: EndpointParts, request: HubRequest) {
    this.#parts = parts;
    this.#request = request;
    this.#lang = dataLanguageOf(request);
    this.#reporting = { language: languageOf(request), requestId: request.id, log: parts.log };
  }

  async answer(): Promise<HubResponse> {
    const { graphiql } = this.#parts;
    if (graphiql.isWantedBy(this.#request)) return graphiql.answer(this.#request);
    try {
      const caller = await admit(this.#parts, this.#request, (quota) => {
        this.#quota = quota;
      });
      this.#isKeyed = caller.policy === 'key';
      const accepted = answeredType(this.#request.headers['accept']);
      this.#isStream = accepted === eventStream;
      if (accepted !== eventStream) this.#mediaType = accepted;
      const isPost = this.#request.method === 'POST';
      const kept = isPost || this.#isStream ? undefined : await this.#keptAt(this.#address);
      if (kept !== undefined) return await this.#send(kept, 'kept');
      const params = isPost ? await paramsOfBody(this.#request) : paramsOfQuery(this.#request.query);
      return await this.#respond(params, caller);
    } catch (error) {
      throw error instanceof HttpProblem ? withHeaders(error, rateHeaders(this.#quota)) : error;
    }
  }

  get #address(): string {
    return `${this.#mediaType} ${this.#lang}\n${this.#request.query}`;
  }

  /** What is kept for an address that was requested before, without reading again what it asks for. */
  async #keptAt(address: string): Promise<CachedResponse | undefined> {
    const { responseCache, engine } = this.#parts;
    const responseKey = responseCache.keyAt(address);
    if (responseKey === undefined) return undefined;
    const { number } = await engine.current.get();
    return responseCache.get(responseKey, number, this.#today());
  }

  async #respond(params: Params, caller: Caller): Promise<HubResponse> {
    const { documents, engine } = this.#parts;
    try {
      checkVariables(params.variables, engine.limits);
      const prepared = documents.find(params);
      const { outcome } = prepared;
      if ('errors' in outcome) return this.#refuse(outcome.errors, outcome.code);
      if (this.#isStream) return await this.#stream(prepared, outcome, params, caller);
      return await this.#known(prepared, outcome, params, caller);
    } catch (error) {
      if (error instanceof HttpProblem) throw error;
      if (error instanceof VariableError) return this.#refuse(error.errors, 'BAD_USER_INPUT');
      return this.#refuse([error]);
    }
  }

  /** A subscription, whose every event is executed as a query is, or any operation whose one result is an event. */
  async #stream(prepared: Prepared, document: ValidDocument, params: Params, caller: Caller): Promise<HubResponse> {
    const { engine, rateLimit, subscriptions } = this.#parts;
    const responseKey = responseKeyOf(prepared.hash, params.operationName, params.variables, eventStream, this.#lang);
    const checked = check(engine, document, params, this.#request.method, responseKey);
    const points = rateLimit?.pointsFor(checked.cost) ?? 0;
    if (rateLimit !== null && points > 0) this.#quota = await rateLimit.take(caller, points);
    const { id: requestId } = this.#request;
    const facts = { today: this.#today(), lang: this.#lang, requestId, quota: this.#quota, caller: caller.id };
    const reporting = this.#reporting;
    const count = this.#parts.observer.newCount();
    const contributor = this.#contributor();
    const execution = { document, params, checked, responseKey, caller, facts, reporting, count, contributor };
    const response = await subscriptions.open(this.#request, execution);
    return { ...response, headers: { ...response.headers, ...rateHeaders(this.#quota) } };
  }

  /** From what is kept, from someone who asks the same right now, or by running it. */
  async #known(prepared: Prepared, document: ValidDocument, params: Params, caller: Caller): Promise<HubResponse> {
    const { responseCache, engine } = this.#parts;
    const responseKey = responseKeyOf(
      prepared.hash,
      params.operationName,
      params.variables,
      this.#mediaType,
      this.#lang,
    );
    if (!responseCache.isOn) return this.#run(responseKey, document, params, caller);
    const { number } = await engine.current.get();
    const kept = responseCache.get(responseKey, number, this.#today());
    if (kept !== undefined) {
      if (this.#request.method !== 'POST') responseCache.noteKey(this.#address, responseKey);
      return this.#send(kept, 'kept');
    }
    // No await where nobody works on it: whoever comes in the same turn of the event loop must see this one begin.
    const running = responseCache.running(responseKey);
    const shared = running === undefined ? undefined : await running.wait(this.#request.gone()).catch(() => undefined);
    if (shared !== undefined && shared.release >= number) return this.#send(shared, 'kept');
    return this.#run(responseKey, document, params, caller);
  }

  async #run(responseKey: string, document: ValidDocument, params: Params, caller: Caller): Promise<HubResponse> {
    const { engine, responseCache } = this.#parts;
    const checked = check(engine, document, params, this.#request.method, responseKey);
    if (checked.operation.operation === 'subscription') throw needsStream();
    const today = this.#today();
    const operation = checked.operation.name?.value ?? null;
    const of: AnswerFacts = { responseKey, cost: checked.cost, today, operation };
    let response: HubResponse | undefined;
    const work = async (signal: AbortSignal): Promise<CachedResponse | undefined> => {
      const executed = await this.#execute({ document, params, checked, responseKey, caller }, today, signal);
      const answer = this.#answerOf(executed, of);
      if (answer === undefined) response = await this.#sendOnce(executed, checked.cost);
      return answer;
    };
    const answer = await responseCache.once(responseKey, this.#request.gone(), work);
    if (answer === undefined) return response ?? this.#refuse([new Error('The operation gave no answer')]);
    if (responseCache.isOn) responseCache.keep(responseKey, answer);
    return this.#send(answer, 'made');
  }

  async #execute(
    request: Pick<Execution, 'document' | 'params' | 'checked' | 'responseKey' | 'caller'>,
    today: string,
    signal: AbortSignal,
  ): Promise<Executed> {
    const { executor, rateLimit, observer } = this.#parts;
    const { caller, checked, params } = request;
    const { cost, operation } = checked;
    const points = rateLimit?.pointsFor(cost) ?? 0;
    if (rateLimit !== null && points > 0) this.#quota = await rateLimit.take(caller, points);
    const facts = { today, lang: this.#lang, requestId: this.#request.id, quota: this.#quota, caller: caller.id };
    const count = observer.newCount();
    const observe = (outcome: 'ok' | 'error'): void => {
      const { variables } = params;
      observer.ran({ ...this.#facts(operation.name?.value ?? null), cost, ...count, outcome, variables });
    };
    try {
      const executed = await executor.execute(
        { ...request, facts, reporting: this.#reporting, count, contributor: this.#contributor() },
        signal,
      );
      observe(executed.errors === null ? 'ok' : 'error');
      return executed;
    } catch (error) {
      observe('error');
      throw error;
    }
  }

  /** What can be given to others, too; undefined for errors and for what is only this caller's. */
  #answerOf(executed: Executed, of: AnswerFacts): CachedResponse | undefined {
    const { data, errors, isPrivate, dependsOnToday, releasedAt, release } = executed;
    if (errors !== null || isPrivate) return undefined;
    const { responseKey, cost, today, operation } = of;
    const day = dependsOnToday ? today : null;
    const dayBegan = day === null ? null : startOfDayInPoland(this.#parts.clock());
    const lastModified = dayBegan !== null && (releasedAt === null || dayBegan > releasedAt) ? dayBegan : releasedAt;
    const body = jsonBody({}, data, this.#extensions(cost));
    const mediaType = this.#mediaType;
    return cachedResponseOf({ body, responseKey, mediaType, release, day, lastModified, operation });
  }

  async #send(answer: CachedResponse, from: 'kept' | 'made'): Promise<HubResponse> {
    const headers = {
      ...this.#parts.responseCache.headersOf(answer, this.#parts.clock(), this.#isKeyed ? 'private' : 'public'),
      ...rateHeaders(this.#quota),
    };
    const isGet = this.#request.method !== 'POST';
    const unchanged = isGet && isUnchanged(this.#request, answer);
    if (from === 'kept') this.#parts.observer.repeated({ ...this.#facts(answer.operation), unchanged });
    if (unchanged) return { status: 304, headers, body: null };
    return this.#encoded(200, headers, answer.body);
  }

  /** An answer that is not kept. */
  #sendOnce({ data, hasData, errors, isPrivate, release }: Executed, cost: number): Promise<HubResponse> {
    const body = jsonBody(errors === null ? {} : { errors }, data, this.#extensions(cost));
    const headers = {
      'content-type': `${this.#mediaType}; charset=utf-8`,
      'cache-control': isPrivate ? 'private, no-store' : 'no-store',
      vary: 'Accept, Accept-Encoding, Accept-Language',
      'x-release': String(release),
      ...rateHeaders(this.#quota),
    };
    const status = errors !== null && !hasData ? statusOfFailure(errors) : 200;
    return this.#encoded(status, { ...headers, ...retryAfter(status) }, new EncodedBody(body));
  }

  #refuse(found: readonly unknown[], code?: DocumentErrorCode): HubResponse {
    const errors = found.map((error) => presentError(error, this.#reporting, code));
    const isWellFormed = this.#mediaType === 'application/json';
    const failure = statusOfFailure(errors);
    const isMissing = found[0] instanceof PersistedQueryNotFoundError;
    const status = failure >= 500 ? failure : isWellFormed ? 200 : isMissing ? 404 : 400;
    this.#parts.observer.refused({ ...this.#facts(null), code: String(errors[0]?.extensions?.['code']), status });
    if (this.#isStream) return refusedStream({ errors, ...this.#costOf(found) });
    return {
      status,
      headers: {
        'content-type': `${this.#mediaType}; charset=utf-8`,
        'cache-control': 'no-store',
        vary: 'Accept, Accept-Language',
        ...rateHeaders(this.#quota),
        ...retryAfter(status),
      },
      body: JSON.stringify({ errors, ...this.#costOf(found) }),
    };
  }

  /** Of what was refused for its cost alone. */
  #costOf(found: readonly unknown[]): object {
    const costly = found.find((error) => error instanceof LimitError && error.limit === 'cost');
    return costly instanceof LimitError ? { extensions: this.#extensions(costly.found ?? costly.max) } : {};
  }

  #encoded(status: number, headers: Record<string, string>, body: EncodedBody): Promise<HubResponse> {
    return body.response(status, headers, this.#request.headers['accept-encoding']);
  }

  #extensions(requested: number): object {
    return { cost: { requested, limit: this.#parts.engine.limits.cost } };
  }

  #contributor(): Contributor | null {
    return this.#parts.contributorOf?.(this.#request) ?? null;
  }

  #today(): string {
    return dayInPoland(this.#parts.clock());
  }

  #facts(operation: string | null) {
    const { id: requestId, headers } = this.#request;
    const durationMs = performance.now() - this.#startedAt;
    return { requestId, operation, durationMs, traceparent: headers['traceparent'] };
  }
}
