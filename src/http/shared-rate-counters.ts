/** Points that callers took of all processes together, in Redis. */
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Taken } from './rate-counters.ts';

/** A Redis that does not answer within this is taken for away, and not requested a while: nobody waits for it again. */
const timeouts = { answerMs: 250, awayMs: 2_000 };

export class SharedRateCounters {
  readonly #redis: Redis;
  readonly #limiter: RateLimiterRedis;
  readonly #log: Logger;
  #awayUntil = 0;
  /** Null before it was tried. */
  #isThere: boolean | null = null;

  constructor(url: string, windowSeconds: number, log: Logger) {
    this.#log = log;
    this.#redis = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 2_000,
      commandTimeout: timeouts.answerMs,
      retryStrategy: (attempt) => Math.min(attempt * 100, timeouts.awayMs),
    });
    this.#redis.on('error', (error) => this.#lose(error));
    this.#redis.on('close', () => this.#lose());
    this.#redis.on('ready', () => this.#find());
    // Each caller has a number of points of its own, which is compared where it is known.
    const points = Number.MAX_SAFE_INTEGER;
    const options = { points, duration: windowSeconds, keyPrefix: 'wezel:rate', inMemoryBlockOnConsumed: 0 };
    this.#limiter = new RateLimiterRedis({ ...options, storeClient: this.#redis });
  }

  /** Whether Redis counts at the moment. */
  get isThere(): boolean {
    return this.#isThere === true;
  }

  /** Undefined while Redis is away. */
  async take(caller: string, points: number): Promise<Taken | undefined> {
    if (this.#redis.status !== 'ready' || Date.now() < this.#awayUntil) return undefined;
    try {
      const taken = takenOf(await this.#limiter.consume(caller, points));
      this.#find();
      return taken;
    } catch (error) {
      if (error instanceof RateLimiterRes) return takenOf(error);
      this.#awayUntil = Date.now() + timeouts.awayMs;
      this.#lose(error);
      return undefined;
    }
  }

  close(): void {
    this.#redis.removeAllListeners('close');
    this.#redis.disconnect();
  }

  /** Stated once, however often it is tried meanwhile. */
  #lose(error?: unknown): void {
    if (this.#isThere === false) return;
    this.#isThere = false;
    this.#log.warn({ err: error }, 'Redis cannot be reached; each process counts for itself');
  }

  #find(): void {
    if (this.#isThere === true) return;
    if (this.#isThere === false) this.#log.info('Redis is back; the processes count together again');
    this.#isThere = true;
  }
}

function takenOf({ consumedPoints, msBeforeNext }: RateLimiterRes): Taken {
  return { points: consumedPoints, msLeft: msBeforeNext };
}
