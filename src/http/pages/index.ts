/** Pages, their assets and charts over HTTP. */

import {
  type ChartRequest,
  type ChartSpec,
  chartForms,
  drawChart,
  earlierOperation,
  earlierSpec,
  operationOf,
  readChartRequest,
  specOf,
} from '#charts/index.ts';
import type { CacheSettings } from '#config';
import type { OpenData } from '#exports/open-data.ts';
import type { Quota } from '#graphql/context.ts';
import type { Clock } from '#platform/clock.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { percentDecoded } from '#platform/text.ts';
import type { PageResponse, Portal } from '#portal/index.ts';
import { splitLanguage } from '#portal/language.ts';
import { cardAddress, chartAt, type EmbeddedChart } from '#portal/oembed.ts';
import type { Operation } from '#portal/page.ts';
import { acceptedType } from '../accept.ts';
import { admit } from '../admission.ts';
import type { Callers } from '../callers.ts';
import { EncodedBody } from '../encoding.ts';
import type { FixedText } from '../fixed-text.ts';
import { type HubRequest, type HubResponse, jsonResponse } from '../message.ts';
import { isMetricFile } from '../open-data/metric-files.ts';
import { pagePolicy } from '../page-policy.ts';
import { type RateLimit, rateHeaders } from '../rate-limit.ts';
import type { PageRoutes } from '../router.ts';
import {
  chartHeaders,
  noSuchMetric,
  noSuchRelease,
  nothingInRelease,
  operationProblem,
  problemOfParameters,
  unknownForm,
} from './chart-responses.ts';
import {
  embedPolicy,
  embedScriptOf,
  nothingThere,
  type OembedRequest,
  oembedBody,
  readOembedRequest,
} from './embeds.ts';
import type { InProcess, Reader } from './in-process.ts';
import type { OpenTickets } from './open-tickets.ts';
import { RenderedCache, type RenderedFacts } from './rendered.ts';

export interface PagesParts {
  readonly portal: Portal;
  readonly operations: InProcess;
  readonly current: CurrentRelease;
  readonly callers: Callers;
  readonly rateLimit: RateLimit | null;
  readonly cache: CacheSettings;
  readonly clock: Clock;
  readonly tickets: OpenTickets;
  /** Null: the hub keeps no files, and draws no charts of earlier releases. */
  readonly data: OpenData | null;
}

type Handler = (request: HubRequest) => Promise<HubResponse>;

export class Pages implements PageRoutes {
  readonly #parts: PagesParts;
  readonly #rendered: RenderedCache;
  readonly #embedScript: FixedText;
  readonly #assets: ReadonlyMap<string, { readonly mediaType: string; readonly body: EncodedBody }>;

