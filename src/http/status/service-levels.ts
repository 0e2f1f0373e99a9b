/**
 * How the service went, day by day, of all processes together: counted in memory, added up in the database each minute.
 * Ninety days are shown, a few more are kept, and the first of all: since then the hub is meant to serve.
 */
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { type Clock, dayInPoland } from '#platform/clock.ts';
import { type Database, execute, query } from '#platform/database/index.ts';

/** What the hub is meant to reach over ninety days: docs/operations/service-levels.md. */
export const objectives = {
  /** Of the requests: not answered with a fault of the hub (5xx). */
  answered: 0.999,
  /** Of the requests: answered within `fastMs`. */
  fast: 0.95,
  fastMs: 500,
  /** Of the minutes: a process of the hub served. */
  serving: 0.995,
} as const;

export const shownDays = 90;
const keptDays = 100;
const flushMs = 60_000;

export interface ServiceDay {
  readonly day: string;
  readonly requests: number;
  readonly failed: number;
  readonly slow: number;
  readonly minutes: number;
}

export interface ServiceLevelsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
}

export class ServiceLevels {
  readonly #parts: ServiceLevelsParts;
  #counts = { requests: 0, failed: 0, slow: 0 };
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ServiceLevelsParts) {
    this.#parts = parts;
  }

  note(status: number, durationMs: number): void {
    this.#counts.requests += 1;
    if (status >= 500) this.#counts.failed += 1;
    if (durationMs > objectives.fastMs) this.#counts.slow += 1;
  }

  start(): void {
    const write = (): void => {
      this.flush().catch((error: unknown) => this.#parts.log.warn({ err: error }, 'the service levels wait'));
    };
    write();
    this.#timer = setInterval(write, flushMs).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#timer !== undefined) await this.flush().catch(() => undefined);
  }

  /** What could not be written is added to what comes next. */
  async flush(): Promise<void> {
    const counts = this.#counts;
    this.#counts = { requests: 0, failed: 0, slow: 0 };
    try {
      await this.#add(counts);
    } catch (error) {
      this.#counts.requests += counts.requests;
      this.#counts.failed += counts.failed;
      this.#counts.slow += counts.slow;
      throw error;
    }
  }

  async #add({ requests, failed, slow }: { requests: number; failed: number; slow: number }): Promise<void> {
    const { database, clock } = this.#parts;
    const now = clock();
    const day = sql<Date>`${dayInPoland(now)}::date`;
    const minute = sql<Date>`date_trunc('minute', ${now}::timestamptz)`;
    const added = await execute(
      database.pool,
      query
        .insertInto('service_day')
        .values({
          day,
          requests: String(requests),
          failed: String(failed),
          slow: String(slow),
          minutes: 1,
          last_minute: minute,
        })
        .onConflict((conflict) =>
          conflict.column('day').doUpdateSet(({ ref }) => ({
            requests: sql`service_day.requests + ${ref('excluded.requests')}`,
            failed: sql`service_day.failed + ${ref('excluded.failed')}`,
            slow: sql`service_day.slow + ${ref('excluded.slow')}`,
            minutes: sql`service_day.minutes + (excluded.last_minute > service_day.last_minute)::integer`,
            last_minute: sql`greatest(service_day.last_minute, excluded.last_minute)`,
          })),
        )
        .returning('minutes'),
    );
    // With the first minute of a day; another process may have had it.
    if ((added[0]?.minutes ?? 0) <= 1) await execute(database.pool, removal(dayInPoland(now)));
  }
}

const firstDay = query.selectFrom('service_day').select(({ fn }) => fn.min('day').as('day'));

const removal = (today: string) =>
  query
    .deleteFrom('service_day')
    .where('day', '<', sql<Date>`${today}::date - ${sql.lit(keptDays)}`)
    .where('day', '>', firstDay);

/** From now on, where that is wanted. */
export function countService(parts: ServiceLevelsParts, isOn = false): ServiceLevels | null {
  if (!isOn) return null;
  const levels = new ServiceLevels(parts);
  levels.start();
  return levels;
}

/** The newest first; the last is the first of all, however long ago that was. */
export async function readServiceDays({ pool }: Database, today: string): Promise<ServiceDay[]> {
  const rows = await execute(
    pool,
    query
      .selectFrom('service_day')
      .select(({ cast }) => [cast<string>('day', 'text').as('day'), 'requests', 'failed', 'slow', 'minutes'])
      .where(({ or, eb }) =>
        or([eb('day', '>', sql<Date>`${today}::date - ${sql.lit(shownDays)}`), eb('day', '=', firstDay)]),
      )
      .where('day', '<=', sql<Date>`${today}::date`)
      .orderBy('day', 'desc'),
  );
  return rows.map(({ day, requests, failed, slow, minutes }) => ({
    day,
    requests: Number(requests),
    failed: Number(failed),
    slow: Number(slow),
    minutes,
  }));
}
