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

export interface CachedResponse {
  readonly body: EncodedBody;
  readonly mediaType: string;
  readonly release: number;
  /** The day it holds for; null when it holds for every day. */
  readonly day: string | null;
  readonly etag: string;
  readonly lastModified: string | null;
  /** Its name, for the log. */
  readonly operation: string | null;
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
    const shared = new SharedWork(work);
    const waiting = shared.wait(gone);
    if (!this.isOn) return waiting;
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

  headersOf(
    { release, day, etag, lastModified, mediaType }: CachedResponse,
    now: Date,
    whose: 'public' | 'private',
  ): Record<string, string> {
    return {
      'content-type': `${mediaType}; charset=utf-8`,
      'cache-control': cacheControl(this.#settings, { day, now, whose }),
      vary: 'Accept, Accept-Encoding, Accept-Language',
      etag,
      'x-release': String(release),
      ...(lastModified === null ? {} : { 'last-modified': lastModified }),
    };
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

export function cachedResponseOf(facts: {
  readonly body: string | Buffer;
  readonly responseKey: string;
  readonly mediaType: string;
  readonly release: number;
  readonly day: string | null;
  readonly lastModified: Date | null;
  readonly operation: string | null;
}): CachedResponse {
  const { body, responseKey, mediaType, release, day, lastModified, operation } = facts;
  const name = digest('sha256', `${answersVersion}\n${release}\n${day ?? ''}\n${responseKey}`, 'base64url').slice(
    0,
    22,
  );
  // Weak: the compressed forms differ in their bytes.
  return {
    body: new EncodedBody(body),
    mediaType,
    release,
    day,
    etag: `W/"${release}-${name}"`,
    lastModified: lastModified?.toUTCString() ?? null,
    operation,
  };
}
