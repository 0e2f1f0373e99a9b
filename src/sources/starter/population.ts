/** The population of the starter set's units, from ./population.json. */
import { createHash } from 'node:crypto';
import { type FacetDefinition, type MetricDefinition, parsePeriod, type Statement } from '#metrics';
import type { Database } from '#platform/database/index.ts';
import type { SourceDescription } from '#platform/releases/model.ts';
import { bdlFacet, knownMetrics } from '../bdl/known-metrics.ts';
import { inputFileOf, silentProgress } from '../import.ts';
import { publishBatch } from '../metrics/publish-batch.ts';
import figures from './population.json' with { type: 'json' };

export async function loadPopulation(database: Database, today: string, signal?: AbortSignal): Promise<void> {
  const file = inputFileOf(source.fileName, new TextEncoder().encode(text));
  const note = 'Starter set: population of the voivodeships and of the cities';
  const job = { database, file, note, dryRun: false, today, progress: silentProgress, signal };
  const batch = { metrics, facet, keepKnown: false, statements };
  await publishBatch(job, source, batch, 'json');
}

export const populationKind = 'starter-population';

const { population } = knownMetrics;

const change: MetricDefinition = {
  ...population,
  code: 'population-change',
  namePl: 'Zmiana liczby ludności rok do roku',
  nameEn: 'Population change, year on year',
  definitionPl: 'Różnica między liczbą ludności a liczbą sprzed roku, w procentach tej drugiej.',
  definitionEn: 'Population less that of a year before, in per cent of the latter.',
  unitPl: '%',
  unitEn: '%',
  decimals: 2,
  polarity: 'HIGHER_IS_BETTER',
  kind: 'RATE',
  aggregation: 'NONE',
  method: null,
  formula: { type: 'CHANGE', of: population.code, unit: 'PERCENT' },
};

const metrics = [population, change];

/** After the Local Data Bank itself, from which fuller figures may be loaded. */
const facet: FacetDefinition = {
  ...bdlFacet,
  code: 'gus-starter',
  name: 'Węzeł starter set: population by Statistics Poland (GUS)',
  rank: 40,
  caveat: 'Only voivodeships, cities with powiat rights and the gminas of the first documents.',
};

const text = JSON.stringify(figures);
const rows: readonly [code: string, values: readonly (number | null)[]][] = Object.entries(figures.rows);
const years = rows[0]?.[1].length ?? 0;

const source: SourceDescription = {
  kind: populationKind,
  name: facet.name,
  publisher: bdlFacet.publisher,
  url: bdlFacet.url,
  fileName: 'population.json',
  sha256: createHash('sha256').update(text).digest('hex'),
  asOf: `${figures.firstYear + years - 1}-12-31`,
  licence: bdlFacet.licence,
};

function* statements(): Generator<Statement> {
  for (const [index, [code, values]] of rows.entries()) {
    for (const [column, value] of values.entries()) {
      if (value !== null) yield statementOf(index + 1, code, figures.firstYear + column, value);
    }
  }
}

function statementOf(row: number, code: string, year: number, value: number): Statement {
  const period = parsePeriod(String(year));
  if (period === null) throw new Error(`${year} is no period`);
  const stated = {
    row,
    column: String(year),
    metric: population.code,
    code,
    level: null,
    period,
    dimensions: {},
    value,
    flag: year === figures.censusBreak ? 'BREAK' : 'NORMAL',
    verbatim: String(value),
    mark: null,
  } as const;
  return { kind: 'value', value: stated, source: { number: row, text: `${code} ${year} ${value}` } };
}
