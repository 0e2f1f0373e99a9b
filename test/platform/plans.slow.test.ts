/**
 * Filters of projects and entries by words never read a whole table: at thousands of rows, with the statistics that PostgreSQL keeps, the
 * plans of the very statements that are sent have no sequential scan of a table that grows.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StatementBatch } from '#platform/database/statement-batch.ts';
import { mixedLists } from '../fixtures/eu-projects/mixed.ts';
import { loadPlacesAndOffices } from '../fixtures/eu-projects/register.ts';
import { startHub } from '../harness/hub.ts';
import { onServer } from '../harness/server.ts';

const hub = await startHub({ limits: { cost: 1_000_000 } });
const rows = 6_000;

/** What differs in the copies of a row, as SQL by `n`. */
type Changes = Readonly<Record<string, string>>;

const key = `'\\x' || encode(('~' || lpad(n::text, 6, '0'))::bytea, 'hex')`;
const words = `'obszar' || n || ' wniosek ' || CASE n % 3 WHEN 0 THEN 'kolejka' ELSE 'formularz' END || ' mieszkaniec'`;
const entry = { slug: `'plan-' || n`, list_key: key, folded: words };
const copied: Readonly<Record<string, Changes>> = {
  practice: { ...entry, stage: `(ARRAY['IDEA', 'IMPLEMENTED'])[n % 2 + 1]` },
  call: { ...entry, title_key: key },
  event: { ...entry, title_key: key },
  living_lab: entry,
  citation: entry,
  project: {
    id: `'plan-' || n`,
    match_key: `'plan-' || n`,
    text_key: `'plan-' || n`,
    contract_key: `'plan-' || n`,
    search_text: words,
    sort_start: `'2015-01-01'::date + n % 2000`,
  },
};

/** Copies bypass keys and the journal, which follow what imports write. */
async function multiply(client: pg.Client, table: string, changes: Changes): Promise<void> {
  const changed = Object.entries(changes).map(([column, value]) => `'${column}', ${value}`);
  await client.query(`INSERT INTO ${table}
    SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(r) || jsonb_build_object(${changed.join(', ')}))).*
    FROM (SELECT * FROM ${table} LIMIT 1) AS r, generate_series(1, ${rows}) AS n`);
  await client.query(`ANALYZE ${table}`);
}

beforeAll(async () => {
  await loadPlacesAndOffices(hub);
  for (const { name, bytes, asOf } of mixedLists(10)) await hub.load('eu-projects', name, bytes, { asOf });
  await onServer(hub.database.url, async (client) => {
    await client.query(`SET session_replication_role = replica`);
    for (const [table, changes] of Object.entries(copied)) await multiply(client as pg.Client, table, changes);
  });
});

interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
}

let sent: Sent[] = [];
const send = pg.Client.prototype.query as unknown as (...given: unknown[]) => unknown;

function note({ text, values }: Partial<Sent>): void {
  if (text !== undefined && /^\s*(SELECT|WITH)\b/i.test(text)) sent.push({ text, values: values ?? [] });
}

/** Notes each statement with its values, however it is sent. */
function noting(this: pg.Client, ...given: unknown[]): unknown {
  const [first, second] = given;
  if (first instanceof StatementBatch) for (const { config } of first.statements) note(config);
  else note((typeof first === 'string' ? { text: first, values: second } : first) as Partial<Sent>);
  return send.apply(this, given);
}

beforeAll(() => {
  Object.assign(pg.Client.prototype, { query: noting });
});
afterAll(() => {
  Object.assign(pg.Client.prototype, { query: send });
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

function scansOf(plan: Plan): string[] {
  const { Plans: inner = [], 'Relation Name': table = '' } = plan;
  const own = plan['Node Type'] === 'Seq Scan' && table in copied ? [table] : [];
  return [...own, ...inner.flatMap(scansOf)];
}

function indexesOf({ Plans: inner = [], 'Index Name': index }: Plan): string[] {
  return [...(index === undefined ? [] : [index]), ...inner.flatMap(indexesOf)];
}

/** The plans of the statements of an operation that read one of these tables; `settings` before they are made. */
async function plansOf(query: string, tables: readonly string[], settings = ''): Promise<Plan[]> {
  sent = [];
  const { data, errors } = await hub.answer(query);
  expect(errors).toBeUndefined();
  expect(data).not.toBeNull();
  const statements = sent.filter(({ text }) => tables.some((table) => text.includes(table)));
  expect(statements).not.toEqual([]);
  const client = await hub.database.pool.connect();
  try {
    await send.call(client, `BEGIN; ${settings}`);
    const plans: Plan[] = [];
    for (const { text, values } of statements) {
      const explained = { text: `EXPLAIN (FORMAT JSON) ${text}`, values };
      const { rows: found } = (await send.call(client, explained)) as { rows: { 'QUERY PLAN': [{ Plan: Plan }] }[] };
      plans.push(...found.map((row) => row['QUERY PLAN'][0].Plan));
    }
    return plans;
  } finally {
    await send.call(client, 'ROLLBACK');
    client.release();
  }
}

/** The tables that the statements of an operation read whole. */
async function scanned(query: string, settings = ''): Promise<string[]> {
  return (await plansOf(query, Object.keys(copied), settings)).flatMap(scansOf);
}

const page = (list: string, shown: string) => `{ ${list} { nodes { ${shown} } pageInfo { hasNextPage } } }`;
const count = (list: string) => `{ ${list} { totalCount } }`;

describe.each([
  ['practices', 'slug'],
  ['calls', 'slug'],
  ['events', 'slug'],
  ['livingLabs', 'slug'],
  ['citations', 'slug'],
  ['projects', 'id'],
])('%s by text', (list, shown) => {
  test.each(['obszar5777', 'obszar577 formularz', 'nothingofthekind', 'obszar57 od'])('"%s"', async (text) => {
    const filtered = `${list}(filter: { text: "${text}" })`;
    expect(await scanned(page(filtered, shown))).toEqual([]);
    expect(await scanned(count(filtered))).toEqual([]);
  });

  // Of so few and short rows PostgreSQL would rather read all; of many it need not.
  test.each(['xq', 'x'])('"%s", a short word', async (text) => {
    const filtered = count(`${list}(filter: { text: "${text}" })`);
    expect(await scanned(filtered, 'SET LOCAL enable_seqscan = off')).toEqual([]);
  });
});

test('a filter that has to read all is seen', async () => {
  expect(await scanned(count('projects(filter: { countries: ["PL"] })'))).toContain('project');
});

/** Tables of thousands of short rows, which PostgreSQL reads whole as long as that is quicker: their indexes serve the filter. */
test.each([
  ['territorialUnits(filter: { name: "obszar" })', 'territorial_unit_version_name_folded_idx'],
  ['offices(filter: { name: "obszar" })', 'office_names_folded_idx'],
  ['offices(filter: { text: "obszar" })', 'office_text_folded_idx'],
  ['projects(filter: { beneficiaryText: "obszar" })', 'participation_stated_key_idx'],
])('%s can be answered by %s', async (list, index) => {
  const table = index.replace(/_(names?_folded|text_folded|stated_key)_idx$/, '');
  const plans = await plansOf(count(list), [table], 'SET LOCAL enable_seqscan = off');
  expect(plans.flatMap(indexesOf)).toContain(index);
});
