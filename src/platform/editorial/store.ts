/** Editorial statements in the database; what writes them needs the transaction of a release. */
import { type ExpressionBuilder, sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query, type SqlReader, type Tables } from '../database/kysely.ts';
import type { EditorialKey, EditorialReference, EditorialStatement, EditorialTarget, ListedDetail } from './model.ts';

const statements = query
  .selectFrom('editorial_statement')
  .select([
    'target_type as type',
    'target as key',
    'field',
    'value',
    'listed_value as listedValue',
    sql<ListedDetail | null>`listed_detail`.as('listedDetail'),
    'overruled_value as overruledValue',
    'source_id as sourceId',
  ]);

const thisRelease = sql<number>`current_release()`;

/** Of some entries of one type, by entry and field. */
export function editorialStatements(
  client: SqlReader,
  type: EditorialTarget,
  keys: readonly string[],
): Promise<EditorialStatement[]> {
  if (keys.length === 0) return Promise.resolve([]);
  const ofEntries = statements
    .where('target_type', '=', type)
    .where('target', '=', sql<string>`ANY(${[...keys]}::text[])`);
  return execute(client, ofEntries.orderBy('target').orderBy('field'));
}

export async function findEditorial(client: SqlReader, key: EditorialKey): Promise<EditorialStatement | null> {
  const [found] = await execute(client, statements.where(isOf(key)));
  return found ?? null;
}

/** What one release of editors states, unless a later one states it by now. */
export function editorialOfSource(client: SqlReader, sourceId: string): Promise<EditorialStatement[]> {
  return execute(client, statements.where('source_id', '=', sourceId).orderBy('target').orderBy('field'));
}

/** As `isConflicting`, of rows. */
export function conflicting({ and, eb, ref }: ExpressionBuilder<Tables, 'editorial_statement'>) {
  return and([eb('listed_value', '<>', ref('value')), eb('listed_value', 'is distinct from', ref('overruled_value'))]);
}

export interface ConflictRange {
  /** Neither of them is in it. */
  readonly after?: EditorialKey | null;
  readonly before?: EditorialKey | null;
  readonly backwards?: boolean;
  readonly limit: number;
}

/** Statements that files contradict, by entry and field. */
export function editorialConflicts(
  client: SqlReader,
  { after = null, before = null, backwards = false, limit }: ConflictRange,
): Promise<EditorialStatement[]> {
  const place = sql`(target_type, target, field)`;
  const tuple = ({ type, key, field }: EditorialKey) => sql`(${type}::editorial_target, ${key}, ${field})`;
  const direction = backwards ? 'desc' : 'asc';
  let contradicted = statements
    .where(conflicting)
    .orderBy('target_type', direction)
    .orderBy('target', direction)
    .orderBy('field', direction)
    .limit(limit);
  if (after !== null) contradicted = contradicted.where(sql<boolean>`${place} > ${tuple(after)}`);
  if (before !== null) contradicted = contradicted.where(sql<boolean>`${place} < ${tuple(before)}`);
  return execute(client, contradicted);
}

export async function countConflicts(client: SqlReader): Promise<number> {
  const counted = query.selectFrom('editorial_statement').select(({ fn }) => fn.countAll<string>().as('count'));
  const [found] = await execute(client, counted.where(conflicting));
  return Number(found?.count ?? 0);
}

export interface NewStatement extends EditorialKey {
  readonly value: string;
  readonly listedValue: string | null;
  readonly listedDetail?: ListedDetail | null;
  readonly sourceId: string;
  readonly reference: EditorialReference;
}

/** What files state by now is what the editors knew when they stated otherwise. */
export async function writeEditorial(
  client: ClientBase,
  { type, key, field, value, listedValue, listedDetail = null, sourceId, reference }: NewStatement,
): Promise<void> {
  const stated = {
    value,
    listed_value: listedValue,
    listed_detail: jsonOf(listedDetail),
    overruled_value: listedValue,
    source_id: sourceId,
    changed_in: thisRelease,
    ...reference,
  };
  await execute(
    client,
    query
      .insertInto('editorial_statement')
      .values({ target_type: type, target: key, field, ...stated })
      .onConflict((conflict) => conflict.columns(['target_type', 'target', 'field']).doUpdateSet(stated)),
  );
}

/** What an import states of a field that editors state; whether that is news. */
export async function noteListed(
  client: ClientBase,
  key: EditorialKey,
  listedValue: string | null,
  listedDetail: ListedDetail | null = null,
): Promise<boolean> {
  const detail = jsonOf(listedDetail);
  const noted = await execute(
    client,
    query
      .updateTable('editorial_statement')
      .set({ listed_value: listedValue, listed_detail: detail, changed_in: thisRelease })
      .where(isOf(key))
      .where(({ eb, or }) =>
        or([
          eb('listed_value', 'is distinct from', listedValue),
          ...(listedDetail === null ? [] : [eb('listed_detail', 'is distinct from', detail)]),
        ]),
      )
      .returning('field'),
  );
  return noted.length > 0;
}

/** Editors stay with what they state against this value of files; any other is a conflict. */
export async function overrule(client: ClientBase, key: EditorialKey, listedValue: string | null): Promise<void> {
  const update = query
    .updateTable('editorial_statement')
    .set({ overruled_value: listedValue, changed_in: thisRelease });
  await execute(client, update.where(isOf(key)));
}

export async function removeEditorial(client: ClientBase, key: EditorialKey): Promise<void> {
  await execute(client, query.deleteFrom('editorial_statement').where(isOf(key)));
}

function jsonOf(detail: ListedDetail | null) {
  return sql<ListedDetail | null>`${detail === null ? null : JSON.stringify(detail)}::jsonb`;
}

function isOf({ type, key, field }: EditorialKey) {
  return (where: ExpressionBuilder<Tables, 'editorial_statement'>) =>
    where.and([where('target_type', '=', type), where('target', '=', key), where('field', '=', field)]);
}
