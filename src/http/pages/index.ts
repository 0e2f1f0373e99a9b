/** Pages, their assets and charts over HTTP. */

import {
  type ChartForm,
  ChartParameterError,
  chartForms,
  drawChart,
  operationOf,
  readChartRequest,
} from '#charts/index.ts';
import type { CacheSettings } from '#config';
import type { Quota } from '#graphql/context.ts';
import type { Clock } from '#platform/clock.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { percentDecoded } from '#platform/text.ts';
import type { PageResponse, Portal } from '#portal/index.ts';
import { splitLanguage } from '#portal/language.ts';
import { acceptedType } from '../accept.ts';
import { admit } from '../admission.ts';
import type { Callers } from '../callers.ts';
import { EncodedBody } from '../encoding.ts';
import { type HubRequest, type HubResponse, jsonResponse } from '../message.ts';
import { isMetricFile } from '../open-data/metric-files.ts';
import { pagePolicy } from '../page-policy.ts';
import { HttpProblem } from '../problem.ts';
import { type RateLimit, rateHeaders } from '../rate-limit.ts';
import type { PageRoutes } from '../router.ts';
import type { InProcess, Reader } from './in-process.ts';
import { RenderedCache, type RenderedFacts } from './rendered.ts';

export interface PagesParts {
  readonly portal: Portal;
  readonly operations: InProcess;
  readonly current: CurrentRelease;
  readonly callers: Callers;
  readonly rateLimit: RateLimit | null;
  readonly cache: CacheSettings;
  readonly clock: Clock;
}

type Handler = (request: HubRequest) => Promise<HubResponse>;

/** A chart is a picture; echarts writes its styles into it. */
const chartPolicy = "default-src 'none'; style-src 'unsafe-inline'";

export class Pages implements PageRoutes {
  readonly #parts: PagesParts;
  readonly #rendered: RenderedCache;
  readonly #assets: ReadonlyMap<string, { readonly mediaType: string; readonly body: EncodedBody }>;

  constructor(parts: PagesParts) {
    this.#parts = parts;
    this.#assets = new Map(
      [...parts.portal.assets.files].map(([path, { mediaType, body }]) => [
        path,
        { mediaType, body: new EncodedBody(body) },
      ]),
    );
    this.#rendered = new RenderedCache(parts.cache, parts.clock);
  }

  get bytes(): number {
    return this.#rendered.bytes;
  }

  find(path: string): Handler | undefined {
    const { portal } = this.#parts;
    // The data of a metric are its observations, which are no page's.
    if (isMetricFile(path)) return undefined;
    if (path.startsWith('/assets/')) return this.#asset(path);
    const chart = /^\/charts\/([^/]+)\.([a-z]+)$/.exec(path);
    if (chart !== null) return (request) => this.#chart(request, percentDecoded(chart[1] ?? ''), chart[2] ?? '');
    if (/^(\/en)?\/search\/suggestions$/.test(path)) return (request) => this.#suggestions(request);
    const found = portal.find(path);
    if (found === undefined) return undefined;
    const { language } = found;
    return (request) =>
      this.#answer(
        request,
        async (reader) =>
          factsOf(
            await portal.respond(found, request.query, (operation) => this.#parts.operations.run(operation, reader)),
          ),
        language,
      );
  }

  /** A page that helps, for a browser; programs get a problem from the router. */
  notFound(request: HubRequest): HubResponse | undefined {
    const accept = request.headers['accept'];
    if (accept?.includes('text/html') !== true) return undefined;
    if (acceptedType(accept, ['text/html', 'application/json']) !== 'text/html') return undefined;
    const { status, headers, body } = factsOf(this.#parts.portal.unknown(request.path));
    return { status, headers: { ...headers, 'cache-control': 'no-store', vary: 'Accept' }, body };
  }

  #asset(path: string): Handler | undefined {
    const asset = this.#assets.get(path);
    if (asset === undefined) return undefined;
    const { mediaType, body } = asset;
    const headers = {
      'content-type': mediaType,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    };
    // A font is compressed already.
    const isCompressed = mediaType.startsWith('font/');
    return async (request) =>
      body.response(200, headers, isCompressed ? undefined : request.headers['accept-encoding']);
  }

  async #suggestions(request: HubRequest): Promise<HubResponse> {
    const { language } = splitLanguage(request.path);
    const text = new URLSearchParams(request.query).get('q')?.trim() ?? '';
    if (text === '') return jsonResponse(200, []);
    return this.#answer(
      request,
      async (reader) => {
        let [release, dependsOnToday] = [0, false];
        const suggestions = await this.#parts.portal.suggest(language, text, async (operation) => {
          const result = await this.#parts.operations.run(operation, reader);
          release = result.release;
          dependsOnToday = result.dependsOnToday;
          return result;
        });
        const headers = { 'content-type': 'application/json; charset=utf-8' };
        return { status: 200, headers, body: JSON.stringify(suggestions), release, dependsOnToday };
      },
      language,
    );
  }

  #chart(request: HubRequest, metric: string, extension: string): Promise<HubResponse> {
    const form = chartForms.find((candidate) => candidate === extension);
    if (form === undefined) throw unknownForm(extension);
    const wanted = problemOfParameters(() => readChartRequest(metric, form, request.query));
    const operation = problemOfParameters(() => operationOf(wanted));
    return this.#answer(
      request,
      async (reader) => {
        const result = await this.#parts.operations.run(operation, reader);
        const [error] = result.errors;
        if (error !== undefined) throw operationProblem(error);
        const drawn = await drawChart(wanted, result.data, result.release);
        if (drawn === undefined) throw noSuchMetric(metric);
        const { release, dependsOnToday } = result;
        return { status: 200, headers: chartHeaders(form), body: drawn, release, dependsOnToday };
      },
      wanted.language,
    );
  }

  async #answer(
    request: HubRequest,
    make: (reader: Reader) => Promise<RenderedFacts>,
    language: Reader['language'],
  ): Promise<HubResponse> {
    let quota: Quota | null = null;
    const caller = await admit(this.#parts, request, (left) => {
      quota = left;
    });
    const { number } = await this.#parts.current.get();
    const rendered = await this.#rendered.get(
      `${request.path}?${request.query}`,
      number,
      (signal) => make({ caller, language, requestId: request.id, signal }),
      request.gone(),
    );
    const response = await this.#rendered.send(request, rendered, caller.policy === 'key' ? 'private' : 'public');
    return { ...response, headers: { ...response.headers, ...rateHeaders(quota) } };
  }
}

