/** Sends each request to its route; whatever has none, or fails, is answered as a problem. */
import type { Logger } from 'pino';
import { describeConnectionFailure, diskFull } from '#platform/database/connection-errors.ts';
import { isStorageFull } from '#platform/disk-space.ts';
import { StoreError } from '#platform/store-errors.ts';
import type { HubRequest, HubResponse } from './message.ts';
import { HttpProblem, problemResponse } from './problem.ts';
import { type Failure, type ObserveRequest, observeRequests } from './request-observer.ts';
import { storageProblem, storeProblem, unavailableProblem } from './unavailable.ts';

export interface Route {
  /** One that ends with a slash stands for all below it. */
  readonly path: string;
  /** GET answers HEAD, too. */
  readonly methods: readonly ('GET' | 'POST')[];
  answer(request: HubRequest): HubResponse | Promise<HubResponse>;
}

/** Characters; a longer document goes by POST. */
export const maxAddressBytes = 16 * 1_024;

/** Pages have patterns instead of paths, and one of their own for what is not found. */
export interface PageRoutes {
  find(path: string): Route['answer'] | undefined;
  notFound(request: HubRequest): HubResponse | undefined;
}

export interface RouterOptions {
  readonly observe?: ObserveRequest;
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
  { observe = observeRequests({ log }), onRefusal = () => undefined, served }: RouterOptions = {},
): RequestHandler {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  return async (received) => {
    const { request, run, end } = observe(received);
    const facts: AnswerFacts = { route: 'none', failure: null };
    const response = await run(() => answer({ routes: byPath, pages, onRefusal }, request, facts));
    end(facts.route, response, facts.failure);
    const release = served === undefined ? {} : { 'x-release': String(served()) };
    return { ...response, headers: { ...commonHeaders, ...release, 'x-request-id': request.id, ...response.headers } };
  };
}

/** Found on the way. */
interface AnswerFacts {
  /** The path of the route, or the kind of page: never what a caller made up. */
  route: string;
  failure: Failure | null;
}

interface AnswerParts {
  readonly routes: ReadonlyMap<string, Route>;
  readonly pages: PageRoutes;
  readonly onRefusal: (code: string) => void;
}

const noPages: PageRoutes = { find: () => undefined, notFound: () => undefined };

async function answer(parts: AnswerParts, request: HubRequest, facts: AnswerFacts): Promise<HubResponse> {
  try {
    return await answerRoute(parts, request, facts);
  } catch (error) {
    const { problem, failure } = problemOf(error, request);
    facts.failure = failure;
    if (problem === error) parts.onRefusal(problem.code);
    return problemResponse(problem, request);
  }
}

async function answerRoute(
  { routes, pages }: AnswerParts,
  request: HubRequest,
  facts: AnswerFacts,
): Promise<HubResponse> {
  if (request.path.length + request.query.length > maxAddressBytes) throw addressTooLong();
  const route = routeOf(routes, pages, request.path);
  if (route === undefined) {
    const helpful = pages.notFound(request);
    if (helpful !== undefined) return helpful;
    throw notFound(request);
  }
  facts.route = routes.has(route.path) ? route.path : pageKind(route.path);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method === 'OPTIONS') return preflight(route);
  if (!route.methods.some((known) => known === method)) throw methodNotAllowed(request, route);
  return route.answer(request);
}

const pageKind = (path: string): string => /^\/(assets|charts|embed)\//.exec(path)?.[0] ?? 'page';

export function problemOf(
  error: unknown,
  request: Pick<HubRequest, 'id' | 'gone'>,
): { problem: HttpProblem; failure: Failure } {
  if (error instanceof HttpProblem) {
    return { problem: error, failure: { code: error.code, level: 'info', message: 'refused' } };
  }
  if (isStorageFull(error)) return fullDisk(error);
  if (error instanceof StoreError) {
    const problem = storeProblem();
    return { problem, failure: { code: problem.code, level: 'error', message: 'files cannot be used', error } };
  }
  const away = describeConnectionFailure(error);
  if (away?.code === diskFull) return fullDisk(error);
  const isAway = away !== undefined;
  const problem = isAway ? unavailableProblem() : internalProblem(request);
  const { code } = problem;
  if (isAway) return { problem, failure: { code, level: 'warn', message: 'the database cannot be reached', error } };
  // Nobody reads what is answered.
  if (request.gone().aborted) return { problem, failure: { code, level: 'debug', message: 'the caller is gone' } };
  return { problem, failure: { code, level: 'error', message: 'a request failed', error } };
}

/** Of the files, or of the database. */
function fullDisk(error: unknown): { problem: HttpProblem; failure: Failure } {
  const problem = storageProblem();
  return { problem, failure: { code: problem.code, level: 'error', message: 'no disk space is left', error } };
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

export function addressTooLong(): HttpProblem {
  return new HttpProblem(
    414,
    'ADDRESS_TOO_LONG',
    'The address is too long.',
    'Send the operation by POST to /graphql.',
    {
      polish: 'Adres jest za długi. Wyślij operację metodą POST pod /graphql.',
    },
  );
}

function internalProblem({ id }: Pick<HubRequest, 'id'>): HttpProblem {
  return new HttpProblem(
    500,
    'INTERNAL_ERROR',
    'Something went wrong inside the hub.',
    `Give its operator this number: ${id}.`,
    { polish: `Coś się zepsuło w węźle. Podaj jego operatorowi ten numer: ${id}.` },
  );
}
