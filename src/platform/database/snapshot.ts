/** A server as it is at one moment, however long it is read: all statements go over one connection, in one transaction. */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';
import type { Database } from './open.ts';
import { PreparedStatements } from './prepared.ts';

/** Statements of an operation wait for each other. */
const waitMs = 30_000;

/** The connection broke, and with it the transaction; described as a server that is not there. */
class SnapshotOverError extends Error {
  readonly code = '57P03';

  constructor() {
    super('The snapshot is over');
  }
}

export function openSnapshot(server: Database): Database {
  let isBegun = false;
  const pool = new pg.Pool({
    ...server.pool.options,
    min: 0,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: waitMs,
    async onConnect(client) {
      if (isBegun) throw new SnapshotOverError();
      isBegun = true;
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    },
  });
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const prepared = new PreparedStatements();
  prepared.turnOff();
  const close = async (): Promise<void> => {
    await prisma.$disconnect();
    await pool.end();
  };
  return Object.assign(Object.create(server) as Database, { pool, prisma, prepared, close });
}
