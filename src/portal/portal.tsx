/** Answers an address with a page, or with the page's data as JSON or csv. */

import { renderToString } from 'preact-render-to-string';
import { csvOf } from '#charts/csv.ts';
import { ChartParameterError } from '#charts/index.ts';
import type { SearchPageQuery } from '#graphql/generated/operations.ts';
import type { Operator } from '#platform/operator.ts';
import { percentDecoded } from '#platform/text.ts';
import type { StarterStatus } from '#sources/starter/status.ts';
import { type Answers, answersOf, dataOf, isIncomplete, nothingRequested, type RunOperation } from './answers.ts';
import type { Assets } from './assets.ts';
import { calendarOf } from './calendar.ts';
import { cardSize, cardSvg } from './card.ts';
import { fieldTable } from './field-table.ts';
import { addressIn, type Language, splitLanguage } from './language.ts';
import { Document, NotFoundLinks, SearchForm } from './layout.tsx';
import {
  type CorrectionMark,
  missing,
  type Operation,
  type OperationResult,
  type Page,
  type PageRequest,
  Redirect,
  type View,
  WrongInput,
} from './page.ts';
import { pagesOf } from './pages/index.ts';
import { type Suggestion, suggestionsOf } from './pages/search.tsx';
import type { PrivatePage } from './private/page.ts';
import { Blocks } from './private/render.tsx';
import type { PublishedOperationFacts } from './published.ts';
import { texts } from './texts/index.ts';

export interface PageResponse {
  readonly status: number;
  readonly mediaType: string;
  readonly body: string | Buffer;
  /** What a page is called that was found. */
  readonly title?: string;
  readonly location?: string;
  readonly language: Language;
  /** Null: the page is made of texts alone. */
  readonly release: number | null;
  readonly dependsOnToday: boolean;
  /** It shows something that will be otherwise in a moment, so nobody may keep it. */
  readonly isPassing?: boolean;
  /** For a download: the name to save it under. */
  readonly fileName?: string;
}

/** `png`: the page's social card. */
type Form = 'html' | 'json' | 'csv' | 'ics' | 'png';

interface Route {
  readonly pattern: URLPattern;
  readonly page: Page;
}

export interface PortalParts {
  readonly today: () => string;
  readonly assets: Assets;
  /** The address of the hub, without a slash at its end. */
  readonly origin: string;
  readonly operations: readonly PublishedOperationFacts[];
  readonly starterStatus: () => StarterStatus | null;
  readonly operator: Operator;
}

export class Portal {
  /** By the first part of their addresses: to try a pattern takes longer than to find a page that is cached. */
  readonly #routes: ReadonlyMap<string, readonly Route[]>;
  readonly #assets: Assets;
  readonly #origin: string;
  readonly #starterStatus: () => StarterStatus | null;
  readonly #operator: Operator;
  readonly #today: () => string;
  readonly #documents: ReadonlyMap<string, string>;

  constructor({ assets, origin, operations, starterStatus, operator, today }: PortalParts) {
    const routes = pagesOf(operations).map((page) => ({ pattern: new URLPattern({ pathname: page.pattern }), page }));
    this.#routes = Map.groupBy(routes, ({ page }) => firstSegment(page.pattern));
    this.#assets = assets;
    this.#origin = origin;
    this.#starterStatus = starterStatus;
    this.#operator = operator;
    this.#today = today;
    this.#documents = new Map(operations.map(({ name, document }) => [name, document]));
  }

  get origin(): string {
    return this.#origin;
  }

  get assets(): Assets {
    return this.#assets;
  }

  /** Undefined: the address is none of a page's. */
  find(path: string): FoundPage | undefined {
    const { language, path: local } = splitLanguage(path);
    const [, named, extension] = /^(.*)\.(json|csv|ics|png)$/.exec(local) ?? [];
    const target = named === '/index' ? '/' : (named ?? local);
    const found = this.#match(target);
    return found === undefined ? undefined : { ...found, form: (extension ?? 'html') as Form, language, path: target };
  }