function factsOf(response: PageResponse): RenderedFacts {
  const { status, mediaType, body, location, language, release, dependsOnToday, isPassing, fileName } = response;
  const headers: Record<string, string> = {
    'content-type': `${mediaType}; charset=utf-8`,
    'content-language': language,
    ...(mediaType === 'text/html' ? { 'content-security-policy': pagePolicy } : {}),
    ...(location === undefined ? {} : { location }),
    ...(fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${fileName}"` }),
  };
  return { status, headers, body, release, dependsOnToday, isPassing };
}

const chartTypes: Readonly<Record<ChartForm, string>> = {
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

function chartHeaders(form: ChartForm): Record<string, string> {
  return {
    'content-type': chartTypes[form],
    'content-security-policy': chartPolicy,
    // Anybody's page may show it.
    'cross-origin-resource-policy': 'cross-origin',
  };
}

function problemOfParameters<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ChartParameterError)) throw error;
    throw new HttpProblem(400, 'BAD_USER_INPUT', error.message, error.hint, { polish: error.polish });
  }
}

function unknownForm(extension: string): HttpProblem {
  const known = chartForms.join(', ');
  return new HttpProblem(404, 'NOT_FOUND', `There is no chart as ${extension.slice(0, 20)}.`, `There are: ${known}.`, {
    polish: `Nie ma wykresu w postaci ${extension.slice(0, 20)}. Są: ${known}.`,
  });
}

function operationProblem({ message, code }: { message: string; code: string }): HttpProblem {
  const status = code === 'BAD_USER_INPUT' ? 400 : code === 'INTERNAL_ERROR' ? 500 : 503;
  return new HttpProblem(status, code, message, '', { polish: message });
}

function noSuchMetric(metric: string): HttpProblem {
  const name = metric.slice(0, 80);
  return new HttpProblem(404, 'NOT_FOUND', `There is no metric "${name}".`, 'The metrics are listed at /metrics.', {
    polish: `Nie ma wskaźnika "${name}". Lista wskaźników jest pod /metrics.`,
  });
}
