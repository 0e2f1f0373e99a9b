/** Aliases that repeat the same work share it: it takes as many statements as once. */
import { beforeAll, expect, test } from 'vitest';
import { sl2014Csv } from '../fixtures/eu-projects/lists.ts';
import { loadPopulation } from '../fixtures/population.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const gminas = buildTerc({ asOf: '2018-01-01' })
  .filter(({ RODZ }) => ['1', '2', '3'].includes(RODZ))
  .map(({ WOJ, POW, GMI, RODZ }) => WOJ + POW + GMI + RODZ);

beforeAll(async () => {
  await hub.load('teryt', 'TERC.csv', toCsv(buildTerc({ asOf: '2018-01-01' })));
  const years = ['2018', '2019', '2020'];
  const rows = years.flatMap((year) => gminas.map((code, n) => `${code},${year},${1_000 + ((n * 37) % 900)}`));
  await loadPopulation(hub, `teryt_7,year,population_total\n${rows.join('\n')}\n`);
  await hub.load('eu-projects', 'lista.csv', sl2014Csv([{ contract: 'RPSL.01.02.00-24-1001/16', title: 'Szkoła' }]), {
    asOf: '2024-01-01',
  });
});

/** The same values in the first, another in the last. */
const fields: readonly (readonly [name: string, field: (n: number) => string])[] = [
  ['ranking', (n) => `ranking(metric: "population", period: "${2018 + n}", first: 1) { nodes { value } }`],
  ['distribution', (n) => `distribution(metric: "population", period: "${2018 + n}") { asJsonStat }`],
  [
    'benchmark',
    (n) =>
      `benchmark(metric: "population", period: "${2018 + n}", subject: {terc: "${gminas[5]}"}) { rank peers(first: 5) { totalCount } }`,
  ],
  [
    'regionalAggregate',
    (n) => `regionalAggregate(metric: "population", period: "${2018 + n}", level: GMINA, within: "02") { value }`,
  ],
  ['choropleth', (n) => `choropleth(metric: "population", period: "${2018 + n}") { regions(first: 50) { value } }`],
  ['offices', (n) => `offices(filter: {text: "${['urzad', 'ministerstwo'][n]}"}) { totalCount nodes { name } }`],
  ['search', (n) => `search(text: "${['szkola publczna', 'zdrowei'][n]}") { totalCount nodes { title } }`],
  ['practices', (n) => `practices(filter: {text: "${['usługi', 'szkolenia'][n]}"}) { totalCount nodes { slug } }`],
  ['projects', (n) => `projects(filter: {text: "${['szkoła', 'droga'][n]}"}) { totalCount nodes { title } }`],
  ['projectStatistics', (n) => `projectStatistics(filter: {text: "${['szkoła', 'droga'][n]}"}) { count }`],
  ['territorialUnits', (n) => `territorialUnits(filter: {name: "${['łąka', 'miasto'][n]}"}) { totalCount }`],
  [
    'resolveTerritorialUnits',
    (n) =>
      `resolveTerritorialUnits(references: [{text: "gmina ${['Łąka', 'Miasto'][n]}"}]) { candidates { confidence } }`,
  ],
  ['problems', (n) => `problems(first: ${10 + n}) { totalCount nodes { reason } }`],
];

const aliased = (count: number, field: (n: number) => string, n: number): string =>
  `{ ${Array.from({ length: count }, (_, i) => `a${i}: ${field(n)}`).join(' ')} }`;

test.for(fields)('%s', async ([name, field]) => {
  // With another value, so that nothing kept from the first operation helps the second; it may need one statement more.
  hub.statements();
  await hub.ask(aliased(1, field, 0));
  const once = hub.statements();
  // More of these would cost too much.
  const answer = await hub.ask(aliased(name === 'projectStatistics' ? 3 : 20, field, 1));
  const repeated = hub.statements();
  expect(repeated.length).toBeLessThanOrEqual(once.length + 1);
  const [first, ...others] = Object.values(answer);
  for (const other of others) expect(other).toEqual(first);
});
