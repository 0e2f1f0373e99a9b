/**
 * `/graphql`: GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/). Yoga runs the operations; the
 * protocol is the hub's own, since a repeated query must cost next to nothing (docs/decisions/http-front.md).
 */
import type { Logger } from 'pino';
import type { Contributor } from '#graphql/contributor.ts';
import { checkVariables } from '#graphql/limits.ts';
import { type Clock, dayInPoland } from '#platform/clock.ts';
import { admit } from '../admission.ts';
import type { Caller, Callers } from '../callers.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import type { Observer } from '../observer.ts';
import { HttpProblem } from '../problem.ts';
import type { RateLimit } from '../rate-limit.ts';
import type { Route } from '../router.ts';
import type { Documents, Prepared, ValidDocument } from './documents.ts';
import { Exchange } from './exchange.ts';
import type { Executed } from './executed.ts';
import type { Execution, Executor } from './executor.ts';
import type { GraphiqlPage } from './graphiql.ts';
import { type Params, paramsOfBody, paramsOfQuery } from './params.ts';
import { eventStream, needsStream, withHeaders } from './protocol.ts';
import { type CachedResponse, type ResponseCache, responseKeyOf } from './response-cache.ts';
import { Responses } from './responses.ts';
import { check, type Engine, VariableError } from './run.ts';
import type { Subscriptions } from './subscriptions.ts';

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
  const endpoint = new Endpoint(parts);
  return { path: '/graphql', methods: ['GET', 'POST'], answer: (request) => endpoint.answer(request) };
}

/** An operation that a caller sends, found and validated. */
interface Sent {
  readonly prepared: Prepared;
  readonly document: ValidDocument;
  readonly params: Params;
  readonly caller: Caller;
}

class Endpoint {
  readonly #parts: EndpointParts;
  readonly #responses: Responses;

  constructor(parts: EndpointParts) {
    const { engine, responseCache, observer, clock } = parts;
    this.#parts = parts;
    this.#responses = new Responses({ responseCache, observer, clock, maxCost: engine.limits.cost });
  }

