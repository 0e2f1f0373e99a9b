/** How the connections of a database are used: those of its primary, and of each server that is read from instead. */
import type { Database } from './open.ts';

export interface PoolUse {
  /** `primary`, `replica 1`, …, and `reads from primary` for those of the primary while no replica is there. */
  readonly pool: string;
  readonly busy: number;
  readonly idle: number;
  /** Callers that wait for a connection now. */
  readonly waiting: number;
  /** How often, and how long, somebody waited because all connections were taken. */
  readonly waits: number;
  readonly waitSeconds: number;
}

export function poolUses(database: Database): PoolUse[] {
  const { readers } = database;
  const nameOf = (index: number): string =>
    index === readers.length - 1 ? 'reads from primary' : `replica ${index + 1}`;
  return [useOf('primary', database), ...readers.map((reader, index) => useOf(nameOf(index), reader))];
}

function useOf(name: string, { pool, poolWaits }: Database): PoolUse {
  const { totalCount, idleCount, waitingCount } = pool;
  const { count, seconds } = poolWaits();
  return {
    pool: name,
    busy: totalCount - idleCount,
    idle: idleCount,
    waiting: waitingCount,
    waits: count,
    waitSeconds: seconds,
  };
}
