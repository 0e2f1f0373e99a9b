/** Pages, their assets and charts over HTTP. */
import { percentDecoded } from '#platform/text.ts';
import type { FoundPage, PageResponse } from '#portal/index.ts';
import { canonicalPath, splitLanguage } from '#portal/language.ts';
import type { Operation } from '#portal/page.ts';
import { EncodedBody } from '../encoding.ts';
import type { FixedText } from '../fixed-text.ts';
import { type HubRequest, type HubResponse, jsonResponse } from '../message.ts';
import { isMetricFile } from '../open-data/metric-files.ts';
import { pagePolicy } from '../page-policy.ts';
import type { PageRoutes } from '../router.ts';
import { type ChartParts, Charts } from './charts.ts';
import { embedScriptOf } from './embeds.ts';
import type { Reader } from './in-process.ts';
import { Oembed } from './oembed.ts';
import type { OpenTickets } from './open-tickets.ts';
import type { CacheUse, RenderedFacts } from './rendered.ts';
import { orPage, PageResponses, type ResponseParts, refusalProblem, wantsPage } from './responses.ts';

export interface PagesParts extends ResponseParts, ChartParts {
  readonly tickets: OpenTickets;
}

type Handler = (request: HubRequest) => Promise<HubResponse>;

export class Pages implements PageRoutes {
  readonly #parts: PagesParts;
  readonly #responses: PageResponses;
  readonly #charts: Charts;
  readonly #oembed: Oembed;
  readonly #embedScript: FixedText;
  readonly #assets: ReadonlyMap<string, { readonly mediaType: string; readonly body: EncodedBody }>;

  constructor(parts: PagesParts) {
    this.#parts = parts;
    this.#responses = new PageResponses(parts);
    this.#charts = new Charts(parts, this.#responses);
    this.#oembed = new Oembed(parts, this.#charts, this.#responses);
    this.#assets = new Map(
      [...parts.portal.assets.files].map(([path, { mediaType, body }]) => [
        path,
        { mediaType, body: new EncodedBody(body) },
      ]),
    );
    this.#embedScript = embedScriptOf(parts.portal.assets);
  }

  get bytes(): number {
    return this.#responses.bytes;
  }

  get cacheUse(): CacheUse {
    return this.#responses.cacheUse;
  }

  find(path: string): Handler | undefined {
    // The data of a metric are its observations, which are no page's.
    if (isMetricFile(path)) return undefined;
    if (path.startsWith('/assets/')) return this.#asset(path);
    const chart = /^\/charts\/([^/]+)\.([a-z]+)$/.exec(path);
    if (chart !== null) {
      return async (request) => this.#charts.respond(request, percentDecoded(chart[1] ?? ''), chart[2] ?? '');
    }
    const embed = /^\/embed\/([^/]+)$/.exec(path);
    if (embed !== null) return (request) => this.#charts.embed(request, percentDecoded(embed[1] ?? ''));
    if (path === '/embed.js') return (request) => this.#embedScript.respond(request);
    if (path === '/oembed') return async (request) => this.#oembed.respond(request);
    if (/^(\/en)?\/search\/suggestions$/.test(path)) return (request) => this.#suggestions(request);
    const found = this.#parts.portal.find(path);
    if (found !== undefined) return (request) => this.#page(request, found);
    const canonical = canonicalPath(path);
    return canonical !== null && this.#parts.portal.find(canonical) !== undefined ? redirectTo(canonical) : undefined;
  }

  /** A page that helps, for a browser; programs get a problem from the router. */
  notFound(request: HubRequest): HubResponse | undefined {
    if (!wantsPage(request)) return undefined;
    const { status, headers, body } = factsOf(this.#parts.portal.unknown(request.path));
    return { status, headers: { ...headers, 'cache-control': 'no-store', vary: 'Accept' }, body };
  }

  async #page(request: HubRequest, found: FoundPage): Promise<HubResponse> {
    const { portal, operations, tickets } = this.#parts;
    const marks = found.form === 'html' ? await tickets.at(found.path) : [];
    const make = async (reader: Reader): Promise<RenderedFacts> => {
      const run = (operation: Operation) => operations.run(operation, reader);
      const response = await portal.respond(found, request.query, run, marks);
      // Who wants data gets no page in their place.
      if (response.refusal !== undefined && found.form !== 'html')
        throw refusalProblem(response.status, response.refusal);
      return factsOf(response);
    };
    const variant = marks.map(({ number }) => number).join();
    return orPage(
      request,
      () => this.#responses.respond(request, found.language, make, variant),
      (problem) => factsOf(portal.refuse(found, problem.status, problem.lineIn(found.language))),
    );
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
    const { portal, operations } = this.#parts;
    const { language } = splitLanguage(request.path);
    const text = new URLSearchParams(request.query).get('q')?.trim() ?? '';
    if (text === '') return jsonResponse(200, []);
    return this.#responses.respond(request, language, async (reader) => {
      let [release, dependsOnToday] = [0, false];
      const suggestions = await portal.suggest(language, text, async (operation) => {
        const result = await operations.run(operation, reader);
        release = result.release;
        dependsOnToday = result.dependsOnToday;
        return result;
      });
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      return { status: 200, headers, body: JSON.stringify(suggestions), release, dependsOnToday };
    });
  }
}

function redirectTo(path: string): Handler {
  return async ({ query }) => {
    const headers = { location: query === '' ? path : `${path}?${query}`, 'cache-control': 'public, max-age=3600' };
    return { status: 301, headers, body: null };
  };
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
