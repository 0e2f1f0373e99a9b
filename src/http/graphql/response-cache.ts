/**
 * Whole answers of the release that is served. Public data changes only with a release, so until the next one the same
 * query has the same answer; one that depends on the day ends at midnight in Poland.
 */

import { hash as digest } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { stringify } from 'safe-stable-stringify';
import type { CacheSettings } from '#config';
import { answersVersion } from '../answers-version.ts';
import { BoundedCache } from '../bounded-cache.ts';
import { cacheControl } from '../cache-control.ts';
import { EncodedBody } from '../encoding.ts';
import { SharedWork } from './shared-work.ts';

interface ResponseFacts {
  readonly body: string | Buffer;
  readonly responseKey: string;
  readonly mediaType: string;
  readonly release: number;
  /** The day it holds for; null when it holds for every day. */
  readonly day: string | null;
  readonly lastModified: Date | null;
  /** Its name, for the log. */
  readonly operation: string | null;
}

export class CachedResponse {
  readonly body: EncodedBody;
  readonly mediaType: string;
  readonly release: number;
  readonly day: string | null;
  readonly operation: string | null;
  readonly #responseKey: string;
  readonly #lastModified: Date | null;
  #etag: string | undefined;
  #lastModifiedText: string | undefined;

  constructor({ body, responseKey, mediaType, release, day, lastModified, operation }: ResponseFacts) {
    this.body = new EncodedBody(body);
    this.mediaType = mediaType;
    this.release = release;
    this.day = day;
    this.operation = operation;
    this.#responseKey = responseKey;
    this.#lastModified = lastModified;
  }

  /** Made when a GET is answered, as is its name. */
  get lastModified(): string | null {
    this.#lastModifiedText ??= this.#lastModified?.toUTCString();
    return this.#lastModifiedText ?? null;
  }

  /** Weak: the compressed forms differ in their bytes. */
  get etag(): string {
    this.#etag ??= `W/"${this.release}-${this.#digest()}"`;
    return this.#etag;
  }

  #digest(): string {
    const text = `${answersVersion}\n${this.release}\n${this.day ?? ''}\n${this.#responseKey}`;
    return digest('sha256', text, 'base64url').slice(0, 22);
  }
}

/** What is kept beside the body itself: names, headers and up to two compressed forms. */
const overheadBytes = 1_024;

const maxKeys = { count: 2_000, length: 2_000 };

export class ResponseCache {
  readonly #settings: CacheSettings;
  readonly #cache: BoundedCache<CachedResponse>;
  readonly #running = new Map<string, SharedWork<CachedResponse | undefined>>();
  /** What addresses ask for, as they were sent: to read one takes longer than to look it up. */
  readonly #keys = new LRUCache<string, string>({ max: maxKeys.count });
  #release = -1;
  /** A miss is what had to be executed. */
  readonly use = { hits: 0, misses: 0 };

  constructor(settings: CacheSettings) {
    this.#settings = settings;
    this.#cache = new BoundedCache(settings.answerBytes);
  }

  get bytes(): number {
    return this.#cache.bytes;
  }

  get isOn(): boolean {
    return this.#settings.answerBytes > 0;
  }

  /** The query that this query of an address was found to be. */
  keyAt(address: string): string | undefined {
    return this.#keys.get(address);
  }

  noteKey(address: string, responseKey: string): void {
    if (address.length > maxKeys.length) return;
    this.#keys.set(address, responseKey);
  }

  get(responseKey: string, release: number, today: string): CachedResponse | undefined {
    if (release !== this.#release) {
      this.#cache.clear();
      this.#release = release;
    }
    const answer = this.#cache.get(responseKey);
    if (answer === undefined || (answer.day !== null && answer.day !== today)) return undefined;
    this.use.hits += 1;
    return answer;
  }

  /** Something read for a release that is no longer served is not kept. */
  keep(responseKey: string, answer: CachedResponse): void {
    if (answer.release !== this.#release) return;
    this.#cache.set(responseKey, answer, answer.body.plain.length * 1.5 + responseKey.length * 2 + overheadBytes);
  }

  /**
   * Of those who request the same at the same time, one works and the others wait; undefined when it came to nothing that
   * can be shared. The work is aborted once all of them are gone.
   */
  async once(
    responseKey: string,
    gone: AbortSignal,
    work: (signal: AbortSignal) => Promise<CachedResponse | undefined>,
  ) {
    if (!this.isOn) return work(gone);
    const shared = new SharedWork(work);
    const waiting = shared.wait(gone);
    this.use.misses += 1;
    this.#running.set(responseKey, shared);
    try {
      return await waiting;
    } finally {
      if (this.#running.get(responseKey) === shared) this.#running.delete(responseKey);
    }
  }

  running(responseKey: string): SharedWork<CachedResponse | undefined> | undefined {
    return this.#running.get(responseKey);
  }

  headersOf(response: CachedResponse, now: Date, whose: 'public' | 'private', isPost: boolean): Record<string, string> {
    const { release, day, mediaType } = response;
    const headers = {
      'content-type': `${mediaType}; charset=utf-8`,
      'cache-control': cacheControl(this.#settings, { day, now, whose }),
      vary: 'Accept, Accept-Encoding, Accept-Language',
      'x-release': String(release),
    };
    // Nobody can ask by POST whether an answer is still the same.
    if (isPost) return headers;
    const { lastModified } = response;
    return { ...headers, etag: response.etag, ...(lastModified === null ? {} : { 'last-modified': lastModified }) };
  }
}

/** The same document, operation and variables in one language are the same query, in whatever order the variables came. */
export function responseKeyOf(
  hash: string,
  operationName: string | undefined,
  variables: object,
  mediaType: string,
  lang: string,
): string {
  return [hash, operationName ?? '', mediaType, lang, stringify(variables)].join('\n');
}
