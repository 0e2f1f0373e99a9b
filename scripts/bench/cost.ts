/**
 * What a point of cost takes: the processor time of the hub and of its PostgreSQL for a typical operation of every root
 * field and for the worst that were found, at full size. Writes the table of docs/cost.md; fails where one takes more than
 * five times the median.
 *
 *   node scripts/bench/cost.ts [--only <part of a name>] [--ms 400] [--dry-run]
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Database } from '../../src/platform/database/index.ts';
import { median } from './beside.ts';
import { type MeasuredCost, writeCostTable } from './cost-table.ts';
import { fill } from './data.ts';
import { fillUp } from './full-size.ts';
import { openBenchHub } from './hub.ts';
import { postmasterOf, processorTime } from './processor-time.ts';
import { type Running, startHub } from './servers.ts';
import { rootFields, type Shape, shapes } from './shapes.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    ms: { type: 'string', default: '400' },
    'dry-run': { type: 'boolean', default: false },
  },
});
/** How much processor time is spent on each in each pass, at least. */
const measuredMs = Number(values.ms);
/** After one that is not measured, while code is still compiled. The median of them counts: garbage is collected in any. */
const passes = 3;
const rounds = { min: 10, max: 3_000 };
const maxTimesMedian = 5;
/** What every request takes, whatever it is about: its HTTP, its document, its statement. */
const floorShape = 'release';

interface Answer {
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: { readonly cost?: { readonly requested: number } };
}

async function ask(url: string, query: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as Answer;
}

/** The rounds from `from` on: each is another query, so that nothing that was computed for one answers the next. */
async function measure({ hub, postmaster, code }: Measured, shape: Shape, from: number): Promise<MeasuredRounds> {
  const before = processorTime(hub.pid, postmaster);
  let [points, count] = [0, 0];
  let spent = { hub: 0, database: 0 };
  while (count < rounds.min || (count < rounds.max && spent.hub + spent.database < measuredMs)) {
    const answer = await ask(hub.url, shape.query(from + count, code));
    if (answer.errors !== undefined) throw new Error(`${shape.name}: ${JSON.stringify(answer.errors[0])}`);
    points += answer.extensions?.cost?.requested ?? 0;
    count += 1;
    const now = processorTime(hub.pid, postmaster);
    spent = { hub: now.hub - before.hub, database: now.database - before.database };
  }
  return { count, points: points / count, hubMs: spent.hub / count, databaseMs: spent.database / count };
}

interface Measured {
  readonly hub: Running;
  readonly postmaster: number;
  readonly code: (n: number) => string;
}

interface MeasuredRounds {
  readonly count: number;
  readonly points: number;
  readonly hubMs: number;
  readonly databaseMs: number;
}

function middleOf(measured: readonly MeasuredRounds[]): MeasuredRounds {
  const total = ({ hubMs, databaseMs }: MeasuredRounds): number => hubMs + databaseMs;
  return measured.toSorted((a, b) => total(a) - total(b))[Math.floor(measured.length / 2)] as MeasuredRounds;
}

/** Until worker threads have read their reference data, and PostgreSQL has cleaned up what was just written. */
async function becomeIdle(hub: Running, postmaster: number): Promise<void> {
  for (let isIdle = false; !isIdle; ) {
    const before = processorTime(hub.pid, postmaster);
    await setTimeout(1_000);
    const now = processorTime(hub.pid, postmaster);
    isIdle = now.hub - before.hub + now.database - before.database < 50;
  }
}

async function measureAll(database: Database): Promise<MeasuredCost[]> {
  const codes = await database.pool.query<{ terc: string }>(
    `SELECT terc FROM territorial_unit_version WHERE valid_to IS NULL AND kind IN ('URBAN_GMINA', 'RURAL_GMINA', 'URBAN_RURAL_GMINA')
     ORDER BY terc`,
  );
  const code = (n: number): string => codes.rows[(n * 37) % codes.rows.length]?.terc ?? '';
  const postmaster = await postmasterOf(database);
  const hub = await startHub(database.url);
  const measured = { hub, postmaster, code };
  const isMeasured = ({ name }: Shape): boolean => name.includes(values.only) && name !== floorShape;
  const chosen = [...shapes.filter(({ name }) => name === floorShape), ...shapes.filter(isMeasured)];
  const found: MeasuredCost[] = [];
  try {
    const warm = new Map<Shape, number>();
    console.log('Unmeasured first, until their code is compiled and worker threads have their data …');
    for (const shape of chosen) warm.set(shape, (await measure(measured, shape, 0)).count);
    await becomeIdle(hub, postmaster);
    const measuredOf = new Map<Shape, MeasuredRounds[]>(chosen.map((shape) => [shape, []]));
    for (let pass = 0; pass < passes; pass += 1) {
      for (const [shape, rounds] of measuredOf) {
        const from = (warm.get(shape) ?? 0) + rounds.reduce((sum, { count }) => sum + count, 0);
        rounds.push(await measure(measured, shape, from));
      }
    }
    for (const [shape, rounds] of measuredOf) {
      const { points, hubMs, databaseMs } = middleOf(rounds);
      const floorMs = found[0] === undefined ? 0 : found[0].hubMs + found[0].databaseMs;
      const usPerPoint = (1_000 * Math.max(0, hubMs + databaseMs - floorMs)) / points;
      found.push({ name: shape.name, isHostile: shape.isHostile === true, points, hubMs, databaseMs, usPerPoint });
      console.log(
        `${shape.name.padEnd(48)} ${points.toFixed(0).padStart(7)} points ${hubMs.toFixed(2).padStart(9)} ms hub ${databaseMs.toFixed(2).padStart(9)} ms database ${usPerPoint.toFixed(1).padStart(9)} µs a point`,
      );
    }
  } finally {
    await hub.stop();
  }
  return found;
}

function checkRootFields(schema: string): void {
  const [, query = ''] = /^type Query \{(.*?)^\}/ms.exec(schema) ?? [];
  const named = [...query.matchAll(/^ {2}(\w+)[(:]/gm)].map(([, name]) => name ?? '');
  const missing = named.filter((name) => !rootFields.includes(name));
  if (missing.length > 0) throw new Error(`scripts/bench/shapes.ts has no shape of ${missing.join(', ')}: add one.`);
}

checkRootFields(readFileSync('schema/schema.graphql', 'utf8'));
const hub = await openBenchHub();
try {
  await fill(hub.database, { projects: 100_000, metrics: 1 });
  await fillUp(hub.database);
  const found = await measureAll(hub.database);
  const middle = median(found.map(({ usPerPoint }) => usPerPoint));
  console.log(`\nThe median is ${middle.toFixed(1)} µs a point.`);
  for (const { name, usPerPoint } of found) {
    if (usPerPoint <= maxTimesMedian * middle) continue;
    console.log(`${name}: ${(usPerPoint / middle).toFixed(1)} times the median`);
    if (values.only === '') process.exitCode = 1;
  }
  if (values.only === '' && !values['dry-run']) await writeCostTable(found, middle);
} finally {
  await hub.close();
}
