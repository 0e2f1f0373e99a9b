/** How long queries of observations take through the hub, each another one in every round, so that nothing answers it from memory. */
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { defaultLimits } from '../../src/config.ts';
import type { Database } from '../../src/platform/database/index.ts';

const rounds = { warm: 40, measured: 160 };

/** What a query of a round asks for. */
export interface Requested {
  metric(round: number): string;
  /** A value of the dimension `group`. */
  group(round: number): string;
  year(round: number): number;
  /** A gmina's. */
  code(round: number): string;
}

type Query = (round: number) => string;

export const queryNames = [
  'a series of 25 years',
  'a benchmark among 2,477, first requested',
  'a page of a ranking, first requested',
  'a distribution, first requested',
  'a page of the observations of one unit and metric',
] as const;
export type QueryName = (typeof queryNames)[number];

function queriesOf({ metric, group, year, code }: Requested): Record<QueryName, Query> {
  const dimension = (round: number): string => `dimensions: [{dimension: "group", value: "${group(round)}"}]`;
  const slice = (round: number, shift = 0): string =>
    `metric: "${metric(round)}", period: "${year(round + shift)}", ${dimension(round + shift)}`;
  return {
    'a series of 25 years': (round) =>
      `{ territorialUnit(terc: "${code(round)}") { indicators(metrics: ["${metric(round)}"], ${dimension(round)}) { points { period value flag } } } }`,
    'a benchmark among 2,477, first requested': (round) =>
      `{ benchmark(${slice(round)}, subject: {terc: "${code(round)}"}) { value rank of percentile zScore } }`,
    'a page of a ranking, first requested': (round) =>
      `{ ranking(${slice(round, 12)}) { totalCount nodes { rank value unit { name } } } }`,
    'a distribution, first requested': (round) =>
      `{ distribution(${slice(round, 7)}) { summary { mean median } bins { from to count } } }`,
    'a page of the observations of one unit and metric': (round) =>
      `{ observations(first: 50, filter: {metrics: ["${metric(round)}"], subjects: [{terc: "${code(round)}"}]}) { nodes { period value flag } } }`,
  };
}

/** The median of each, in milliseconds. */
export async function measureQueries(database: Database, requested: Requested): Promise<Map<QueryName, number>> {
  await database.pool.query('VACUUM ANALYZE observation');
  const queries = queriesOf(requested);
  const medians = new Map<QueryName, number>();
  for (const name of queryNames) medians.set(name, await measureAlone(database, queries[name]));
  return medians;
}

/** By an app of its own, which has no slice in memory that another query read. */
async function measureAlone(database: Database, query: Query): Promise<number> {
  const log = pino({ level: 'silent' });
  const app = await createApp({ database, limits: defaultLimits, log, clock: () => new Date() });
  try {
    return await medianOf(query, (text) =>
      app.handler.fetch('http://hub/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: text }),
      }),
    );
  } finally {
    await app.close();
  }
}

async function medianOf(query: Query, fetch: (text: string) => Promise<Response> | Response): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds.warm + rounds.measured; round += 1) {
    const begun = performance.now();
    const response = await fetch(query(round));
    const text = await response.text();
    if (text.includes('"errors"')) throw new Error(text);
    if (round >= rounds.warm) times.push(performance.now() - begun);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
