/** What the catalogue says of each dataset at a release: its editions, sources, days and places. */
import type pg from 'pg';
import { execute, query } from '#platform/database/index.ts';
import type { JournalTable } from '#platform/releases/journal.ts';
import { inSnapshot } from '../copy-out.ts';
import { tablesOf } from '../dataset-sql.ts';
import { type Dataset, datasets } from '../datasets/index.ts';
import type { OpenData } from '../open-data.ts';
import { firstDay, lastDay } from './partial-days.ts';
import { subjectOf } from './subjects.ts';

export interface SourceFacts {
  readonly id: string;
  readonly name: string;
  readonly publisher: string;
  readonly url: string;
  readonly licence: string;
  /** ISO. */
  readonly asOf: string;
}

/** A release that changed what a dataset is made from. */
export interface Edition {
  readonly release: number;
  readonly releasedAt: Date;
}

export interface DatasetFacts {
  readonly dataset: Dataset;
  /** The newest first; never empty. */
  readonly editions: readonly [Edition, ...Edition[]];
  readonly sources: readonly SourceFacts[];
  /** ISO days, both inclusive. */
  readonly period: { readonly from: string; readonly to: string };
  /** TERC of the voivodeships that its rows lie in, where the rows have a TERC. */
  readonly voivodeships: readonly string[];
}

export interface CatalogueFacts {
  readonly latest: number;
  readonly releasedAt: Date;
  readonly firstReleasedAt: Date;
  /** Names of voivodeships by TERC. */
  readonly voivodeshipNames: ReadonlyMap<string, string>;
  /** About, by the name of the table. */
  readonly rowsOfTables: ReadonlyMap<string, number>;
  readonly datasets: readonly DatasetFacts[];
}

/** Of a hub without any release there is nothing to catalogue. */
export async function readCatalogueFacts(data: OpenData): Promise<CatalogueFacts | null> {
  const { first, latest, releasedAt } = await data.facts();
  const [moment, firstMoment] = [releasedAt[latest - 1], releasedAt[0]];
  if (moment === undefined || firstMoment === undefined) return null;
  const tables = await data.tables();
  return inSnapshot(data.database, async (client) => {
    const changes = await readTypeChanges(client, latest);
    const oldest: Edition = { release: first, releasedAt: releasedAt[first - 1] ?? moment };
    const found: DatasetFacts[] = [];
    for (const dataset of datasets) found.push(await readDataset(client, { dataset, tables, changes, oldest }));
    const [voivodeshipNames, rowsOfTables] = [await readVoivodeships(client), await readRows(client)];
    return {
      latest,
      releasedAt: moment,
      firstReleasedAt: firstMoment,
      voivodeshipNames,
      rowsOfTables,
      datasets: found,
    };
  });
}

interface TypeChange extends Edition {
  readonly type: string;
  readonly isWithdrawn: boolean;
  readonly source: SourceFacts;
}

async function readTypeChanges(client: pg.ClientBase, latest: number): Promise<TypeChange[]> {
  // Sources that a release added beside its own count, too.
  const statement = query
    .selectFrom('release as r')
    .innerJoin('release_change as c', 'c.release', 'r.number')
    .innerJoin('source as s', (join) =>
      join.on(({ or, eb }) =>
        or([eb('s.id', '=', eb.ref('r.source_id')), eb('s.created_in', '=', eb.ref('r.number'))]),
      ),
    )
    .where('r.number', '<=', latest)
    .where('c.rows', '>', 0)
    .select(['c.type', 'r.number', 'r.released_at', 'r.status'])
    .select(['s.id', 's.name', 's.publisher', 's.url', 's.licence', 's.as_of'])
    .distinct()
    .orderBy('r.number', 'desc')
    .orderBy('s.id');
  const rows = await execute(client, statement);
  return rows.map(({ type, number, released_at, status, as_of, ...source }) => ({
    type,
    release: number,
    releasedAt: released_at,
    isWithdrawn: status === 'WITHDRAWN',
    source: { ...source, asOf: as_of.toISOString().slice(0, 10) },
  }));
}

