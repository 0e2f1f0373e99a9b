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

  constructor(url: string, windowSeconds: number, log: Logger) {
    this.#log = log;
    this.#redis = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 2_000,
      commandTimeout: timeouts.answerMs,
      retryStrategy: (attempt) => Math.min(attempt * 100, timeouts.awayMs),
    });
    this.#redis.on('error', (error) => log.warn({ err: error }, unreachable));
    // Each caller has a number of points of its own, which is compared where it is known.
    const points = Number.MAX_SAFE_INTEGER;
    const options = { points, duration: windowSeconds, keyPrefix: 'wezel:rate', inMemoryBlockOnConsumed: 0 };
    this.#limiter = new RateLimiterRedis({ ...options, storeClient: this.#redis });
  }

  /** Undefined while Redis is away. */
  async take(caller: string, points: number): Promise<Taken | undefined> {
    if (this.#redis.status !== 'ready' || Date.now() < this.#awayUntil) return undefined;
    try {
      return takenOf(await this.#limiter.consume(caller, points));
    } catch (error) {
      if (error instanceof RateLimiterRes) return takenOf(error);
      if (Date.now() >= this.#awayUntil) this.#log.warn({ err: error }, unreachable);
      this.#awayUntil = Date.now() + timeouts.awayMs;
      return undefined;
    }
  }

  close(): void {
    this.#redis.disconnect();
  }
}

const unreachable = 'Redis cannot be reached; each process counts for itself';

function takenOf({ consumedPoints, msBeforeNext }: RateLimiterRes): Taken {
  return { points: consumedPoints, msLeft: msBeforeNext };
}
