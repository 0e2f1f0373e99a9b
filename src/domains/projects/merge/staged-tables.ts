/** The tables that a list is merged through, which live for one transaction, with Kysely's types of them. */
import { type Expression, sql } from 'kysely';
import type { ClientBase } from 'pg';
import type { ColumnOf } from '#platform/database/copy.ts';
import { execute, query, type Tables } from '#platform/database/index.ts';
import { type StagedColumn, stagedColumns } from './staged-row.ts';

type StagedProject = {
  [Column in StagedColumn]: Column extends ColumnOf<'project'>
    ? Tables['project'][Column]
    : Column extends 'ord' | 'row'
      ? number
      : Column extends 'places' | 'party' | 'original'
        ? unknown
        : string;
};

/** The keys of a row, without its texts. */
interface StagedKey {
  ord: number;
  match_key: string;
  text_key: string;
  variant_key: string;
  digest: string;
  has_contract: boolean;
  has_value: boolean;
  occurrences: number;
}

/** Which project the row describes, if it is known. */
interface StagedKnown extends StagedKey {
  of_record: string | null;
  found_id: string | null;
  project_id: string | null;
}

/** What is to be done with the row. */
interface StagedPlan {
  ord: number;
  match_key: string;
  digest: string;
  occurrences: number;
  is_new: boolean;
  /** Whether no project has this id yet: its rows are inserted, and meet no others. */
  is_fresh: boolean;
  /** Whether the project was inserted from this row while the list was read, as it is planned. */
  is_written: boolean;
  project_id: string;
  action: 'CREATE' | 'CHANGE' | 'KEEP';
  wins: boolean;
}

/** Of which a project was inserted while the list was read. */
export type StagedEarly = Pick<StagedPlan, 'ord' | 'match_key' | 'digest' | 'occurrences' | 'project_id'>;

type StagedTables = {
  staged_project: StagedProject;
  staged_key: StagedKey;
  staged_known: StagedKnown;
  staged_plan: StagedPlan;
  staged_early: StagedEarly;
};

/** Builds statements over the tables of the hub and the staged ones. */
export const staging = query.withTables<StagedTables>();

export async function createStagedProjects(client: ClientBase): Promise<void> {
  const table = Object.entries(stagedColumns).reduce(
    (created, [name, type]) => created.addColumn(name, sql.raw(type)),
    staging.schema.createTable('staged_project').temporary().onCommit('drop'),
  );
  await execute(client, table);
  // Rows stay whole and unpacked as long as a page takes them: five statements read them, and would look up and unpack
  // what was put aside each time.
  // SQL as text: Kysely has no words for how a table is stored.
  await client.query('ALTER TABLE staged_project SET (toast_tuple_target = 8160)');
  await execute(client, staging.schema.createIndex('staged_project_by_ord').on('staged_project').column('ord'));
  const early = staging.schema
    .createTable('staged_early')
    .temporary()
    .onCommit('drop')
    .addColumn('ord', 'integer', (column) => column.primaryKey());
  await execute(
    client,
    (['match_key', 'digest', 'project_id'] as const)
      .reduce((created, name) => created.addColumn(name, 'text'), early)
      .addColumn('occurrences', 'integer'),
  );
}

/** Keeps the rows of a statement for the rest of the transaction. */
export async function keepRows(
  client: ClientBase,
  name: Exclude<keyof StagedTables, 'staged_project' | 'staged_early'>,
  rows: Expression<unknown>,
): Promise<void> {
  await execute(client, staging.schema.createTable(name).temporary().onCommit('drop').as(rows));
}
