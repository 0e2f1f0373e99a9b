/** Sends each request to its route; whatever has none, or fails, is answered as a problem. */
import type { Logger } from 'pino';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import type { HubRequest, HubResponse } from './message.ts';
import { HttpProblem, problemResponse } from './problem.ts';

export interface Route {
  /** One that ends with a slash stands for all below it. */
  readonly path: string;
  /** GET answers HEAD, too. */
  readonly methods: readonly ('GET' | 'POST')[];
  answer(request: HubRequest): HubResponse | Promise<HubResponse>;
}

/** Characters; a longer document goes by POST. */
const maxAddressBytes = 16 * 1_024;

/** Pages have patterns instead of paths, and one of their own for what is not found. */
export interface PageRoutes {
  find(path: string): Route['answer'] | undefined;
  notFound(request: HubRequest): HubResponse | undefined;
}

export interface RouterOptions {
  /** Called with the code of a problem. */
  readonly onRefusal?: (code: string) => void;
  /** The release that is served, for responses that state none of their own. */
  readonly served?: () => number;
}

export type RequestHandler = (request: HubRequest) => Promise<HubResponse>;

/**
 * Anyone's page may ask, but never with a visitor's cookies. A wildcard covers every header but Authorization
 * (Fetch standard, "CORS non-wildcard request-header name").
 */
const preflightHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, POST',
  'access-control-allow-headers': '*, Authorization, Content-Type',
  'access-control-max-age': '86400',
};

export const commonHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'Accept-Ranges, Content-Range, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Release, X-Request-Id, X-Total-Count, Last-Modified',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

export interface Routes {
  readonly routes: readonly Route[];
  readonly pages?: PageRoutes;
}

export function routeRequests(
  { routes, pages = noPages }: Routes,
  log: Logger,
  { onRefusal = () => undefined, served }: RouterOptions = {},
): RequestHandler {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  return async (request) => {
    const response = await answer(byPath, pages, request, log, onRefusal);
    const release = served === undefined ? {} : { 'x-release': String(served()) };
    return { ...response, headers: { ...commonHeaders, ...release, 'x-request-id': request.id, ...response.headers } };
  };
}

const noPages: PageRoutes = { find: () => undefined, notFound: () => undefined };

async function answer(
  routes: ReadonlyMap<string, Route>,
  pages: PageRoutes,
  request: HubRequest,
  log: Logger,
  onRefusal: (code: string) => void,
): Promise<HubResponse> {
  try {
    if (request.path.length + request.query.length > maxAddressBytes) throw addressTooLong();
    const route = routeOf(routes, pages, request.path);
    if (route === undefined) {
      const helpful = pages.notFound(request);
      if (helpful !== undefined) return helpful;
      throw notFound(request);
    }
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (method === 'OPTIONS') return preflight(route);
    if (!route.methods.some((known) => known === method)) throw methodNotAllowed(request, route);
    return await route.answer(request);
  } catch (error) {
    if (error instanceof HttpProblem) {
      const { method, path, id: requestId } = request;
      onRefusal(error.code);
      log.info({ requestId, method, path: path.slice(0, 100), status: error.status, code: error.code }, 'refused');
      return problemResponse(error, request);
    }
    if (describeConnectionFailure(error) !== undefined) {
      log.warn({ err: error, requestId: request.id }, 'the database cannot be reached');
      return problemResponse(unavailableProblem(), request);
    }
    // Nobody reads what is answered.
    if (request.gone().aborted) log.debug({ requestId: request.id }, 'the caller is gone');
    else log.error({ err: error, requestId: request.id }, 'a request failed');
    return problemResponse(internalProblem(request), request);
  }
}

/** An address of its own first, then a page, then whatever stands for all below a folder. */
function routeOf(routes: ReadonlyMap<string, Route>, pages: PageRoutes, path: string): Route | undefined {
  const route = routes.get(path) ?? routes.get(path.replace(/\/$/, ''));
  if (route !== undefined) return route;
  const answer = pages.find(path);
  if (answer !== undefined) return { path, methods: ['GET'], answer };
  let found: Route | undefined;
  let end = path.indexOf('/', 1);
  for (let level = 0; end > 0 && level < maxFolders; level += 1) {
    found = routes.get(path.slice(0, end + 1)) ?? found;
    end = path.indexOf('/', end + 1);
  }
  return found;
}

/** `/en/account/` has two. */
const maxFolders = 3;

function preflight(route: Route): HubResponse {
  return { status: 204, headers: { ...preflightHeaders, allow: allowOf(route) }, body: null };
}

function allowOf({ methods }: Route): string {
  return [...methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'].join(', ');
}

function notFound({ path }: HubRequest): HttpProblem {
  return new HttpProblem(404, 'NOT_FOUND', `Nothing is at ${path.slice(0, 100)}.`, 'The API is at /graphql.', {
    polish: `Pod adresem ${path.slice(0, 100)} nic nie ma. API jest pod /graphql.`,
  });
}

function methodNotAllowed({ method, path }: HubRequest, route: Route): HttpProblem {
  const allow = allowOf(route);
  return new HttpProblem(405, 'METHOD_NOT_ALLOWED', `${path} does not take ${method}.`, `Use ${allow}.`, {
    headers: { allow },
    polish: `${path} nie przyjmuje metody ${method}. Użyj: ${allow}.`,
  });
}

function unavailableProblem(): HttpProblem {
  return new HttpProblem(
    503,
    'SERVICE_UNAVAILABLE',
    'The database of the hub cannot be reached at the moment.',
    'Ask again in a few seconds.',
    {
      headers: { 'retry-after': '5' },
      polish: 'Baza danych węzła jest chwilowo niedostępna. Zapytaj ponownie za kilka sekund.',
    },
  );
}

export function addressTooLong(): HttpProblem {
  return new HttpProblem(414, 'ADDRESS_TOO_LONG', 'The address is too long.', 'Send the document by POST.', {
    polish: 'Adres jest za długi. Wyślij dokument metodą POST.',
  });
}

function internalProblem({ id }: HubRequest): HttpProblem {
  return new HttpProblem(
    500,
    'INTERNAL_ERROR',
    'Something went wrong inside the hub.',
    `Give its operator this number: ${id}.`,
    { polish: `Coś się zepsuło w węźle. Podaj jego operatorowi ten numer: ${id}.` },
  );
}
