/** Admits requests for pages and charts, and sends what they ask for: from the cache, or made. */
import type { CacheSettings } from '#config';
import type { Quota } from '#graphql/context.ts';
import type { Clock } from '#platform/clock.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { takesPage } from '../accept.ts';
import { admit } from '../admission.ts';
import type { Callers } from '../callers.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import { HttpProblem } from '../problem.ts';
import { type RateLimit, rateHeaders } from '../rate-limit.ts';
import type { Reader } from './in-process.ts';
import { type CacheUse, RenderedCache, type RenderedFacts } from './rendered.ts';

export interface ResponseParts {
  readonly current: CurrentRelease;
  readonly callers: Callers;
  readonly rateLimit: RateLimit | null;
  readonly cache: CacheSettings;
  readonly clock: Clock;
}

export type MakePage = (reader: Reader) => Promise<RenderedFacts>;

export class PageResponses {
  readonly #parts: ResponseParts;
  readonly #rendered: RenderedCache;

  constructor(parts: ResponseParts) {
    this.#parts = parts;
    this.#rendered = new RenderedCache(parts.cache, parts.clock);
  }

  get bytes(): number {
    return this.#rendered.bytes;
  }

  get cacheUse(): CacheUse {
    return this.#rendered.use;
  }

  /** `variant`: what it shows beside its release. */
  async respond(request: HubRequest, language: Reader['language'], make: MakePage, variant = ''): Promise<HubResponse> {
    let quota: Quota | null = null;
    const caller = await admit(this.#parts, request, (left) => {
      quota = left;
    });
    const { number } = await this.#parts.current.get();
    const rendered = await this.#rendered.get(
      `${request.path}?${request.query}#${variant}`,
      number,
      (signal) => {
        const { id: requestId, headers } = request;
        return make({ caller, language, requestId, traceparent: headers['traceparent'], signal, isPage: true });
      },
      request.gone,
    );
    const response = await this.#rendered.send(request, rendered, caller.policy === 'key' ? 'private' : 'public');
    return { ...response, headers: { ...response.headers, ...rateHeaders(quota) } };
  }
}

export function wantsPage({ headers: { accept } }: HubRequest): boolean {
  return takesPage(accept);
}

/** A refusal as a page for whoever wants one; programs get the problem from the router. */
export async function orPage(
  request: HubRequest,
  respond: () => Promise<HubResponse>,
  page: (
    problem: HttpProblem,
  ) => Pick<RenderedFacts, 'headers' | 'body'> | Promise<Pick<RenderedFacts, 'headers' | 'body'>>,
): Promise<HubResponse> {
  try {
    return await respond();
  } catch (error) {
    if (!(error instanceof HttpProblem) || !wantsPage(request)) throw error;
    const { headers, body } = await page(error);
    const uncached = { ...headers, ...error.headers, 'cache-control': 'no-store', vary: 'Accept' };
    return { status: error.status, headers: uncached, body };
  }
}

const codes: Readonly<Record<number, string>> = {
  400: 'BAD_USER_INPUT',
  404: 'NOT_FOUND',
  500: 'INTERNAL_ERROR',
  503: 'SERVICE_UNAVAILABLE',
};

/** `message`: in the language of the page. */
export function refusalProblem(status: number, message: string): HttpProblem {
  return new HttpProblem(status, codes[status] ?? 'INTERNAL_ERROR', message, '', { polish: message });
}
