/**
 * A database that a later version of the hub has migrated. While nodes are replaced one after the other this version goes on
 * serving it, and may be started again: migrations add first, and those that take something away say so in the database.
 */
import type pg from 'pg';
import { OperatorError } from '../errors.ts';
import { execute, query } from './kysely.ts';

export interface Migrations {
  /** In the database. */
  readonly recorded: readonly string[];
  /** Of this version. */
  readonly known: readonly string[];
}

/** Called with the migrations of later versions where this one can still serve; without it they are refused. */
export type OnNewer = (unknown: readonly string[]) => void;

export async function admitNewer(
  client: pg.ClientBase,
  { recorded, known }: Migrations,
  onNewer: OnNewer | undefined,
): Promise<void> {
  const unknown = recorded.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const missing = known.filter((name) => !recorded.includes(name));
  if (missing.length > 0) throw newerDatabase(unknown, `, and lacks ${missing.join(', ')}, which this version has`);
  if (onNewer === undefined) throw newerDatabase(unknown);
  const contracting = await contractingAmong(client, unknown);
  if (contracting.length > 0) throw newerDatabase(contracting, `; it takes away what this version needs`);
  onNewer(unknown);
}

async function contractingAmong(client: pg.ClientBase, names: readonly string[]): Promise<string[]> {
  const rows = await execute(
    client,
    query.selectFrom('contracting_migration').select('name').where('name', 'in', names).orderBy('name'),
  );
  return rows.map(({ name }) => name);
}

function newerDatabase(unknown: readonly string[], more = ''): OperatorError {
  const names = `the migration${unknown.length > 1 ? 's' : ''} ${unknown.join(', ')}`;
  return new OperatorError(
    'DATABASE_NEWER',
    `The database is newer than this version of the hub: it has ${names}, which this version does not know${more}.`,
    'Run the version of the hub that made them, or restore a backup from before.',
  );
}
