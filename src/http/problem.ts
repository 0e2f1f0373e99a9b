/** Refusals of a request that is no query yet, as problem details (RFC 9457). */
import { RefusalError, type RefusalOptions } from '#platform/errors.ts';
import { type HubRequest, type HubResponse, languageOf } from './message.ts';

interface ProblemOptions extends RefusalOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Members beside the standard ones. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly type?: string;
}

export class HttpProblem extends RefusalError {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;
  readonly type: string;

  constructor(status: number, code: string, message: string, hint: string, options: ProblemOptions) {
    super(message, hint, options);
    this.status = status;
    this.code = code;
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
    this.type = options.type ?? 'about:blank';
  }
}

const titles: Readonly<Record<number, readonly [english: string, polish: string]>> = {
  400: ['Bad request', 'Nieprawidłowe żądanie'],
  401: ['Unknown API key', 'Nieznany klucz API'],
  404: ['Not found', 'Nie znaleziono'],
  405: ['Method not allowed', 'Niedozwolona metoda'],
  406: ['Not acceptable', 'Brak takiej postaci'],
  408: ['Request timeout', 'Przekroczony czas żądania'],
  409: ['Not ready', 'Jeszcze niegotowe'],
  413: ['Body too large', 'Zbyt duża treść żądania'],
  414: ['Address too long', 'Zbyt długi adres'],
  415: ['Unsupported media type', 'Nieobsługiwany typ treści'],
  416: ['Range not satisfiable', 'Niedostępny zakres'],
  417: ['Expectation failed', 'Niespełnione oczekiwanie'],
  422: ['Refused', 'Odrzucone'],
  429: ['Too many requests', 'Zbyt wiele żądań'],
  431: ['Headers too large', 'Zbyt duże nagłówki'],
  500: ['Internal error', 'Błąd wewnętrzny'],
  503: ['Unavailable for a moment', 'Chwilowo niedostępne'],
};

export function problemResponse(
  problem: HttpProblem,
  request: Pick<HubRequest, 'id' | 'headers'>,
): HubResponse & { readonly body: string } {
  const language = languageOf(request);
  const [english, polish] = titles[problem.status] ?? ['Error', 'Błąd'];
  const body = {
    type: problem.type,
    title: language === 'pl' ? polish : english,
    status: problem.status,
    detail: problem.lineIn(language),
    code: problem.code,
    messages: { pl: problem.lineIn('pl'), en: problem.lineIn('en') },
    requestId: request.id,
    ...problem.members,
  };
  return {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      'cache-control': 'no-store',
      vary: 'Accept-Language',
      ...problem.headers,
    },
    body: JSON.stringify(body),
  };
}
