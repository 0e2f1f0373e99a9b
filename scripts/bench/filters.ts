/**
 * How each filter of projects is answered at 100,000 projects: the time of a page and of a count, and whether the plan reads
 * a whole table.
 *
 *   node scripts/bench/filters.ts [projects]
 */
import { sql } from 'kysely';
import { conditionOf, type ProjectFilter } from '../../src/domains/projects/query/filter.ts';
import { query } from '../../src/platform/database/index.ts';
import { fill } from './data.ts';
import { openBenchHub } from './hub.ts';

const filters: Readonly<Record<string, ProjectFilter>> = {
  'a rare word': { text: '77777' },
  'two words': { text: 'żłobków 4242' },
  'a word of every third project': { text: 'zdrowia' },
  'no such word': { text: 'nieistniejące' },
  'a short word': { text: 'nr' },
  'a short word of none': { text: 'xq' },
  'a short word and a long one': { text: 'nr 31415' },
  'a contract number': { text: 'RPXX.31415' },
  'a beneficiary': { beneficiary: { text: 'fundacja 31415' } },
  'a short name': { beneficiary: { text: '77' } },
  'an office by name': { beneficiary: { text: 'urząd gmina 1601' } },
  'a NIP': { beneficiary: { nip: '5252248481' } },
  'a rare fund': { funds: ['FS'] },
  'half of all by fund': { funds: ['EFRR'] },
  'a rare currency': { currencies: ['EUR'] },
  'a rare role': { roles: ['PARTICIPANT'] },
  'days of start': { startsOn: { from: '2019-06-01', to: '2019-06-02' } },
  'days of end': { endsOn: { from: '2014-01-01', to: '2014-07-25' } },
  'high values': { value: { from: '9999000' } },
};

const projects = Number(process.argv[2] ?? 100_000);
const hub = await openBenchHub();
try {
  await fill(hub.database, { projects, metrics: 1 });
  for (const [name, filter] of Object.entries(filters)) await measure(name, filter);
} finally {
  await hub.close();
}

interface PlanRow {
  readonly 'QUERY PLAN': string;
}

async function measure(name: string, filter: ProjectFilter): Promise<void> {
  const condition = conditionOf(filter);
  const statements = [
    sql`SELECT p.id, p.title FROM project AS p WHERE ${condition} ORDER BY p.sort_start DESC, p.id DESC LIMIT 51`,
    sql`SELECT count(*)::int FROM project AS p WHERE ${condition}`,
  ].map((statement) => statement.compile(query));
  const measured: string[] = [];
  for (const { sql: text, parameters } of statements) {
    await hub.database.pool.query(text, [...parameters]);
    const { rows } = await hub.database.pool.query<PlanRow>(`EXPLAIN (ANALYZE) ${text}`, [...parameters]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    if (process.argv.includes('--plans')) console.log(plan);
    const scanned = /Seq Scan on (project|participation)\b/.exec(plan)?.[1];
    const time = /Execution Time: ([\d.]+)/.exec(plan)?.[1] ?? '';
    measured.push(`${Number(time).toFixed(1).padStart(8)} ms${scanned === undefined ? '' : ` (all of ${scanned})`}`);
  }
  console.log(`${name.padEnd(32)} page ${measured[0]}, count ${measured[1]}`);
}
