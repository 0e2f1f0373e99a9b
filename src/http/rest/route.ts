/**
 * `/api/v1/{operation}`: published operations for whoever knows HTTP but not GraphQL. They run in process, under the
 * limits of the API, and are cached as pages are.
 */
import type { CacheSettings, Limits } from '#config';
import type { Quota } from '#graphql/context.ts';
import { checkVariables } from '#graphql/limits.ts';
import type { Clock } from '#platform/clock.ts';
import { RefusalError } from '#platform/errors.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { percentDecoded } from '#platform/text.ts';
import type { OperationResult } from '#portal/page.ts';
import { admit } from '../admission.ts';
import type { Callers } from '../callers.ts';
import { dataLanguageOf, type HubRequest, type HubResponse, languageOf } from '../message.ts';
import type { InProcess, Reader } from '../pages/in-process.ts';
import { type CacheUse, RenderedCache, type RenderedFacts } from '../pages/rendered.ts';
import { HttpProblem } from '../problem.ts';
import { type RateLimit, rateHeaders } from '../rate-limit.ts';
import type { Route } from '../router.ts';
import { restPrefix } from './address.ts';
import { chooseForm, type Form } from './forms.ts';
import { noOperation, OperationNames } from './no-operation.ts';
import { isNothing, nextCursor, type PublishedQuery } from './operation.ts';
import { readVariables } from './query-values.ts';

export interface RestParts {
  readonly queries: readonly PublishedQuery[];
  readonly operations: InProcess;
  readonly current: CurrentRelease;
  readonly callers: Callers;
  readonly rateLimit: RateLimit | null;
  readonly cache: CacheSettings;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly publicUrl: string;
}

export class Rest {
  readonly #parts: RestParts;
  readonly #rendered: RenderedCache;
  readonly #queries: ReadonlyMap<string, PublishedQuery>;
  readonly #names: OperationNames;

  constructor(parts: RestParts) {
    this.#parts = parts;
    this.#rendered = new RenderedCache(parts.cache, parts.clock);
    this.#queries = new Map(parts.queries.map((query) => [query.name, query]));
    this.#names = new OperationNames([...this.#queries.keys()]);
  }

  get bytes(): number {
    return this.#rendered.bytes;
  }

  get cacheUse(): CacheUse {
    return this.#rendered.use;
  }

  get route(): Route {
    return { path: '/api/', methods: ['GET'], answer: (request) => this.#answer(request) };
  }

  async #answer(request: HubRequest): Promise<HubResponse> {
    const name = nameIn(request.path);
    const query = this.#queries.get(name);
    if (query === undefined) throw noOperation(name, this.#names);
    let quota: Quota | null = null;
    const caller = await admit(this.#parts, request, (left) => {
      quota = left;
    });
    const search = new URLSearchParams(request.query);
    const form = chooseForm(query, search, request.headers['accept']);
    const variables = this.#variables(query, search);
    const lang = dataLanguageOf(request);
    const { number } = await this.#parts.current.get();
    const rendered = await this.#rendered.get(
      `${form.name} ${lang} ${name}?${request.query}`,
      number,
      (signal) => {
        const { id: requestId, headers } = request;
        const reader: Reader = {
          caller,
          language: languageOf(request),
          dataLanguage: lang,
          requestId,
          traceparent: headers['traceparent'],
          signal,
        };
        return this.#make(query, form, variables, reader, search);
      },
      request.gone,
    );
    const response = await this.#rendered.send(request, rendered, caller.policy === 'key' ? 'private' : 'public');
    return { ...response, headers: { ...response.headers, ...rateHeaders(quota) } };
  }

  #variables(query: PublishedQuery, search: URLSearchParams): Record<string, unknown> {
    const variables = readVariables(query, search);
    try {
      checkVariables(variables, this.#parts.limits);
    } catch (error) {
      if (!(error instanceof RefusalError) || error instanceof HttpProblem) throw error;
      throw new HttpProblem(400, error.code, error.message, error.hint, { polish: error.polish });
    }
    return variables;
  }

  async #make(
    query: PublishedQuery,
    form: Form,
    variables: Record<string, unknown>,
    reader: Reader,
    search: URLSearchParams,
  ): Promise<RenderedFacts> {
    const result = await this.#parts.operations.run({ name: query.name, variables }, reader);
    const { data, errors, release, dependsOnToday } = result;
    if (isNothing(result) || (errors.length > 0 && !form.hasErrors)) throw problemOf(result);
    const headers = {
      'content-type': `${form.mediaType}; ${form.parameters}`,
      vary: 'Accept, Accept-Encoding, Accept-Language',
      ...this.#links(query, search, data),
    };
    const shown = errors.map(({ message, code, path }) => ({ message, code, path }));
    const body = form.body(query, { data, release, errors: shown });
    return { status: 200, headers, body, release, dependsOnToday, isPassing: errors.length > 0 };
  }

  #links(query: PublishedQuery, search: URLSearchParams, data: unknown): Record<string, string> {
    if (query.pages === null) return {};
    const { cursor } = query.pages;
    const linkTo = (rel: string, after: string | null): string => {
      const target = new URLSearchParams(search);
      target.delete(cursor);
      if (after !== null) target.set(cursor, after);
      const text = target.toString();
      return `<${this.#parts.publicUrl}${restPrefix}${query.name}${text === '' ? '' : `?${text}`}>; rel="${rel}"`;
    };
    const next = nextCursor(data, query.pages);
    return { link: [linkTo('first', null), ...(next === null ? [] : [linkTo('next', next)])].join(', ') };
  }
}

const statuses: Readonly<Record<string, number>> = { INTERNAL_ERROR: 500, SERVICE_UNAVAILABLE: 503, TIMEOUT: 503 };

function problemOf({ errors: [error] }: OperationResult): HttpProblem {
  const { code = 'INTERNAL_ERROR', message = '', messages } = error ?? {};
  const status = statuses[code] ?? 400;
  const headers: Record<string, string> = status === 503 ? { 'retry-after': '5' } : {};
  return new HttpProblem(status, code, messages?.en ?? message, '', { polish: messages?.pl ?? message, headers });
}

function nameIn(path: string): string {
  return path.startsWith(restPrefix) ? percentDecoded(path.slice(restPrefix.length).replace(/\/$/, '')) : '';
}
