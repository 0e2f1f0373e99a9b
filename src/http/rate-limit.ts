/** How often a caller may ask: points in a window, counted in this process or, with Redis, over all of them. */
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateSettings } from '#config';
import type { Quota } from '#graphql/context.ts';
import type { Caller } from './callers.ts';
import { HttpProblem } from './problem.ts';

export class RateLimit {
  readonly #settings: RateSettings;
  readonly #redis: Redis | null;
  readonly #limiters = new Map<number, RateLimiterAbstract>();

  constructor(settings: RateSettings, log: Logger) {
    this.#settings = settings;
    this.#redis = settings.redisUrl === null ? null : connect(settings.redisUrl, log);
  }

  /** Takes points from a caller; refuses with 429 when there are not so many left. Null: there is no limit. */
  async take(caller: Caller, points: number): Promise<Quota | null> {
    const most = caller.points ?? this.#settings[caller.policy === 'key' ? 'keyPoints' : 'anonymousPoints'];
    if (most === 0) return null;
    try {
      return this.#quota(caller, most, await this.#limiterOf(most).consume(caller.id, points));
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      throw tooOften(this.#quota(caller, most, rejection));
    }
  }

  /** What an operation of this cost takes beyond the one point of every request. */
  pointsFor(cost: number): number {
    return Math.floor(cost / this.#settings.costPerPoint);
  }

  close(): void {
    this.#redis?.disconnect();
  }

  #limiterOf(points: number): RateLimiterAbstract {
    const known = this.#limiters.get(points);
    if (known !== undefined) return known;
    const options = { points, duration: this.#settings.windowSeconds, keyPrefix: `wezel:rate:${points}` };
    const memory = new RateLimiterMemory(options);
    // While Redis is away each process counts for itself.
    const limiter =
      this.#redis === null
        ? memory
        : new RateLimiterRedis({ ...options, storeClient: this.#redis, insuranceLimiter: memory });
    this.#limiters.set(points, limiter);
    return limiter;
  }

  #quota({ policy }: Caller, points: number, { remainingPoints, msBeforeNext }: RateLimiterRes): Quota {
    const { windowSeconds } = this.#settings;
    const resetSeconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
    return { policy, points, remaining: Math.max(0, remainingPoints), windowSeconds, resetSeconds };
  }
}

/** draft-ietf-httpapi-ratelimit-headers-10 */
export function rateHeaders(quota: Quota | null): Record<string, string> {
  if (quota === null) return {};
  const { policy, points, remaining, windowSeconds, resetSeconds } = quota;
  return {
    'ratelimit-policy': `"${policy}";q=${points};w=${windowSeconds}`,
    ratelimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
  };
}

function tooOften(quota: Quota): HttpProblem {
  const { points, windowSeconds, resetSeconds, policy } = quota;
  return new HttpProblem(
    429,
    'RATE_LIMITED',
    `More than ${points} points were asked for within ${windowSeconds} s.`,
    `Ask again in ${resetSeconds} s; see docs/limits.md.`,
    {
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      headers: { ...rateHeaders({ ...quota, remaining: 0 }), 'retry-after': String(resetSeconds) },
      members: { 'violated-policies': [policy] },
      polish: `W ciągu ${windowSeconds} s poproszono o więcej niż ${points} punktów. Zapytaj ponownie za ${resetSeconds} s; zob. docs/limits.md.`,
    },
  );
}

function connect(url: string, log: Logger): Redis {
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: 2_000 });
  redis.on('error', (error) => log.warn({ err: error }, 'Redis cannot be reached; each process counts for itself'));
  return redis;
}
