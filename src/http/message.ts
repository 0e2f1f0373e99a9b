/** Requests and responses as the hub sees them, whichever server they come through: node:http or a test. */
import type { Readable } from 'node:stream';
import type { MessageLanguage } from '#platform/errors.ts';
import { acceptedLanguage } from './accept.ts';

export interface HubRequest {
  /** Stated in every answer and every log line of the request. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** What follows the question mark, as it was sent. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Of the connection; a proxy's when there is one between. */
  readonly peerAddress: string;
  /** The whole body; refuses with 413 as soon as it is known to be larger than `maxBytes`, by default LIMIT_BODY_BYTES. */
  body(maxBytes?: number): Promise<Buffer>;
  /** Aborted when the caller goes before it is answered. */
  gone(): AbortSignal;
}

export interface HubResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | StreamedBody | null;
}

/** A body that is too large to be in memory; it is opened only when it is sent. */
export interface StreamedBody {
  /** Null where it is known only at the end. */
  readonly bytes: number | null;
  open(): Readable;
}

export function isStreamed(body: HubResponse['body']): body is StreamedBody {
  return body !== null && typeof body === 'object' && 'open' in body;
}

export function jsonResponse(status: number, value: unknown, headers: Record<string, string> = {}): HubResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

const messageLanguages = ['en', 'pl'] as const;
const dataLanguages = ['pl', 'en'] as const;

/** The language of Accept-Language that the hub speaks; English for everyone else. */
export function languageOf({ headers }: Pick<HubRequest, 'headers'>): MessageLanguage {
  return acceptedLanguage(headers['accept-language'], messageLanguages);
}

/** The language of data, which are Polish. */
export function dataLanguageOf({ headers }: Pick<HubRequest, 'headers'>): 'PL' | 'EN' {
  return acceptedLanguage(headers['accept-language'], dataLanguages) === 'en' ? 'EN' : 'PL';
}
