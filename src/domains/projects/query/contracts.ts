/** Which project a contract number means. */
import { type OperationDatabase, query } from '#platform/database/index.ts';
import { contractKeyOf } from '../identity.ts';

/** The project with each number; null for none. Of several rows under one number the one that keeps it alone. */
export async function projectsWithContracts(
  db: OperationDatabase,
  numbers: readonly string[],
): Promise<(string | null)[]> {
  const keys = numbers.map(contractKeyOf);
  const rows = await db.rows(
    query
      .selectFrom('project')
      .distinctOn('contract_key')
      .select(['contract_key', 'id'])
      .where('contract_key', 'in', keys)
      .orderBy('contract_key')
      .orderBy(({ fn }) => fn<number>('length', ['match_key']))
      .orderBy('match_key', 'desc'),
  );
  const projects = new Map(rows.map(({ contract_key: key, id }) => [key, id]));
  return keys.map((key) => projects.get(key) ?? null);
}
