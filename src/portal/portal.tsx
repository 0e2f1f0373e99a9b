/** Answers an address with a page, or with the page's data in another form. */
import { renderToString } from 'preact-render-to-string';
import { ChartParameterError } from '#charts/index.ts';
import type { SearchPageQuery } from '#graphql/generated/operations.ts';
import { graphqlLanguage } from '#graphql/language.ts';
import type { Operator } from '#platform/operator.ts';
import type { StarterStatus } from '#sources/starter/status.ts';
import { type Answers, answersOf, dataOf, isIncomplete, nothingRequested, type RunOperation } from './answers.ts';
import type { Assets } from './assets.ts';
import { WrongChoice } from './choices.ts';
import { type FormedPage, formed } from './forms.ts';
import { addressIn, type Language, splitLanguage } from './language.ts';
import { Document } from './layout/document.tsx';
import {
  type CorrectionMark,
  missing,
  type OperationResult,
  type PageRequest,
  Redirect,
  type View,
  WrongInput,
} from './page.ts';
import { pagesOf } from './pages/index.ts';
import { type Suggestion, suggestionsOf } from './pages/search.tsx';
import { plainErrors } from './plain-errors.ts';
import type { PrivatePage } from './private/page.ts';
import { Blocks } from './private/render.tsx';
import type { PublishedOperationFacts } from './published.ts';
import { failedView, notFoundView, wrongView } from './refusals.tsx';
import { type Form, type FoundPage, Routes } from './routes.ts';
import { texts } from './texts/index.ts';

export interface PageResponse extends FormedPage {
  readonly status: number;
  /** What a page is called that was found. */
  readonly title?: string;
  readonly location?: string;
  readonly language: Language;
  /** Null: the page is made of texts alone. */
  readonly release: number | null;
  readonly dependsOnToday: boolean;
  /** It shows something that will be otherwise in a moment, so nobody may keep it. */
  readonly isPassing?: boolean;
  /** Why what was requested cannot be shown. */
  readonly refusal?: string;
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
  readonly #parts: PortalParts;
  readonly #routes: Routes;
  readonly #documents: ReadonlyMap<string, string>;

  constructor(parts: PortalParts) {
    this.#parts = parts;
    this.#routes = new Routes(pagesOf(parts.operations));
    this.#documents = new Map(parts.operations.map(({ name, document }) => [name, document]));
  }

  get origin(): string {
    return this.#parts.origin;
  }

  get assets(): Assets {
    return this.#parts.assets;
  }

