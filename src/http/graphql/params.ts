/** What a GraphQL request asks for, read as the GraphQL over HTTP specification says. */
import { ownCopy } from '#platform/text.ts';
import type { HubRequest } from '../message.ts';
import { HttpProblem } from '../problem.ts';

export interface Params {
  readonly query: string | undefined;
  readonly documentId: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly extensions: Readonly<Record<string, unknown>>;
}

export function paramsOfQuery(query: string): Params {
  const search = new URLSearchParams(query);
  const json = (name: string): unknown => {
    const text = search.get(name);
    return text === null || text === '' ? undefined : parseJson(text, `"${name}"`);
  };
  const text = search.get('query');
  return paramsOf({
    // Documents are kept.
    query: text === null ? undefined : ownCopy(text),
    documentId: search.get('documentId') ?? undefined,
    operationName: search.get('operationName') || undefined,
    variables: json('variables'),
    extensions: json('extensions'),
  });
}

export async function paramsOfBody(request: HubRequest): Promise<Params> {
  return paramsOf(await jsonOfBody(request));
}

/** The JSON object that is the body. */
export async function jsonOfBody(request: HubRequest): Promise<Record<string, unknown>> {
  checkContentType(request.headers['content-type']);
  checkCoding(request.headers['content-encoding']);
  const body = parseJson(decode(await request.body()), 'The body');
  if (Array.isArray(body)) {
    throw badRequest(
      'BATCHING_REFUSED',
      'The body is an array.',
      'Send one operation per request; HTTP keeps the connection.',
      'Treść jest tablicą. Wyślij jedną operację w jednym żądaniu.',
    );
  }
  if (!isObject(body)) {
    throw badRequest(
      'BAD_REQUEST',
      'The body is not a JSON object.',
      'Send { "query": "…", "variables": { … } }.',
      'Treść nie jest obiektem JSON. Wyślij { "query": "…", "variables": { … } }.',
    );
  }
  return body;
}

/**
 * A browser sends urlencoded, multipart and plain text for any page's form without asking first; JSON it does not, so
 * that no page can make a visitor's browser ask on the sly.
 */
function checkContentType(header: string | undefined): void {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (type === 'application/json' && (charset === undefined || charset === 'utf-8' || charset === 'utf8')) return;
  throw new HttpProblem(
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    header === undefined ? 'The body has no Content-Type.' : `The body is "${header.slice(0, 100)}".`,
    'Send application/json in UTF-8.',
    {
      headers: { accept: 'application/json' },
      polish: 'Ten typ treści nie jest przyjmowany. Wyślij application/json w UTF-8.',
    },
  );
}

/** A packed body could unpack to any size; a query is short. */
function checkCoding(coding = 'identity'): void {
  if (coding.trim().toLowerCase() === 'identity') return;
  const options = {
    headers: { 'accept-encoding': 'identity' },
    polish: 'Treść żądania jest spakowana. Wyślij ją bez Content-Encoding.',
  };
  throw new HttpProblem(
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    `The body is packed as "${coding.slice(0, 100)}".`,
    'Send it without Content-Encoding.',
    options,
  );
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw badRequest(
      'BAD_REQUEST',
      'The body is not UTF-8.',
      'Send JSON in UTF-8.',
      'Treść nie jest w UTF-8. Wyślij JSON w UTF-8.',
    );
  }
}

export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(
      'BAD_REQUEST',
      `${what} is not JSON.`,
      'Check its quotes and brackets.',
      `To nie jest JSON: ${what}. Sprawdź cudzysłowy i nawiasy.`,
    );
  }
}

export function paramsOf(raw: Readonly<Record<string, unknown>>): Params {
  const text = (name: string): string | undefined => {
    const value = raw[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw wrongType(name, 'a text', 'tekst');
    return value;
  };
  const object = (name: string): Record<string, unknown> => {
    const value = raw[name];
    if (value === undefined || value === null) return {};
    if (!isObject(value)) throw wrongType(name, 'a JSON object', 'obiekt JSON');
    return value;
  };
  return {
    query: text('query'),
    documentId: text('documentId'),
    operationName: text('operationName'),
    variables: object('variables'),
    extensions: object('extensions'),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongType(name: string, what: string, polishWhat: string): HttpProblem {
  return badRequest(
    'BAD_REQUEST',
    `"${name}" is not ${what}.`,
    'Send it as the specification says.',
    `"${name}" to nie ${polishWhat}.`,
  );
}

export function badRequest(code: string, message: string, hint: string, polish: string): HttpProblem {
  return new HttpProblem(400, code, message, hint, { polish });
}
