import type pg from 'pg';

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