interface Reading {
  readonly dataset: Dataset;
  readonly tables: readonly JournalTable[];
  readonly changes: readonly TypeChange[];
  /** The first release whose state can be given. */
  readonly oldest: Edition;
}

async function readDataset(
  client: pg.ClientBase,
  { dataset, tables, changes, oldest }: Reading,
): Promise<DatasetFacts> {
  const types = new Set(tablesOf(dataset, tables).map(({ type }) => type));
  const own = changes.filter(({ type }) => types.has(type));
  const editions = [
    ...new Map(own.map(({ release, releasedAt }) => [release, { release, releasedAt }])).values(),
  ].filter(({ release }) => release > oldest.release);
  const used = own.filter(({ isWithdrawn }) => !isWithdrawn).map(({ source }) => source);
  const sources = [...new Map(used.map((source) => [source.id, source])).values()].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const all: [Edition, ...Edition[]] = [
    editions[0] ?? oldest,
    ...editions.slice(1),
    ...(editions.length > 0 ? [oldest] : []),
  ];
  const days = sources.map(({ asOf }) => asOf).toSorted();
  const day = all[0].releasedAt.toISOString().slice(0, 10);
  const { from, to } = await readPeriod(client, dataset);
  return {
    dataset,
    editions: all,
    sources,
    period: { from: from ?? days[0] ?? day, to: to ?? days.at(-1) ?? day },
    voivodeships: await readVoivodeshipsOf(client, dataset),
  };
}

/** Names of columns come from the declaration of the dataset, for which Kysely has no types. */
async function readPeriod(client: pg.ClientBase, dataset: Dataset): Promise<{ from?: string; to?: string }> {
  const { period } = subjectOf(dataset.name);
  if (period === undefined) return {};
  const [from, to] = period;
  const { sql } = (dataset.periods ?? dataset.rows).compile();
  const { rows } = await client.query<{ from: string | null; to: string | null; end: string | null }>(
    // SQL as text: around the text of any dataset's rows.
    `SELECT min("${from}"::text COLLATE "C") AS "from", max("${to}"::text COLLATE "C") AS "to",
       max("${from}"::text COLLATE "C") AS "end" FROM (${sql}) d`,
  );
  const [row] = rows;
  if (row === undefined || row.from === null) return {};
  const last =
    [row.to, row.end]
      .filter((text) => text !== null)
      .toSorted()
      .at(-1) ?? row.from;
  return { from: firstDay(row.from), to: lastDay(last) };
}

async function readVoivodeshipsOf(client: pg.ClientBase, dataset: Dataset): Promise<string[]> {
  if (dataset.columns['terc'] === undefined) return [];
  const { sql } = dataset.rows.compile();
  const { rows } = await client.query<{ code: string }>(
    // SQL as text: around the text of any dataset's rows.
    `SELECT DISTINCT left(terc, 2) AS code FROM (${sql}) d WHERE terc IS NOT NULL ORDER BY code`,
  );
  return rows.map(({ code }) => code);
}

async function readRows(client: pg.ClientBase): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; rows: number }>(
    // SQL as text: Kysely has no types of PostgreSQL's own tables.
    `SELECT relname AS name, reltuples AS rows FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
  );
  return new Map(rows.map(({ name, rows: count }) => [name, count]));
}

async function readVoivodeships(client: pg.ClientBase): Promise<Map<string, string>> {
  const statement = query
    .selectFrom('territorial_unit_version')
    .distinctOn('terc')
    .where('kind', '=', 'VOIVODESHIP')
    .select(['terc', 'name'])
    .orderBy('terc')
    .orderBy('valid_from', 'desc');
  const rows = await execute(client, statement);
  return new Map(rows.map(({ terc, name }) => [terc, name]));
}
