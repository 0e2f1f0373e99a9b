/** Pages and charts as they were made, until the next release or, where they say "today", until midnight in Poland. */
import type { CacheSettings } from '#config';
import { SharedWork } from '#http/graphql/shared-work.ts';
import { type Clock, dayInPoland } from '#platform/clock.ts';
import { BoundedCache } from '../bounded-cache.ts';
import { cacheControl } from '../cache-control.ts';
import { isUnchanged } from '../conditional.ts';
import { EncodedBody } from '../encoding.ts';
import { etagOf } from '../fixed-text.ts';
import type { HubRequest, HubResponse } from '../message.ts';

export interface Rendered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: EncodedBody;
  readonly etag: string;
  /** Null: it is the same in every release. */
  readonly release: number | null;
  readonly day: string | null;
  readonly isPassing: boolean;
}

export interface RenderedFacts {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly release: number | null;
  readonly dependsOnToday: boolean;
  /** Neither the hub nor anybody else may keep it. */
  readonly isPassing?: boolean | undefined;
}

/** Given up when nobody waits for it any more. */
export type Make = (signal: AbortSignal) => Promise<RenderedFacts>;

export interface CacheUse {
  readonly hits: number;
  readonly misses: number;
}

const overheadBytes = 1_024;

export class RenderedCache {
  readonly #cache: BoundedCache<Rendered>;
  readonly #settings: CacheSettings;
  readonly #clock: Clock;
  readonly #running = new Map<string, SharedWork<Rendered>>();
  #release = -1;
  readonly use = { hits: 0, misses: 0 };

  constructor(settings: CacheSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#cache = new BoundedCache(settings.answerBytes / 2);
  }

  get bytes(): number {
    return this.#cache.bytes;
  }

  /** From the cache, from someone for whom the same is being made right now, or made. */
  async get(key: string, release: number, make: Make, goneOf: () => AbortSignal): Promise<Rendered> {
    if (release !== this.#release) {
      this.#cache.clear();
      this.#release = release;
    }
    const known = this.#cache.get(key);
    if (known !== undefined && (known.day === null || known.day === this.#today())) {
      this.use.hits += 1;
      return known;
    }
    this.use.misses += 1;
    const gone = goneOf();
    // What somebody else may not have, such as points, need not be refused to this one.
    const others = await this.#running
      .get(key)
      ?.wait(gone)
      .catch(() => undefined);
    if (others !== undefined) return others;
    const own = new SharedWork((signal) => this.#make(key, () => make(signal)));
    this.#running.set(key, own);
    try {
      return await own.wait(gone);
    } finally {
      if (this.#running.get(key) === own) this.#running.delete(key);
    }
  }

  async #make(key: string, make: () => Promise<RenderedFacts>): Promise<Rendered> {
    const day = this.#today();
    const { status, headers, body, release, dependsOnToday, isPassing = false } = await make();
    const rendered: Rendered = {
      status,
      headers,
      body: new EncodedBody(body),
      etag: etagOf(body),
      release,
      day: dependsOnToday ? day : null,
      isPassing,
    };
    const isOfNow = release === null || release === this.#release;
    // What failed may go well the next time; what was not found is found by nobody for long.
    if (status === 200 && isOfNow && !isPassing) {
      this.#cache.set(key, rendered, rendered.body.plain.length * 1.5 + key.length * 2 + overheadBytes);
    }
    return rendered;
  }

  async send(
    request: HubRequest,
    { status, headers, body, etag, release, day, isPassing }: Rendered,
    whose: 'public' | 'private',
  ): Promise<HubResponse> {
    const mayBeKept = status === 200 && !isPassing;
    const all: Record<string, string> = {
      'cache-control': mayBeKept ? cacheControl(this.#settings, { day, now: this.#clock(), whose }) : 'no-store',
      vary: 'Accept-Encoding',
      ...(release === null ? {} : { 'x-release': String(release) }),
      ...headers,
      ...(mayBeKept ? { etag } : {}),
    };
    if (mayBeKept && isUnchanged(request, { etag, lastModified: null }))
      return { status: 304, headers: all, body: null };
    // A PNG is compressed already.
    const isCompressed = headers['content-type'] === 'image/png';
    return body.response(status, all, isCompressed ? undefined : request.headers['accept-encoding']);
  }

  #today(): string {
    return dayInPoland(this.#clock());
  }
}
