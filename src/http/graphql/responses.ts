/** The responses of `/graphql`: their headers, statuses and bodies. */
import { type DocumentErrorCode, presentError } from '#graphql/errors.ts';
import { LimitError } from '#graphql/limits.ts';
import { type Clock, startOfDayInPoland } from '#platform/clock.ts';
import { isUnchanged } from '../conditional.ts';
import { EncodedBody } from '../encoding.ts';
import type { HubResponse } from '../message.ts';
import type { Observer } from '../observer.ts';
import { PersistedQueryNotFoundError } from './documents.ts';
import type { Exchange } from './exchange.ts';
import { type Executed, jsonBody } from './executed.ts';
import { retryAfter, statusOfFailure } from './protocol.ts';
import { CachedResponse, type ResponseCache } from './response-cache.ts';
import { refusedStream } from './subscriptions.ts';

interface Parts {
  readonly responseCache: ResponseCache;
  readonly observer: Observer;
  readonly clock: Clock;
  readonly maxCost: number;
}

export interface ExecutedFacts {
  readonly responseKey: string;
  readonly cost: number;
  readonly today: string;
  readonly operation: string | null;
}

export class Responses {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What can be given to others, too; undefined for errors and for what is only this caller's. */
  shareable(executed: Executed, { mediaType }: Exchange, facts: ExecutedFacts): CachedResponse | undefined {
    const { data, errors, isPrivate, dependsOnToday, releasedAt, release } = executed;
    if (errors !== null || isPrivate) return undefined;
    const { responseKey, cost, today, operation } = facts;
    const day = dependsOnToday ? today : null;
    const dayBegan = day === null ? null : startOfDayInPoland(this.#parts.clock());
    const lastModified = dayBegan !== null && (releasedAt === null || dayBegan > releasedAt) ? dayBegan : releasedAt;
    const body = jsonBody({}, data, this.#extensions(cost));
    return new CachedResponse({ body, responseKey, mediaType, release, day, lastModified, operation });
  }

  /** `isRepeated`: it was computed for an earlier request. */
  async cached(exchange: Exchange, response: CachedResponse, isRepeated: boolean): Promise<HubResponse> {
    const { responseCache, clock, observer } = this.#parts;
    const whose = exchange.isKeyed ? 'private' : 'public';
    const { isPost } = exchange;
    const headers = { ...responseCache.headersOf(response, clock(), whose, isPost), ...exchange.rateHeaders };
    const unchanged = !isPost && isUnchanged(exchange.request, response);
    if (isRepeated) observer.repeated({ ...exchange.observedFacts(response.operation), unchanged });
    if (unchanged) return { status: 304, headers, body: null };
    return encoded(exchange, 200, headers, response.body);
  }

  /** A response that is not cached. */
  once(exchange: Exchange, executed: Executed, cost: number): Promise<HubResponse> {
    const { data, hasData, errors, isPrivate, release } = executed;
    const body = jsonBody(errors === null ? {} : { errors }, data, this.#extensions(cost));
    const headers = {
      'content-type': `${exchange.mediaType}; charset=utf-8`,
      'cache-control': isPrivate ? 'private, no-store' : 'no-store',
      vary: 'Accept, Accept-Encoding, Accept-Language',
      'x-release': String(release),
      ...exchange.rateHeaders,
    };
    const status = errors !== null && !hasData ? statusOfFailure(errors) : 200;
    return encoded(exchange, status, { ...headers, ...retryAfter(status) }, new EncodedBody(body));
  }

  /** Of what was not executed. */
  refused(exchange: Exchange, found: readonly unknown[], code?: DocumentErrorCode): HubResponse {
    const { mediaType, reporting, isStream } = exchange;
    const errors = found.map((error) => presentError(error, reporting, code));
    const isWellFormed = mediaType === 'application/json';
    const failure = statusOfFailure(errors);
    const isMissing = found[0] instanceof PersistedQueryNotFoundError;
    const status = failure >= 500 ? failure : isWellFormed ? 200 : isMissing ? 404 : 400;
    const facts = exchange.observedFacts(null);
    this.#parts.observer.refused({ ...facts, code: String(errors[0]?.extensions?.['code']), status });
    if (isStream) return refusedStream({ errors, ...this.#costOf(found) });
    return {
      status,
      headers: {
        'content-type': `${mediaType}; charset=utf-8`,
        'cache-control': 'no-store',
        vary: 'Accept, Accept-Language',
        ...exchange.rateHeaders,
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

  #extensions(requested: number): object {
    return { cost: { requested, limit: this.#parts.maxCost } };
  }
}

function encoded(
  { request }: Exchange,
  status: number,
  headers: Record<string, string>,
  body: EncodedBody,
): Promise<HubResponse> {
  return body.response(status, headers, request.headers['accept-encoding']);
}
