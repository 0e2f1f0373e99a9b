/** How often a caller may ask: points in a window, counted in this process or, with Redis, over all of them. */
import type { Logger } from 'pino';
import type { RateSettings } from '#config';
import type { Quota } from '#graphql/context.ts';
import type { Caller } from './callers.ts';
import { HttpProblem } from './problem.ts';
import { RateCounters } from './rate-counters.ts';
import { SharedRateCounters } from './shared-rate-counters.ts';

export class RateLimit {
  readonly #settings: RateSettings;
  readonly #counters: RateCounters;
  readonly #shared: SharedRateCounters | null;

  constructor(settings: RateSettings, log: Logger) {
    this.#settings = settings;
    this.#counters = new RateCounters(settings.windowSeconds);
    this.#shared =
      settings.redisUrl === null ? null : new SharedRateCounters(settings.redisUrl, settings.windowSeconds, log);
  }

  /** Takes points from a caller; refuses with 429 when there are not so many left. Null: there is no limit. */
  async take(caller: Caller, points: number): Promise<Quota | null> {
    const { policy, points: own, id } = caller;
    const max = own ?? this.#settings[policy === 'key' ? 'keyPoints' : 'anonymousPoints'];
    if (max === 0) return null;
    // While Redis is away each process counts for itself.
    const shared = this.#shared === null ? undefined : await this.#shared.take(id, points);
    const taken = shared ?? this.#counters.take(id, points);
    const { windowSeconds } = this.#settings;
    const resetSeconds = Math.max(1, Math.ceil(taken.msLeft / 1_000));
    const quota = { policy, points: max, remaining: Math.max(0, max - taken.points), windowSeconds, resetSeconds };
    if (taken.points > max) throw tooOften(quota);
    return quota;
  }

  /** What an operation of this cost takes beyond the one point of every request. */
  pointsFor(cost: number): number {
    return Math.floor(cost / this.#settings.costPerPoint);
  }

  /** Whether the limits are those of all processes together; undefined where that was not wanted. */
  get sharing(): 'ok' | 'away' | undefined {
    if (this.#shared === null) return undefined;
    return this.#shared.isThere ? 'ok' : 'away';
  }

  close(): void {
    this.#shared?.close();
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
    `More than ${points} points were requested within ${windowSeconds} s.`,
    `Ask again in ${resetSeconds} s; see docs/limits.md.`,
    {
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      headers: { ...rateHeaders({ ...quota, remaining: 0 }), 'retry-after': String(resetSeconds) },
      members: { 'violated-policies': [policy] },
      polish: `W ciągu ${windowSeconds} s poproszono o więcej niż ${points} punktów. Zapytaj ponownie za ${resetSeconds} s; zob. docs/limits.md.`,
    },
  );
}
