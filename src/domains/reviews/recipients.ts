/** Whom mails reach. */
import { execute, query, type SqlReader } from '#platform/database/index.ts';

/** Null for an account that is disabled or erased. */
export async function emailOf(client: SqlReader, accountId: string): Promise<string | null> {
  const statement = query.selectFrom('account').select('email').where('id', '=', accountId);
  const [found] = await execute(client, statement.where('disabled_at', 'is', null));
  return found?.email ?? null;
}
