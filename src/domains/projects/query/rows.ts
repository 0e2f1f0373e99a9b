/** Projects as statements of this domain read them: the columns that the document needs, flat. */
import { type RawBuilder, sql } from 'kysely';
import { columnFields, columnList, columnOf } from '#graphql/columns.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import type { Select, Selection } from '#graphql/rows.ts';

/** What every row has; the rest is as the fields of the document select it. */
export interface ProjectRow {
  readonly id: string;
}

const known = new WeakMap<Select, RawBuilder<ProjectRow>>();

/** The columns of `project p`, whose names come from the model by the plugin's selection. */
export function projectColumns({ select }: Selection): RawBuilder<ProjectRow> {
  const columns = known.get(select) ?? sql.raw<ProjectRow>(columnsFor(select));
  known.set(select, columns);
  return columns;
}

function columnsFor(select: Select): string {
  const columns = columnList({ id: true, ...select }, 'p');
  const { places } = select;
  return typeof places === 'object' ? `${columns}, ${placesColumn(places.select)} AS places` : columns;
}

/** A project has a place or two: in its own row they cost a third of what a second statement does. */
function placesColumn(select: Select): string {
  const pairs = columnFields(select).map((field) => `'${field}', l.${columnOf(field)}`);
  // SQL as text: the columns are those of the plugin's selection, which Kysely's types do not know.
  return `(SELECT coalesce(json_agg(json_build_object(${pairs.join(', ')}) ORDER BY l.ordinal), '[]')
    FROM project_place l WHERE l.project_id = p.id)`;
}

/** Rows that their fields may read without looking for what is missing. */
export function loadedProjects<Row extends ProjectRow>(rows: readonly Row[]): Row[] {
  return rows.map((row) => {
    for (const place of (row as { places?: readonly object[] }).places ?? []) markLoaded(place);
    return markLoaded(row);
  });
}