  constructor(parts: PagesParts) {
    this.#parts = parts;
    this.#assets = new Map(
      [...parts.portal.assets.files].map(([path, { mediaType, body }]) => [
        path,
        { mediaType, body: new EncodedBody(body) },
      ]),
    );
    this.#embedScript = embedScriptOf(parts.portal.assets);
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
    const embed = /^\/embed\/([^/]+)$/.exec(path);
    if (embed !== null) return (request) => this.#embed(request, percentDecoded(embed[1] ?? ''));
    if (path === '/embed.js') return (request) => this.#embedScript.respond(request);
    if (path === '/oembed') return (request) => this.#oembed(request);
    if (/^(\/en)?\/search\/suggestions$/.test(path)) return (request) => this.#suggestions(request);
    const found = portal.find(path);
    if (found === undefined) return undefined;
    const { language } = found;
    return async (request) => {
      const marks = found.form === 'html' ? await this.#parts.tickets.at(found.path) : [];
      const make = async (reader: Reader): Promise<RenderedFacts> => {
        const run = (operation: Operation) => this.#parts.operations.run(operation, reader);
        return factsOf(await portal.respond(found, request.query, run, marks));
      };
      return this.#answer(request, make, language, marks.map(({ number }) => number).join());
    };
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
    return this.#answer(
      request,
      async (reader) => {
        const { spec, release, dependsOnToday } = await this.#spec(wanted, reader);
        const body = await drawChart(wanted, spec, release ?? wanted.release ?? 0);
        return { status: 200, headers: chartHeaders(wanted), body, release, dependsOnToday };
      },
      wanted.language,
    );
  }

  async #spec(wanted: ChartRequest, reader: Reader): Promise<ChartFacts> {
    const { number } = await this.#parts.current.get();
    if (wanted.release !== null && wanted.release > number) throw noSuchRelease(wanted.release, number);
    const isEarlier = wanted.release !== null && wanted.release < number;
    const operation = problemOfParameters(() => (isEarlier ? earlierOperation(wanted) : operationOf(wanted)));
    const { data, errors, release, dependsOnToday } = await this.#parts.operations.run(operation, reader);
    const [error] = errors;
    if (error !== undefined) throw operationProblem(error);
    if (isEarlier) return this.#earlier(wanted, wanted.release, data);
    const spec = specOf(wanted, data, release);
    if (spec === undefined) throw noSuchMetric(wanted.metric);
    return { spec, release, dependsOnToday };
  }

  async #earlier(wanted: ChartRequest, release: number, current: unknown): Promise<ChartFacts> {
    const { data } = this.#parts;
    const first = data === null ? Number.POSITIVE_INFINITY : (await data.facts()).first;
    const spec = data === null || release < first ? undefined : await earlierSpec(data, wanted, current, release);
    if (spec === undefined) throw nothingInRelease(wanted.metric, release);
    return { spec, release: null, dependsOnToday: false };
  }

  #embed(request: HubRequest, metric: string): Promise<HubResponse> {
    const wanted = problemOfParameters(() => readChartRequest(metric, 'svg', request.query));
    const { assets, origin } = this.#parts.portal;
    return this.#answer(
      request,
      async (reader) => {
        const { spec, release, dependsOnToday } = await this.#spec(wanted, reader);
        const { renderEmbed } = await import('#portal/embed.tsx');
        const query = new URLSearchParams(request.query);
        const { size } = wanted;
        const body = renderEmbed({ metric, spec, query, size, assets: assets.addresses, origin });
        const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': embedPolicy };
        return { status: 200, headers, body, release, dependsOnToday };
      },
      wanted.language,
    );
  }

  #oembed(request: HubRequest): Promise<HubResponse> {
    const { portal } = this.#parts;
    const { origin } = portal;
    const wanted = readOembedRequest(request.query, origin);
    const { path, query, format, maxWidth, maxHeight } = wanted;
    const chart = chartAt(path, new URLSearchParams(query));
    const { language } = splitLanguage(path);
    return this.#answer(
      request,
      async (reader) => {
        const isChart = /^\/(?:charts|embed)\//.test(path);
        const named =
          isChart && chart !== null ? await this.#titleOfChart(chart, reader) : await this.#titleOfPage(wanted, reader);
        const card = isChart ? null : cardAddress(origin, path, query);
        const facts = { origin, title: named.title, language, chart, card, maxWidth, maxHeight };
        const { headers, body } = oembedBody(format, facts);
        return { status: 200, headers, body, release: named.release, dependsOnToday: named.dependsOnToday };
      },
      language,
    );
  }

  async #titleOfChart({ metric, query }: EmbeddedChart, reader: Reader): Promise<Named> {
    const text = new URLSearchParams(query).toString();
    const wanted = problemOfParameters(() => readChartRequest(metric, 'svg', text));
    const { spec, ...facts } = await this.#spec(wanted, reader);
    return { title: spec.title, ...facts };
  }

  async #titleOfPage({ path, query }: OembedRequest, reader: Reader): Promise<Named> {
    const { portal, operations } = this.#parts;
    const found = portal.find(path);
    if (found === undefined) throw nothingThere(path);
    const page = await portal.respond({ ...found, form: 'html' }, query, (operation) =>
      operations.run(operation, reader),
    );
    if (page.title === undefined) throw nothingThere(path);
    return { title: page.title, release: page.release, dependsOnToday: page.dependsOnToday };
  }

  async #answer(
    request: HubRequest,
    make: (reader: Reader) => Promise<RenderedFacts>,
    language: Reader['language'],
    /** What it shows beside its release. */
    variant = '',
  ): Promise<HubResponse> {
    let quota: Quota | null = null;
    const caller = await admit(this.#parts, request, (left) => {
      quota = left;
    });
    const { number } = await this.#parts.current.get();
    const rendered = await this.#rendered.get(
      `${request.path}?${request.query}#${variant}`,
      number,
      (signal) => make({ caller, language, requestId: request.id, signal, isPage: true }),
      request.gone(),
    );
    const response = await this.#rendered.send(request, rendered, caller.policy === 'key' ? 'private' : 'public');
    return { ...response, headers: { ...response.headers, ...rateHeaders(quota) } };
  }
}

interface ChartFacts {
  readonly spec: ChartSpec;
  /** Null: it is the same in every release. */
  readonly release: number | null;
  readonly dependsOnToday: boolean;
}

interface Named {
  readonly title: string;
  readonly release: number | null;
  readonly dependsOnToday: boolean;
}

function factsOf(response: PageResponse): RenderedFacts {
  const { status, mediaType, body, location, language, release, dependsOnToday, isPassing, fileName } = response;
  const headers: Record<string, string> = {
    'content-type': mediaType.startsWith('image/') ? mediaType : `${mediaType}; charset=utf-8`,
    // Other hosts show the card.
    ...(mediaType.startsWith('image/') ? { 'cross-origin-resource-policy': 'cross-origin' } : {}),
    'content-language': language,
    ...(mediaType === 'text/html' ? { 'content-security-policy': pagePolicy } : {}),
    ...(location === undefined ? {} : { location }),
    ...(fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${fileName}"` }),
  };
  return { status, headers, body, release, dependsOnToday, isPassing };
}