  #match(path: string): { page: Page; params: Record<string, string> } | undefined {
    const trimmed = path.length > 1 ? path.replace(/\/$/, '') : path;
    for (const { pattern, page } of this.#routes.get(firstSegment(trimmed)) ?? []) {
      const groups = pattern.exec({ pathname: trimmed })?.pathname.groups;
      if (groups === undefined) continue;
      const entries = Object.entries(groups).map(([name, value]) => [name, percentDecoded(value ?? '')]);
      return { page, params: Object.fromEntries(entries) };
    }
    return undefined;
  }

  async respond(
    found: FoundPage,
    query: string,
    run: RunOperation,
    corrections: readonly CorrectionMark[] = [],
  ): Promise<PageResponse> {
    const request = { ...this.#request(found, query), corrections };
    try {
      const answers = await answersOf(found.page, request, run);
      if (answers === missing) return this.notFound(request);
      if (answers instanceof Redirect) return this.#redirect(request, answers);
      const { result } = answers;
      const failure = failureOf(result);
      if (failure !== null) return this.#failed(request, failure);
      const [error] = result.errors;
      if (result.data === null && error !== undefined) return this.#wrong(request, error.message);
      const view = found.page.view(request, result, dataOf(answers.also));
      if (view === missing) return this.notFound(request, result);
      if (view instanceof Redirect) return this.#redirect(request, view);
      return await this.#send({ request, view, answers, form: found.form });
    } catch (error) {
      if (error instanceof WrongInput) return this.#wrong(request, error.message);
      if (error instanceof ChartParameterError) {
        return this.#wrong(request, request.language === 'pl' ? error.polish : `${error.message} ${error.hint}`);
      }
      throw error;
    }
  }

  #request({ language, path, params }: FoundPage, query: string): PageRequest {
    const search = new URLSearchParams(query);
    return {
      language,
      texts: texts[language],
      path,
      params,
      search,
      origin: this.#origin,
      today: this.#today(),
      starter: this.#starterStatus(),
      operator: this.#operator,
      corrections: [],
    };
  }

  #send(parts: {
    request: PageRequest;
    view: View;
    answers: Answers;
    form: Form;
  }): PageResponse | Promise<PageResponse> {
    const { request, view, answers, form } = parts;
    const { operation, result, also } = answers;
    const common = {
      status: 200,
      language: request.language,
      release: operation === null ? null : result.release,
      dependsOnToday: [view, result, ...also.map((one) => one.result)].some((one) => one.dependsOnToday === true),
      isPassing: view.isPassing === true || isIncomplete(answers),
    };
    if (form === 'json') return { ...common, mediaType: 'application/json', body: jsonOf(answers) };
    if (form === 'csv') {
      if (operation === null) return this.notFound(request, result);
      const table = view.table ?? fieldTable(nameOf(request), result.data);
      return { ...common, mediaType: 'text/csv', body: csvOf(table), fileName: `${table.name}.csv` };
    }
    if (form === 'ics') {
      const { deadlines = [] } = view;
      if (deadlines.length === 0) return this.notFound(request, result);
      return { ...common, mediaType: 'text/calendar', body: calendarOf(deadlines), fileName: `${nameOf(request)}.ics` };
    }
    if (form === 'png') return drawCard(request, view).then((body) => ({ ...common, mediaType: 'image/png', body }));
    const body = this.#render(request, view, answers, true);
    return { ...common, mediaType: 'text/html', title: view.title, body };
  }

  #render(request: PageRequest, view: View, { operation, result, also }: Answers, isIndexed: boolean): string {
    const release = result === nothingRequested ? null : { number: result.release, releasedAt: result.releasedAt };
    const html = renderToString(
      <Document
        request={request}
        view={view}
        assets={this.#assets.addresses}
        operations={operation === null ? [] : [operation, ...also.map((one) => one.operation)]}
        documents={this.#documents}
        errors={result.errors.filter(({ path }) => !view.optional?.includes(path.slice(0, 2).join('.')))}
        release={release}
        isIndexed={isIndexed}
      />,
    );
    return `<!doctype html>${html}`;
  }

  #redirect(request: PageRequest, { location }: Redirect): PageResponse {
    const { language } = request;
    const address = location.startsWith('/') ? addressIn(language, location) : location;
    return {
      status: 301,
      mediaType: 'text/html',
      body: '',
      location: address,
      language,
      release: null,
      dependsOnToday: false,
    };
  }

  /** A page that helps: what was looked for goes into the search box. */
  notFound(request: PageRequest, result: OperationResult = nothingRequested): PageResponse {
    const { errors } = request.texts;
    const view: View = {
      title: errors.notFound,
      description: errors.notFoundLead,
      main: (
        <>
          <p>{errors.notFoundLead}</p>
          <SearchForm request={request} id="not-found-search" words={wordsOf(request.path)} />
          <NotFoundLinks request={request} />
        </>
      ),
    };
    return this.#refusal(404, request, view, result);
  }

  #failed(request: PageRequest, status: number): PageResponse {
    const { errors } = request.texts;
    const view: View = { title: errors.failed, description: errors.failedLead, main: <p>{errors.failedLead}</p> };
    return this.#refusal(status, request, view, nothingRequested);
  }

  #wrong(request: PageRequest, message: string): PageResponse {
    const view: View = {
      title: request.texts.errors.wrong,
      description: message,
      main: (
        <div class="problem" role="alert">
          <p>{message}</p>
        </div>
      ),
    };
    return this.#refusal(400, request, view, nothingRequested);
  }

  /** For whatever has no page: the address states the language. */
  unknown(path: string): PageResponse {
    const { language, path: local } = splitLanguage(path);
    return this.notFound({ ...this.#request({ ...noPage, language, path: local }, '') });
  }

  #refusal(status: number, request: PageRequest, view: View, result: OperationResult): PageResponse {
    return {
      status,
      mediaType: 'text/html',
      body: this.#render(request, view, { operation: null, result: { ...result, errors: [] }, also: [] }, false),
      language: request.language,
      release: null,
      dependsOnToday: false,
    };
  }

  /** A page with forms, for the one who requested it. */
  renderPrivate(path: string, page: PrivatePage): string {
    const { language, path: local } = splitLanguage(path);
    const request = this.#request({ ...noPage, language, path: local }, '');
    const main = <Blocks page={page} language={language} />;
    const view: View = { title: page.title, description: page.title, main };
    return this.#render(request, view, { operation: null, result: nothingRequested, also: [] }, false);
  }

  /** What the search box offers while one types: at most eight, each with its page. */
  async suggest(language: Language, text: string, run: RunOperation): Promise<readonly Suggestion[]> {
    const request = this.#request({ ...noPage, language, path: '/search' }, '');
    const { data } = await run({ name: 'SearchPage', variables: { text, first: 8 } });
    return suggestionsOf(request, data as SearchPageQuery);
  }
}

