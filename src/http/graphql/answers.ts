/**
 * Whole answers of the release that is served. Public data changes only with a release, so until the next one the same
 * question has the same answer; one that depends on the day ends at midnight in Poland.
 */
import { hash as digest } from 'node:crypto';
import type { CacheSettings } from '#config';
import { BoundedCache } from '../bounded-cache.ts';
import { cacheControl } from '../cache-control.ts';
import { EncodedBody } from '../encoding.ts';
import { SharedWork } from './shared-work.ts';

export interface Answer {
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

const mostQuestions = { count: 2_000, length: 2_000 };

export class Answers {
  readonly #settings: CacheSettings;
  readonly #cache: BoundedCache<Answer>;
  readonly #running = new Map<string, SharedWork<Answer | undefined>>();
  /** What addresses ask for, as they were sent: to read one takes longer than to look it up. */
  readonly #questions = new Map<string, string>();
  #release = -1;

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

  /** The question that this query of an address was found to be. */
  questionAt(address: string): string | undefined {
    return this.#questions.get(address);
  }

  noteQuestion(address: string, question: string): void {
    if (address.length > mostQuestions.length) return;
    if (this.#questions.size >= mostQuestions.count) this.#questions.clear();
    this.#questions.set(address, question);
  }

  get(question: string, release: number, today: string): Answer | undefined {
    if (release !== this.#release) {
      this.#cache.clear();
      this.#release = release;
    }
    const answer = this.#cache.get(question);
    return answer !== undefined && (answer.day === null || answer.day === today) ? answer : undefined;
  }

  /** Something read for a release that is no longer served is not kept. */
  keep(question: string, answer: Answer): void {
    if (answer.release !== this.#release) return;
    this.#cache.set(question, answer, answer.body.plain.length * 1.5 + question.length * 2 + overheadBytes);
  }

  /**
   * Of those who request the same at the same time, one works and the others wait; undefined when it came to nothing that
   * can be shared. The work is aborted once all of them are gone.
   */
  async once(question: string, gone: AbortSignal, work: (signal: AbortSignal) => Promise<Answer | undefined>) {
    const shared = new SharedWork(work);
    const waiting = shared.wait(gone);
    if (!this.isOn) return waiting;
    this.#running.set(question, shared);
    try {
      return await waiting;
    } finally {
      if (this.#running.get(question) === shared) this.#running.delete(question);
    }
  }

  running(question: string): SharedWork<Answer | undefined> | undefined {
    return this.#running.get(question);
  }

  headersOf(
    { release, day, etag, lastModified, mediaType }: Answer,
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

/** The same document, operation and variables in one language are the same question, in whatever order the variables came. */
export function questionOf(
  hash: string,
  operationName: string | undefined,
  variables: object,
  mediaType: string,
  lang: string,
): string {
  return [hash, operationName ?? '', mediaType, lang, canonicalJson(variables)].join('\n');
}

export function makeAnswer(facts: {
  readonly body: string | Buffer;
  readonly question: string;
  readonly mediaType: string;
  readonly release: number;
  readonly day: string | null;
  readonly lastModified: Date | null;
  readonly operation: string | null;
}): Answer {
  const { body, question, mediaType, release, day, lastModified, operation } = facts;
  const name = digest('sha256', `${release}\n${day ?? ''}\n${question}`, 'base64url').slice(0, 22);
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

function canonicalJson(value: object): string {
  // Most questions have no object among their variables, and to look into each value takes several times as long.
  if (!Object.values(value).some(holdsObjects)) return JSON.stringify(sorted(value));
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? sorted(inner) : inner,
  );
}

function holdsObjects(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((entry) => typeof entry === 'object');
  return typeof value === 'object' && value !== null;
}

function sorted(object: object): object {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
