/**
 * Statements are planned once per connection and not with each request: of the small ones planning is half the work.
 * A text gets its name when it comes a second time, and only so many do, for each is kept by every connection.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { ConfirmedQuery } from './confirmed-query.ts';
import { currentReading } from './statements.ts';

const most = 300;
/** Texts that came once are many, where callers choose the conditions: the oldest are forgotten. */
const mostOnce = 1_000;

export function prepareStatements(pool: pg.Pool): void {
  const query = pool.query.bind(pool) as (...parameters: unknown[]) => unknown;
  const seen: Seen = { once: new Set(), names: new Map() };
  const prepared = (text: unknown, values: unknown, ...rest: unknown[]): unknown => {
    const name = typeof text === 'string' && Array.isArray(values) && rest.length === 0 ? nameOf(text, seen) : null;
    if (name === null) return query(text, values, ...rest);
    const config = { name, text: text as string, values: values as unknown[] };
    const reading = currentReading();
    const sent = reading === undefined ? config : new ConfirmedQuery(config, reading);
    return (query(sent) as Promise<unknown>).catch((error: unknown) => {
      if (!isOutdatedPlan(error)) throw error;
      return query(text, values);
    });
  };
  pool.query = prepared as typeof pool.query;
}

interface Seen {
  readonly once: Set<string>;
  readonly names: Map<string, string>;
}

function nameOf(text: string, { once, names }: Seen): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (!once.delete(text)) {
    once.add(text);
    for (const oldest of once) {
      if (once.size <= mostOnce) break;
      once.delete(oldest);
    }
    return null;
  }
  if (names.size >= most) return null;
  const name = `wezel_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  names.set(text, name);
  return name;
}

/** A migration changed a table meanwhile (feature_not_supported: "cached plan must not change result type"). */
function isOutdatedPlan(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === '0A000' && message?.includes('cached plan') === true;
}