export interface FoundPage {
  readonly page: Page;
  readonly params: Readonly<Record<string, string>>;
  readonly form: Form;
  readonly language: Language;
  readonly path: string;
}

const noPage: Pick<FoundPage, 'page' | 'params' | 'form'> = {
  page: { pattern: '', view: () => missing },
  params: {},
  form: 'html',
};

/** The status of a page whose operation failed for no fault of the reader's; null for one that can be shown. */
function failureOf({ errors }: OperationResult): number | null {
  const codes = errors.map(({ code }) => code);
  if (codes.includes('INTERNAL_ERROR')) return 500;
  return codes.includes('SERVICE_UNAVAILABLE') || codes.includes('TIMEOUT') ? 503 : null;
}

async function drawCard({ origin, texts: { site } }: PageRequest, { title, description }: View): Promise<Buffer> {
  // resvg and its fonts are loaded when a picture is first requested.
  const { drawPng } = await import('#charts/png.ts');
  const named = title === site.name ? site.tagline : title;
  return drawPng(cardSvg({ title: named, description, site: new URL(origin).host }), cardSize);
}

/** The data of the page, and of each further operation. */
function jsonOf({ operation, result, also }: Answers): string {
  const one = (requested: Operation | null, { data, errors }: OperationResult) => ({
    operation: requested === null ? null : { name: requested.name, variables: requested.variables },
    data,
    ...(errors.length > 0 ? { errors } : {}),
  });
  return JSON.stringify({
    release: result.release,
    ...one(operation, result),
    ...(also.length === 0 ? {} : { also: also.map((further) => one(further.operation, further.result)) }),
  });
}

/** Of a file: the last part of the address. */
function nameOf({ path }: PageRequest): string {
  return (path.split('/').at(-1) ?? '').replaceAll(/[^\w-]+/g, '-') || 'index';
}

/** What somebody may have looked for: the last part of the address. */
function wordsOf(path: string): string {
  return percentDecoded(path.split('/').at(-1) ?? '')
    .replaceAll(/[-_+]+/g, ' ')
    .slice(0, 100);
}

function firstSegment(path: string): string {
  return path.split('/', 2)[1] ?? '';
}