  async answer(request: HubRequest): Promise<HubResponse> {
    const { graphiql, log } = this.#parts;
    if (graphiql.isWantedBy(request)) return graphiql.answer(request);
    const exchange = new Exchange(request, log);
    try {
      const caller = await admit(this.#parts, request, (quota) => {
        exchange.quota = quota;
      });
      exchange.admitted(caller);
      exchange.negotiate();
      const cached = exchange.isPost || exchange.isStream ? undefined : await this.#cachedAt(exchange.address);
      if (cached !== undefined) return await this.#responses.cached(exchange, cached, true);
      const params = exchange.isPost ? await paramsOfBody(request) : paramsOfQuery(request.query);
      return await this.#respond(exchange, params, caller);
    } catch (error) {
      throw error instanceof HttpProblem ? withHeaders(error, exchange.rateHeaders) : error;
    }
  }

  /** What is cached for an address that was requested before, without reading again what it asks for. */
  async #cachedAt(address: string): Promise<CachedResponse | undefined> {
    const { responseCache, engine } = this.#parts;
    const responseKey = responseCache.keyAt(address);
    if (responseKey === undefined) return undefined;
    const { number } = await engine.current.get();
    return responseCache.get(responseKey, number, this.#today());
  }

  async #respond(exchange: Exchange, params: Params, caller: Caller): Promise<HubResponse> {
    const { documents, engine } = this.#parts;
    try {
      checkVariables(params.variables, engine.limits);
      const prepared = documents.find(params);
      const { outcome: document } = prepared;
      if ('errors' in document) return this.#responses.refused(exchange, document.errors, document.code);
      const sent = { prepared, document, params, caller };
      return await (exchange.isStream ? this.#stream(exchange, sent) : this.#shared(exchange, sent));
    } catch (error) {
      if (error instanceof HttpProblem) throw error;
      if (error instanceof VariableError) return this.#responses.refused(exchange, error.errors, 'BAD_USER_INPUT');
      return this.#responses.refused(exchange, [error]);
    }
  }

  /** A subscription, whose every event is executed as a query is, or any operation whose one result is an event. */
  async #stream(exchange: Exchange, { prepared, document, params, caller }: Sent): Promise<HubResponse> {
    const { engine, rateLimit, subscriptions, observer } = this.#parts;
    const { request, lang, reporting } = exchange;
    const responseKey = responseKeyOf(prepared.hash, params.operationName, params.variables, eventStream, lang);
    const checked = check(engine, document, params, request.method, responseKey);
    await exchange.takePoints(rateLimit, caller, checked.cost);
    const facts = exchange.contextFacts(caller, this.#today());
    const [count, contributor] = [observer.newCount(), this.#contributor(request)];
    const execution = { document, params, checked, responseKey, caller, facts, reporting, count, contributor };
    const response = await subscriptions.open(request, execution);
    return { ...response, headers: { ...response.headers, ...exchange.rateHeaders } };
  }

  /** From the cache, from someone who requests the same right now, or by running it. */
  async #shared(exchange: Exchange, sent: Sent): Promise<HubResponse> {
    const { responseCache, engine } = this.#parts;
    const { request, mediaType, lang } = exchange;
    const { operationName, variables } = sent.params;
    const responseKey = responseKeyOf(sent.prepared.hash, operationName, variables, mediaType, lang);
    if (!responseCache.isOn) return this.#run(exchange, sent, responseKey);
    const { number } = await engine.current.get();
    const cached = responseCache.get(responseKey, number, this.#today());
    if (cached !== undefined) {
      if (!exchange.isPost) responseCache.noteKey(exchange.address, responseKey);
      return this.#responses.cached(exchange, cached, true);
    }
    // No await where nobody works on it: whoever comes in the same turn of the event loop must see this one begin.
    const running = responseCache.running(responseKey);
    const shared = running === undefined ? undefined : await running.wait(request.gone()).catch(() => undefined);
    if (shared !== undefined && shared.release >= number) return this.#responses.cached(exchange, shared, true);
    return this.#run(exchange, sent, responseKey);
  }

  async #run(exchange: Exchange, { document, params, caller }: Sent, responseKey: string): Promise<HubResponse> {
    const { engine, responseCache } = this.#parts;
    const { request } = exchange;
    const checked = check(engine, document, params, request.method, responseKey);
    if (checked.operation.operation === 'subscription') throw needsStream();
    const today = this.#today();
    const { cost, operation } = checked;
    let response: HubResponse | undefined;
    const work = async (signal: AbortSignal): Promise<CachedResponse | undefined> => {
      const execution = { document, params, checked, responseKey, caller };
      const executed = await this.#execute(exchange, execution, today, signal);
      const facts = { responseKey, cost, today, operation: operation.name?.value ?? null };
      const shareable = this.#responses.shareable(executed, exchange, facts);
      if (shareable === undefined) response = await this.#responses.once(exchange, executed, cost);
      return shareable;
    };
    const computed = await responseCache.once(responseKey, request.gone(), work);
    if (computed === undefined) {
      return response ?? this.#responses.refused(exchange, [new Error('The operation gave no answer')]);
    }
    if (responseCache.isOn) responseCache.keep(responseKey, computed);
    return this.#responses.cached(exchange, computed, false);
  }

  async #execute(
    exchange: Exchange,
    execution: Pick<Execution, 'document' | 'params' | 'checked' | 'responseKey' | 'caller'>,
    today: string,
    signal: AbortSignal,
  ): Promise<Executed> {
    const { executor, rateLimit, observer } = this.#parts;
    const { caller, checked, params } = execution;
    const { cost, operation } = checked;
    await exchange.takePoints(rateLimit, caller, cost);
    const count = observer.newCount();
    const observe = (outcome: 'ok' | 'error'): void => {
      const { variables } = params;
      observer.ran({ ...exchange.observedFacts(operation.name?.value ?? null), cost, ...count, outcome, variables });
    };
    try {
      const facts = exchange.contextFacts(caller, today);
      const contributor = this.#contributor(exchange.request);
      const executed = await executor.execute(
        { ...execution, facts, reporting: exchange.reporting, count, contributor },
        signal,
      );
      observe(executed.errors === null ? 'ok' : 'error');
      return executed;
    } catch (error) {
      observe('error');
      throw error;
    }
  }

  #contributor(request: HubRequest): Contributor | null {
    return this.#parts.contributorOf?.(request) ?? null;
  }

  #today(): string {
    return dayInPoland(this.#parts.clock());
  }
}
