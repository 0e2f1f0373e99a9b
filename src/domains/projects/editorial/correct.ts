/** Writes one field of a project, as editors or, where they no longer state it, files have it. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { type Decimal, execute, query, type SqlReader } from '#platform/database/index.ts';
import { removeTotals, writeTotals } from '../programmes/store.ts';
import { columnOfField, type ProjectField, textOf } from './fields.ts';
import { titleColumns } from './keep.ts';

/** Undefined where there is no such project, null where it has no value. */
export async function projectFieldOf(
  client: SqlReader,
  id: string,
  field: ProjectField,
): Promise<string | null | undefined> {
  const statement = query.selectFrom('project').select(textOf(field).as('text'));
  const [found] = await execute(client, statement.where('id', '=', id));
  return found === undefined ? undefined : found.text;
}

/** False for a title that would be empty. */
export async function writeProjectField(
  client: ClientBase,
  id: string,
  { field, value }: { readonly field: ProjectField; readonly value: string | null },
  release: number,
): Promise<boolean> {
  if (field === 'title') return value !== null && writeTitle(client, id, value, release);
  const column = columnOfField(field);
  const derived = sortColumns(field, value);
  const update = query.updateTable('project').set({ [column]: value, ...derived, changed_in: release });
  await execute(client, update.where('id', '=', id));
  if (field === 'startsOn' || field === 'endsOn') await moveParts(client, id, release);
  if (['value', 'eligibleCost', 'euContribution'].includes(field)) {
    await removeTotals(client);
    await writeTotals(client);
  }
  return true;
}

async function writeTitle(client: ClientBase, id: string, title: string, release: number): Promise<boolean> {
  const known = query.selectFrom('project').select(['title', 'search_text as searchText']).where('id', '=', id);
  const [before] = await execute(client, known);
  if (before === undefined) return false;
  const columns = { ...titleColumns(title, before), changed_in: release };
  await execute(client, query.updateTable('project').set(columns).where('id', '=', id));
  return true;
}

/** As the merge of lists orders projects. */
function sortColumns(field: ProjectField, value: string | null) {
  if (field === 'value') return { sort_value: sql<Decimal>`${value ?? '-1'}::numeric` };
  if (field === 'euContribution') return { sort_eu: sql<Decimal>`${value ?? '-1'}::numeric` };
  if (field === 'startsOn') return { sort_start: sql<Date>`${value ?? '0001-01-01'}::date` };
  if (field === 'endsOn') return { sort_end: sql<Date>`${value ?? '0001-01-01'}::date` };
  return {};
}

/** Places and the beneficiary of a list have the days of their project. */
async function moveParts(client: ClientBase, id: string, release: number): Promise<void> {
  await execute(
    client,
    query
      .updateTable('project_place as o')
      .from('project as p')
      .set(({ ref }) => ({ sort_start: ref('p.sort_start') }))
      .whereRef('p.id', '=', 'o.project_id')
      .where('o.project_id', '=', id),
  );
  await execute(
    client,
    query
      .updateTable('participation as o')
      .from('project as p')
      .set(({ ref }) => ({
        starts_on: ref('p.starts_on'),
        ends_on: ref('p.ends_on'),
        sort_start: ref('p.sort_start'),
        changed_in: release,
      }))
      .whereRef('p.id', '=', 'o.project_id')
      .where('o.project_id', '=', id)
      .where('o.from_list', '=', true),
  );
}
