/** Takes names out of what is stored already: everywhere where an answer, the search or a record would show them. */
import type { ClientBase } from 'pg';
import { redactedOrganisation } from '../parties/resolve.ts';
import { removeUnnamedOrganisations } from '../parties/store.ts';
import { sweepJournal } from './journal.ts';
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
  await client.query("SELECT set_config('wezel.redaction', 'on', true)");
  await client.query(
    `INSERT INTO organisation (id, name_key, nip_valid, redacted, source_id, changed_in)
     VALUES ($1, '', false, true, $2, $3) ON CONFLICT (id) DO NOTHING`,
    [redactedOrganisation.id, options.sourceId, options.release],
  );
  const removed = new Set<string>();
  let projects = 0;
  for await (const ids of projectPages(client, options.among)) {
    projects += await rewriteProjects(client, ids, redactions, options, removed);
  }
  await renameOrganisations(client, redactions, options.release);
  await removeUnnamedOrganisations(client);
  const problems = await sweepProblems(client, redactions, removed);
  await client.query("SELECT set_config('wezel.redaction', 'off', true)");
  const states = await sweepJournal(client, redactions, removed, options);
  if (projects + problems + states > 0) await client.query("SELECT set_config('wezel.redacts', 'yes', true)");
  return { projects, problems, states };
}

async function* projectPages(client: ClientBase, among: readonly string[] | undefined): AsyncGenerator<string[]> {
  let last = '';
  for (;;) {
    const found = await client.query<{ id: string }>(
      'SELECT id FROM project WHERE id > $1 AND ($2::text[] IS NULL OR id = ANY($2)) ORDER BY id LIMIT $3',
      [last, among ?? null, pageSize],
    );
    const ids = found.rows.map(({ id }) => id);
    if (ids.length === 0) return;
    yield ids;
    last = ids.at(-1) as string;
  }
}

/** The number of a sole trader may be known under a second name, which stays. */
async function renameOrganisations(client: ClientBase, { names }: Redactions, release: number): Promise<void> {
  const { rows } = await client.query<{ id: string; name: string; others: string[] }>(
    `SELECT o.id, o.name, array_agg(DISTINCT pa.stated_name) FILTER (WHERE pa.stated_name IS NOT NULL) AS others
     FROM organisation o JOIN participation pa ON pa.organisation_id = o.id
     WHERE o.name IS NOT NULL AND NOT o.redacted GROUP BY o.id`,
  );
  for (const { id, name, others } of rows.filter((row) => names.holds(row.name))) {
    const other = others?.find((text) => !names.holds(text)) ?? names.strip(name);
    await client.query('UPDATE organisation SET name = $2, name_key = lower($2), changed_in = $3 WHERE id = $1', [
      id,
      other,
      release,
    ]);
  }
}

/** `removed`: names and numbers of those whose contract is listed, as they were written. */
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
  let last = [0, 0];
  for (;;) {
    const { rows } = await client.query<{ release: number; ordinal: number; original: string }>(
      `SELECT release, ordinal, original FROM problem WHERE (release, ordinal) > ($1, $2)
       ORDER BY release, ordinal LIMIT 5000`,
      last,
    );
    const final = rows.at(-1);
    if (final === undefined) return swept;
    last = [final.release, final.ordinal];
    for (const { release, ordinal, original } of rows) {
      const cleaned = clean(original);
      if (cleaned === original) continue;
      swept += 1;
      const place = [release, ordinal, cleaned];
      await client.query('UPDATE problem SET original = $3 WHERE release = $1 AND ordinal = $2', place);
    }
  }
}