  /** Undefined: the address is none of a page's. */
  find(path: string): FoundPage | undefined {
    return this.#routes.find(path);
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
      if (answers === missing) return this.#notFound(request);
      if (answers instanceof Redirect) return this.#redirect(request, answers);
      return await this.#show(request, found, answers);
    } catch (error) {
      if (error instanceof WrongInput) return this.#wrong(request, error.message);
      if (error instanceof WrongChoice) {
        return this.#wrong(request, request.texts.errors.wrongChoice(error.given, error.offered.join(', ')));
      }
      if (error instanceof ChartParameterError) {
        return this.#wrong(request, request.language === 'pl' ? error.polish : `${error.message} ${error.hint}`);
      }
      throw error;
    }
  }

  async #show(request: PageRequest, { page, form }: FoundPage, answers: Answers): Promise<PageResponse> {
    const { result } = answers;
    const failure = failureOf(result);
    if (failure !== null) return this.#failed(request, failure);
    const [error] = result.errors;
    if (result.data === null && error !== undefined) {
      const [said = error.message] = form === 'html' ? plainErrors(request, [error]) : [];
      return this.#wrong(request, said);
    }
    const view = page.view(request, result, dataOf(answers.also));
    if (view === missing) return this.#notFound(request, result);
    if (view instanceof Redirect) return this.#redirect(request, view);
    // A wrong choice is stated above the form where another one is made; data of half a choice would mislead.
    const fault = view.fault ?? shownErrors(result, view).find(({ code }) => code === 'BAD_USER_INPUT')?.message;
    if (fault === undefined) return this.#send({ request, view, answers, form });
    if (form !== 'html') return this.#wrong(request, fault);
    return { ...(await this.#send({ request, view, answers, form })), status: 400 };
  }

  #request({ language, path, params }: Pick<FoundPage, 'language' | 'path' | 'params'>, query: string): PageRequest {
    const { origin, today, starterStatus, operator } = this.#parts;
    return {
      language,
      texts: texts[language],
      path,
      params,
      search: new URLSearchParams(query),
      origin,
      today: today(),
      starter: starterStatus(),
      operator,
      corrections: [],
    };
  }

  async #send({ request, view, answers, form }: Shown): Promise<PageResponse> {
    const { operation, result, also } = answers;
    const common = {
      status: 200,
      language: request.language,
      release: operation === null ? null : result.release,
      dependsOnToday: [view, result, ...also.map((one) => one.result)].some((one) => one.dependsOnToday === true),
      isPassing: view.isPassing === true || isIncomplete(answers),
    };
    if (form === 'html') {
      const isWhole = view.fault === undefined && shownErrors(result, view).length === 0;
      const body = this.#render(request, view, answers, isWhole);
      return { ...common, mediaType: 'text/html', title: view.title, body };
    }
    const file = await formed(form, request, view, answers);
    return file === null ? this.#notFound(request, result) : { ...common, ...file };
  }

  #render(request: PageRequest, view: View, { operation, result, also }: Answers, isIndexed: boolean): string {
    const release = result === nothingRequested ? null : { number: result.release, releasedAt: result.releasedAt };
    const html = renderToString(
      <Document
        request={request}
        view={view}
        assets={this.assets.addresses}
        operations={operation === null ? [] : [operation, ...also.map((one) => one.operation)]}
        documents={this.#documents}
        errors={shownErrors(result, view)}
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

  #notFound(request: PageRequest, result: OperationResult = nothingRequested): PageResponse {
    return this.#refusal(404, request, notFoundView(request), result);
  }

  #failed(request: PageRequest, status: number): PageResponse {
    return this.#refusal(status, request, failedView(request), nothingRequested);
  }

  #wrong(request: PageRequest, message: string): PageResponse {
    return this.#refusal(400, request, wrongView(request, message), nothingRequested);
  }

  /** For whatever has no page: the address states the language. */
  unknown(path: string): PageResponse {
    const { language, path: local } = splitLanguage(path);
    return this.#notFound(this.#request({ language, path: local, params: {} }, ''));
  }

  /** A page that cannot be shown now, such as to somebody who has used up a quota. */
  refuse(found: FoundPage, status: number, message: string): PageResponse {
    const request = this.#request(found, '');
    const view = status === 404 ? notFoundView(request) : wrongView(request, message);
    return this.#refusal(status, request, view, nothingRequested);
  }

  #refusal(status: number, request: PageRequest, view: View, result: OperationResult): PageResponse {
    return {
      status,
      mediaType: 'text/html',
      body: this.#render(request, view, { operation: null, result: { ...result, errors: [] }, also: [] }, false),
      language: request.language,
      release: null,
      dependsOnToday: false,
      refusal: view.description,
    };
  }

  /** A page with forms, for the one who requested it. */
  renderPrivate(path: string, page: PrivatePage): string {
    const { language, path: local } = splitLanguage(path);
    const request = this.#request({ language, path: local, params: {} }, '');
    const main = <Blocks page={page} language={language} />;
    const view: View = { title: page.title, description: page.title, main };
    return this.#render(request, view, { operation: null, result: nothingRequested, also: [] }, false);
  }

  /** What the search box offers while one types: at most eight, each with its page. */
  async suggest(language: Language, text: string, run: RunOperation): Promise<readonly Suggestion[]> {
    const request = this.#request({ language, path: '/search', params: {} }, '');
    const { data } = await run({ name: 'SearchPage', variables: { text, first: 8, lang: graphqlLanguage(language) } });
    return suggestionsOf(request, data as SearchPageQuery);
  }
}

interface Shown {
  readonly request: PageRequest;
  readonly view: View;
  readonly answers: Answers;
  readonly form: Form;
}

/** The status of a page whose operation failed for no fault of the reader's; null for one that can be shown. */
function failureOf({ errors }: OperationResult): number | null {
  const codes = errors.map(({ code }) => code);
  if (codes.includes('INTERNAL_ERROR')) return 500;
  return codes.includes('SERVICE_UNAVAILABLE') || codes.includes('TIMEOUT') ? 503 : null;
}

function shownErrors({ errors }: OperationResult, { optional = [] }: View) {
  return errors.filter(({ path }) => !optional.includes(path.slice(0, 2).join('.')));
}
