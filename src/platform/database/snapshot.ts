/**
 * A server as it is at one moment, however long it is read: a transaction keeps its snapshot, in which the statements are run
 * one after the other, over another connection. One that fails ends with its connection, and the next goes on in the same snapshot.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { connectTo } from './connect.ts';
import { PrismaClient } from './generated/client.ts';
import type { Database } from './open.ts';
import { PreparedStatements } from './prepared.ts';

/** Statements of an operation wait for each other. */
const waitMs = 30_000;
/** Longer than any operation runs (`operationTimeoutMs` is at most ten minutes); then the server ends what nobody closed. */
const maxIdleMs = 15 * 60_000;

/** Its transaction has ended, and what it had kept with it; described as a server that is not there. */
class SnapshotOverError extends Error {
  readonly code = '57P03';

  constructor(cause: unknown) {
    super('The snapshot is over', { cause });
  }
}

export async function openSnapshot(server: Database): Promise<Database> {
  let snapshot: string | undefined;
  const pool = new pg.Pool({
    ...server.pool.options,
    min: 0,
    // The one that keeps the snapshot, and the one that reads.
    max: 2,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: waitMs,
    onConnect: (client) => begin(client, snapshot),
  });
  pool.on('error', () => undefined);
  const keeper = await connectTo(pool).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const prepared = new PreparedStatements();
  prepared.turnOff();
  const close = async (): Promise<void> => {
    keeper.release(true);
    try {
      await prisma.$disconnect();
    } finally {
      await pool.end();
    }
  };
  try {
    snapshot = await exportFrom(keeper);
  } catch (error) {
    await close();
    throw error;
  }
  return Object.assign(Object.create(server) as Database, { pool, prisma, prepared, close });
}

/** Without a name one is begun, and kept for others until the connection ends. */
async function begin(client: pg.ClientBase, snapshot: string | undefined): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(`SET LOCAL idle_in_transaction_session_timeout = ${maxIdleMs}`);
  if (snapshot === undefined) return;
  try {
    await client.query(`SET TRANSACTION SNAPSHOT ${pg.escapeLiteral(snapshot)}`);
  } catch (error) {
    throw new SnapshotOverError(error);
  }
}

async function exportFrom(client: pg.ClientBase): Promise<string> {
  // SQL as text: a function of the server, and none of the models.
  const { rows } = await client.query<{ name: string }>('SELECT pg_export_snapshot() AS name');
  return rows[0]?.name ?? '';
}
