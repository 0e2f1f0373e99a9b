/** What a database has, table by table, to compare two of them. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { onServer } from '../harness/server.ts';

/** Of every table: rows and a sum of their contents; and every definition and sequence. */
export async function sumsOf(url: string, leftOut: readonly string[] = []): Promise<Record<string, string>> {
  return onServer(url, async (client) => {
    await client.query("SET TimeZone = 'UTC'; SET DateStyle = 'ISO'");
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
    );
    const sums: Record<string, string> = {};
    for (const { name } of tables.filter((table) => !leftOut.includes(table.name))) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
      sums[name] = `${rows.length} ${hashOf(rows.map(({ row }) => row))}`;
    }
    for (const [what, sql] of Object.entries(definitions)) {
      const { rows } = await client.query<{ text: string }>(sql);
      sums[what] = `${rows.length} ${hashOf(rows.map(({ text }) => text))}`;
    }
    sums['- jobs'] = await sumOfJobs(client);
    return sums;
  });
}

/** Of those that wait or run, in the queue or for it. */
async function sumOfJobs(client: pg.Client): Promise<string> {
  const selects = {
    'wezel_jobs.job': `SELECT name, id, data, group_id, created_on FROM wezel_jobs.job WHERE state IN ('created', 'retry', 'active')`,
    'wezel_jobs.restored_job': 'SELECT queue, id, data, group_id, created_on FROM wezel_jobs.restored_job',
  };
  const jobs: string[] = [];
  for (const [table, select] of Object.entries(selects)) {
    const { rows: found } = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
      table,
    ]);
    if (found[0]?.found !== true) continue;
    const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM (${select}) t`);
    jobs.push(...rows.map(({ row }) => row));
  }
  return `${jobs.length} ${hashOf(jobs.toSorted())}`;
}

const definitions = {
  '- constraints': `SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated::text AS text
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1`,
  '- indexes': `SELECT indexdef AS text FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
  '- triggers': `SELECT tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text || ' ' || pg_get_triggerdef(oid) AS text
    FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`,
  '- sequences': `SELECT sequencename || ' ' || coalesce(last_value::text, 'unused') AS text FROM pg_sequences ORDER BY 1`,
};

const hashOf = (lines: readonly string[]): string => createHash('sha256').update(lines.join('\n')).digest('hex');
