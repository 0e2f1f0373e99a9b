import pg from 'pg';
import { OperatorError } from '../errors.ts';
import { USER } from './cluster.ts';
import { explainOutput } from './failures.ts';
import { clusterName, type Place, readPassword } from './place.ts';

export const ADDRESS = '127.0.0.1';
const DATABASE = 'wezel';

export function databaseUrl(place: Place, port: number): string {
  // sslmode, because PGSSLMODE of the environment would hold otherwise.
  return `postgresql://${USER}:${readPassword(place)}@${ADDRESS}:${port}/${DATABASE}?sslmode=disable`;
}

type Answer = 'ready' | 'not yet';

/** Asks the server whether it is this cluster's and takes work; its database is created where it is missing. */
export async function ask(place: Place, port: number): Promise<Answer> {
  const client = new pg.Client({
    host: ADDRESS,
    port,
    user: USER,
    password: readPassword(place),
    database: 'postgres',
    ssl: false,
    options: '-c client_min_messages=warning',
    connectionTimeoutMillis: 3_000,
    query_timeout: 30_000,
  });
  client.on('error', () => {}); // A server that dies meanwhile shows in the query below.
  try {
    await client.connect();
    const { rows } = await client.query(
      // SQL as text: PostgreSQL's catalogue, not the models.
      `SELECT current_setting('cluster_name') = $1 AS ours,
              EXISTS (SELECT FROM pg_database WHERE datname = $2) AS complete`,
      [clusterName(place), DATABASE],
    );
    if (!rows[0].ours) return 'not yet';
    if (!rows[0].complete) await client.query(`CREATE DATABASE ${DATABASE}`);
    return 'ready';
  } catch (error) {
    if (isTransient(error)) return 'not yet';
    throw explainRefusal(error as pg.DatabaseError, place);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Class 57P: starting up, recovering or shutting down. What is no answer of PostgreSQL is one of the network. */
function isTransient(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || error.code?.startsWith('57P') === true;
}

function explainRefusal({ code, message }: pg.DatabaseError, place: Place): OperatorError {
  if (code === '28P01') {
    return new OperatorError(
      'DATABASE_PASSWORD_WRONG',
      `The embedded PostgreSQL refuses the password in ${place.passwordFile}.`,
      'Restore that file from a backup.',
    );
  }
  return explainOutput(message, 'The embedded PostgreSQL refuses work', place.root, `See ${place.logFile}.`);
}
