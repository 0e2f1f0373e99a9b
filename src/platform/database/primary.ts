/** Which of several addresses of the database is the primary now: after a failover it is another one than before. */
import pg from 'pg';

const timeoutMs = 2_000;

/** One address alone may be a pooler's or a proxy's, and is taken as it is. */
export async function findPrimary(urls: readonly string[]): Promise<string> {
  const [only] = urls;
  if (urls.length === 1 && only !== undefined) return only;
  const outcomes = await Promise.allSettled(urls.map(isPrimary));
  const found = urls.find((_url, index) => {
    const outcome = outcomes[index];
    return outcome?.status === 'fulfilled' && outcome.value;
  });
  if (found !== undefined) return found;
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  throw failure?.reason ?? new OnlyStandbysError();
}

/** With the code of PostgreSQL for a transaction that only reads, which is how a standby refuses. */
class OnlyStandbysError extends Error {
  readonly code = '25006';

  constructor() {
    super('Every server that was named is a standby');
  }
}

async function isPrimary(url: string): Promise<boolean> {
  // SQL as text: about the server, not the models.
  const rows = await askServer<{ standby: boolean }>(url, 'SELECT pg_is_in_recovery() AS standby', timeoutMs);
  return rows[0]?.standby === false;
}

/** One statement over a connection of its own, within a time that no pool and no outage makes longer. */
export async function askServer<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  withinMs: number,
): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'wezel probe',
    connectionTimeoutMillis: withinMs,
    query_timeout: withinMs,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
