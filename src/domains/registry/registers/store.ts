/** What the registers said, kept as it was read: the history of units is derived from it again at each import. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { type ColumnOf, type CopyRow, copyInto } from '#platform/database/copy.ts';
import { execute, query } from '#platform/database/index.ts';
import type { RegisterState } from '../history/derive.ts';
import type { RegisterRow } from '../history/observe.ts';
import type { IsoDate } from '../model.ts';

/** What one file says of one voivodeship on one day. */
export interface Slice {
  readonly voivodeship: string;
  readonly complete: boolean;
  readonly wholeCountry: boolean;
  readonly rank: number;
  readonly sourceId: string;
  readonly unread: readonly string[];
}

export interface KeptRegister extends RegisterState {
  readonly slices: readonly Slice[];
}

export async function readRegisters(client: ClientBase): Promise<KeptRegister[]> {
  const slices = await execute(
    client,
    query
      .selectFrom('register_slice')
      .select(({ cast }) => ['voivodeship', 'complete', cast<IsoDate>('as_of', 'text').as('asOf')])
      .select(['whole_country as wholeCountry', 'rank', 'source_id as sourceId', 'unread'])
      .orderBy('as_of')
      .orderBy('voivodeship'),
  );
  const registers: KeptRegister[] = [];
  for (const [asOf, of] of Map.groupBy(slices, (slice) => slice.asOf)) {
    const rows = await execute(
      client,
      query
        .selectFrom('register_row')
        .select(['terc', 'name'])
        .where('as_of', '=', sql<Date>`${asOf}::date`)
        .orderBy('terc'),
    );
    registers.push({ asOf, slices: of, rows });
  }
  return registers;
}

/** Puts these slices and their rows in the place of what was known of the same voivodeships on the same day. */
export async function replaceSlices(
  client: ClientBase,
  asOf: IsoDate,
  slices: readonly Slice[],
  rows: readonly RegisterRow[],
): Promise<void> {
  const voivodeships = slices.map(({ voivodeship }) => voivodeship);
  for (const table of ['register_row', 'register_slice'] as const) {
    await execute(
      client,
      query
        .deleteFrom(table)
        .where('as_of', '=', sql<Date>`${asOf}::date`)
        .where('voivodeship', '=', sql<string>`ANY(${voivodeships}::text[])`),
    );
  }
  await copyInto(
    client,
    'register_slice',
    sliceColumns,
    slices.map((slice) => sliceRow(asOf, slice)),
  );
  await copyInto(
    client,
    'register_row',
    rowColumns,
    rows.map(({ terc, name }) => ({ as_of: asOf, terc, name, voivodeship: terc.slice(0, 2) })),
  );
}

const sliceColumns = [
  'as_of',
  'voivodeship',
  'complete',
  'whole_country',
  'rank',
  'source_id',
  'unread',
] as const satisfies readonly ColumnOf<'register_slice'>[];
const rowColumns = ['as_of', 'terc', 'name', 'voivodeship'] as const satisfies readonly ColumnOf<'register_row'>[];

function sliceRow(asOf: IsoDate, slice: Slice): CopyRow<'register_slice', (typeof sliceColumns)[number]> {
  const { voivodeship, complete, wholeCountry, rank, sourceId, unread } = slice;
  return { as_of: asOf, voivodeship, complete, whole_country: wholeCountry, rank, source_id: sourceId, unread };
}
