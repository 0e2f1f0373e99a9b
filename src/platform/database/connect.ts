import pg from 'pg';
import type { Database } from './open.ts';

const ignore = (): void => undefined;
const listening = new WeakSet<pg.PoolClient>();

/**
 * A connection of the pool for several statements. One that breaks between two of them fails the next one, which reports
 * it; without a listener it would end the process.
 */
export async function connectTo(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect();
  if (!listening.has(client)) client.on('error', ignore);
  listening.add(client);
  return client;
}

/** A connection of its own, past any pooler: for a lock that it has until it ends. */
export async function connectDirectly(database: Database): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: await database.direct(), application_name: 'wezel lock' });
  client.on('error', ignore);
  await client.connect();
  return client;
}
