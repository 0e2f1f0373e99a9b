/** What this domain reads for all objects of an answer at once. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import { OwnedRows, ownedBy, ownedThrough } from '#graphql/lists/owned.ts';
import { RowLoader } from '#graphql/rows.ts';
import { query } from '#platform/database/index.ts';
import { dayOf } from '#platform/days.ts';
import type { Match } from '#platform/problems/model.ts';
import { type OfficeCode, officesWithCodes, officesWithNips, officesWithRegons } from './find.ts';

export interface StatementKey {
  readonly officeId: string;
  readonly list: string;
  readonly asOf: Date;
}

/** `2022-02-01 jst-offices jst-0201` */
export function keyOfStatement({ officeId, list, asOf }: StatementKey): string {
  return `${dayOf(asOf)} ${list} ${officeId}`;
}

export function statementOfKey(key: string): StatementKey {
  const [day = '', list = '', ...officeId] = key.split(' ');
  const asOf = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00Z` : Number.NaN);
  // An id that the hub never gave leads to nothing.
  return { officeId: officeId.join(' '), list, asOf: Number.isNaN(asOf.getTime()) ? new Date(0) : asOf };
}

interface ShownStatement {
  readonly original: unknown;
  readonly matches: Match[];
}

function shownStatements(officeIds: readonly string[]) {
  return query
    .selectFrom('office as o')
    .innerJoin('office_statement as s', (join) =>
      join
        .onRef('s.office_id', '=', 'o.id')
        .onRef('s.list', '=', 'o.statement_list')
        .onRef('s.as_of', '=', 'o.statement_as_of'),
    )
    .where('o.id', 'in', officeIds)
    .select(['o.id', 's.original', 's.matches']);
}

const offices = { table: 'office', id: 'id', order: 'list_key' } as const;

export function officeLoaders(context: Context) {
  const { db } = context;
  return {
    office: new RowLoader<string, { id: string }>(
      'Office',
      context,
      ({ id }) => id,
      (ids, { select }) =>
        db.prisma.office.findMany({ where: { id: { in: [...ids] } }, select: { ...select, id: true } }),
    ),
    /** Ids by codes and numbers, as arguments name offices. */
    coded: new DataLoader((codes: readonly OfficeCode[]) => officesWithCodes(db, codes), {
      cacheKeyFn: ({ code }) => code,
    }),
    withNip: new DataLoader((nips: readonly string[]) => officesWithNips(db, nips)),
    withRegon: new DataLoader((regons: readonly string[]) => officesWithRegons(db, regons)),
    /** The official names alone, for those who show them beside their own texts. */
    names: new DataLoader<string, string | null>(async (ids) => {
      const rows = await db.rows(query.selectFrom('office').select(['id', 'name']).where('id', 'in', ids));
      const names = new Map(rows.map(({ id, name }) => [id, name]));
      return ids.map((id) => names.get(id) ?? null);
    }),
    predecessors: new OwnedRows<{ id: string }>(
      context,
      'Office',
      ownedThrough(offices, 'office_predecessor', 'office_id', 'predecessor_id'),
    ),
    successors: new OwnedRows<{ id: string }>(
      context,
      'Office',
      ownedThrough(offices, 'office_predecessor', 'predecessor_id', 'office_id'),
    ),
    records: new OwnedRows<StatementKey>(
      context,
      'OfficeRecord',
      ownedBy('office_statement', 'office_id', ['as_of', 'list']),
    ),
    record: new RowLoader<string, StatementKey>('OfficeRecord', context, keyOfStatement, (keys, { select }) =>
      db.prisma.officeStatement.findMany({
        where: { OR: keys.map(statementOfKey) },
        select: { ...select, officeId: true, list: true, asOf: true },
      }),
    ),
    /** What the statement that an office's `source` stands for was read from. */
    shownStatement: new DataLoader<string, ShownStatement | null>(async (ids) => {
      const rows = await db.rows(shownStatements(ids));
      const found = new Map(rows.map((row) => [row.id, { original: row.original, matches: row.matches as never }]));
      return ids.map((id) => found.get(id) ?? null);
    }),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly offices: ReturnType<typeof officeLoaders>;
  }
}
