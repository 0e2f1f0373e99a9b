/** Takes names out of what is stored already: everywhere where an answer, the search or a record would show them. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { redactedOrganisation } from '../parties/resolve.ts';
import { removeUnnamedOrganisations } from '../parties/store.ts';
import { cleanText, sweepJournal } from './journal.ts';
import { withoutLiteral } from './names.ts';
import { type Redactions, redactRow } from './redactor.ts';
import { rewriteProjects } from './rewrite.ts';
import { loadRedactions } from './store.ts';
import type { SweepOptions } from './sweep-options.ts';

export type { SweepOptions } from './sweep-options.ts';

export interface Swept {
  readonly projects: number;
  readonly problems: number;
  /** States of rows before an earlier release. */
  readonly states: number;
}

const pageSize = 500;

export async function sweepNames(client: ClientBase, options: SweepOptions): Promise<Swept> {
  const redactions = await loadRedactions(client);
  // The triggers of the journal then keep the new values as the former ones.
  await setRedaction(client, 'redaction', 'on');
  const { sourceId, release } = options;
  const hidden = { id: redactedOrganisation.id, name_key: '', nip_valid: false, redacted: true };
  await execute(
    client,
    query
      .insertInto('organisation')
      .values({ ...hidden, source_id: sourceId, changed_in: release })
      .onConflict((conflict) => conflict.column('id').doNothing()),
  );
  const removed = new Set<string>();
  let projects = 0;
  for await (const ids of projectPages(client, options.among)) {
    projects += await rewriteProjects(client, ids, redactions, options, removed);
  }
  await renameOrganisations(client, redactions, options.release);
  await removeUnnamedOrganisations(client);
  const problems = await sweepProblems(client, redactions, removed);
  const statements = await sweepStatements(client, redactions, removed, release);
  await setRedaction(client, 'redaction', 'off');
  const states = await sweepJournal(client, redactions, removed, options);
  if (projects + problems + statements + states > 0) await setRedaction(client, 'redacts', 'yes');
  return { projects, problems, states };
}

/** For the triggers of the journal, until the end of the transaction. */
async function setRedaction(client: ClientBase, name: 'redaction' | 'redacts', value: string): Promise<void> {
  const setting = query.fn<string>('set_config', [sql.lit(`wezel.${name}`), sql.lit(value), sql.lit(true)]);
  await execute(client, query.selectNoFrom(setting.as('setting')));
}

async function* projectPages(client: ClientBase, among: readonly string[] | undefined): AsyncGenerator<string[]> {
  let last = '';
  for (;;) {
    const all = query.selectFrom('project').select('id').where('id', '>', last).orderBy('id').limit(pageSize);
    const wanted = among === undefined ? all : all.where('id', '=', sql<string>`ANY(${among}::text[])`);
    const ids = (await execute(client, wanted)).map(({ id }) => id);
    if (ids.length === 0) return;
    yield ids;
    last = ids.at(-1) as string;
  }
}

/** The number of a sole trader may be known under a second name, which stays. */
async function renameOrganisations(client: ClientBase, { names }: Redactions, release: number): Promise<void> {
  const rows = await execute(
    client,
    query
      .selectFrom('organisation as o')
      .innerJoin('participation as pa', 'pa.organisation_id', 'o.id')
      .select(['o.id', 'o.name'])
      .select(({ fn }) =>
        fn
          .agg<string[] | null>('array_agg', ['pa.stated_name'])
          .distinct()
          .filterWhere('pa.stated_name', 'is not', null)
          .as('others'),
      )
      .where('o.name', 'is not', null)
      .where('o.redacted', '=', false)
      .groupBy('o.id')
      .$narrowType<{ name: string }>(),
  );
  for (const { id, name, others } of rows.filter((row) => names.holds(row.name))) {
    const other = others?.find((text) => !names.holds(text)) ?? names.strip(name);
    await execute(
      client,
      query
        .updateTable('organisation')
        .set({ name: other, name_key: sql<string>`lower(${other}::text)`, changed_in: release })
        .where('id', '=', id),
    );
  }
}

function problemsAfter(last: readonly [release: number, ordinal: number]) {
  return query
    .selectFrom('problem')
    .select(['release', 'ordinal', 'original'])
    .where(({ eb, refTuple, tuple }) => eb(refTuple('release', 'ordinal'), '>', tuple(...last)))
    .orderBy('release')
    .orderBy('ordinal')
    .limit(5_000);
}

/** `removed`: names and numbers of those whose contract is listed, as they were written. */
/** What editors state of projects, and what files state beside it: the next list would bring the name back from there. */
async function sweepStatements(
  client: ClientBase,
  redactions: Redactions,
  removed: Set<string>,
  release: number,
): Promise<number> {
  const clean = (text: string): string => cleanText(text, { redactions, removed });
  const rows = await execute(
    client,
    query
      .selectFrom('editorial_statement')
      .select(['target', 'field', 'value', 'listed_value', 'overruled_value'])
      .where('target_type', '=', 'PROJECT'),
  );
  let swept = 0;
  for (const { target, field, ...before } of rows) {
    const after = {
      value: clean(before.value),
      listed_value: before.listed_value === null ? null : clean(before.listed_value),
      overruled_value: before.overruled_value === null ? null : clean(before.overruled_value),
    };
    if (JSON.stringify(after) === JSON.stringify(before)) continue;
    swept += 1;
    const statement = query.updateTable('editorial_statement').set({ ...after, changed_in: release });
    await execute(
      client,
      statement.where('target_type', '=', 'PROJECT').where('target', '=', target).where('field', '=', field),
    );
  }
  return swept;
}

async function sweepProblems(
  client: ClientBase,
  redactions: Redactions,
  removed: ReadonlySet<string>,
): Promise<number> {
  const clean = (text: string): string =>
    [...removed].reduce(
      (rest, name) => (rest.includes(name) ? withoutLiteral(rest, name) : rest),
      redactRow(text, redactions),
    );
  let swept = 0;
  let last: readonly [number, number] = [0, 0];
  for (;;) {
    const rows = await execute(client, problemsAfter(last));
    const final = rows.at(-1);
    if (final === undefined) return swept;
    last = [final.release, final.ordinal];
    for (const { release, ordinal, original } of rows) {
      const cleaned = clean(original);
      if (cleaned === original) continue;
      swept += 1;
      await execute(
        client,
        query
          .updateTable('problem')
          .set({ original: cleaned })
          .where('release', '=', release)
          .where('ordinal', '=', ordinal),
      );
    }
  }
}
