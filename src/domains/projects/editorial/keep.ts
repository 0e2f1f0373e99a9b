/** Lays what editors state over what a source states, before it is written, and notes what the source states. */
import type { ClientBase } from 'pg';
import { execute } from '#platform/database/index.ts';
import { noteListed } from '#platform/editorial/store.ts';
import { polishSortKey } from '#platform/polish-order.ts';
import { comparable } from '../identity.ts';
import { staging } from '../merge/staged-tables.ts';
import { columnOfField, isProjectField, textOf } from './fields.ts';

interface KeptField {
  readonly key: string;
  readonly field: string;
  readonly value: string;
  readonly ord: number;
}

/** Of the rows of a list that is being merged, those that would be written. */
export async function keepEditorial(client: ClientBase): Promise<void> {
  const kept = await execute(
    client,
    staging
      .selectFrom('editorial_statement as e')
      .innerJoin('staged_plan as k', 'k.project_id', 'e.project_id')
      .select(['e.target as key', 'e.field', 'e.value', 'k.ord'])
      .where('e.target_type', '=', 'PROJECT')
      .where('k.wins', '=', true),
  );
  for (const one of kept) await keepField(client, one);
}

async function keepField(client: ClientBase, { key, field, value, ord }: KeptField): Promise<void> {
  // Lists state no summary in English.
  if (!isProjectField(field) || field === 'summary.en') return;
  const column = columnOfField(field);
  const staged = staging.selectFrom('staged_project').where('ord', '=', ord);
  const [listed] = await execute(
    client,
    staged.select([textOf(field).as('text'), 'title', 'search_text as searchText']),
  );
  if (listed === undefined) return;
  const columns = column === 'title' ? titleColumns(value, listed) : { [column]: value };
  await execute(client, staging.updateTable('staged_project').set(columns).where('ord', '=', ord));
  await noteListed(client, { type: 'PROJECT', key, field }, listed.text);
}

/** With what is derived of a title. The text in which words are found begins with it. */
export function titleColumns(
  title: string,
  before: { readonly title: string; readonly searchText: string },
): { readonly title: string; readonly title_sort: Buffer; readonly search_text: string } {
  const former = comparable(before.title).toLowerCase();
  const rest = before.searchText.startsWith(former) ? before.searchText.slice(former.length) : ` ${before.searchText}`;
  return { title, title_sort: polishSortKey(title), search_text: comparable(title).toLowerCase() + rest };
}
