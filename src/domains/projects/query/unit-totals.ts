/**
 * Sums of the projects in every unit, by period, programme and currency: read once per release and day, as all units
 * together cost little more than one. They are those of projectStatistics(filter: { within }).
 */
import { sql } from 'kysely';
import type { Context } from '#graphql/context.ts';
import { query } from '#platform/database/index.ts';
import { sharedByRelease } from '#platform/shared-results.ts';
import { cachedRegistry } from '#registry';
import type { ProgrammingPeriod } from '../model.ts';
import { cachedProjectPlaces } from '../places/reference-data.ts';

export interface UnitTotal {
  readonly unitId: string;
  readonly period: ProgrammingPeriod;
  readonly programmeId: string | null;
  readonly currency: string;
  readonly projects: number;
  readonly value: string | null;
  readonly euContribution: string | null;
}

type TotalsByUnit = ReadonlyMap<string, readonly UnitTotal[]>;

/** Of some days, each with an entry for every unit that has projects. */
const totalsOf = sharedByRelease<TotalsByUnit>(20_000);

/** By the code of the period and the path of the programme. */
export function totalsByUnit(context: Context): Promise<TotalsByUnit> {
  return totalsOf(context.release).get(context.today, () => readTotals(context));
}

async function readTotals({ db, release, today }: Context): Promise<TotalsByUnit> {
  const places = release.get(cachedProjectPlaces);
  const chains = places.chains(release.get(cachedRegistry), today);
  const pairs = places.unitIds.flatMap((place) => chains.chain(place).map(({ id }) => ({ place, unit: id })));
  const given = sql<{ place_id: string; unit_id: string }>`unnest(${pairs.map(({ place }) => place)}::text[],
    ${pairs.map(({ unit }) => unit)}::text[])`;
  // A project with two places in a unit counts once.
  const inside = query
    .selectFrom('project_place as place')
    .innerJoin(given.as<'chain'>(sql`chain(place_id, unit_id)`), 'chain.place_id', 'place.unit_id')
    .distinct()
    .select(['chain.unit_id', 'place.project_id']);
  const rows = await db.scan(
    query
      .selectFrom(inside.as('inside'))
      .innerJoin('project as p', 'p.id', 'inside.project_id')
      .where('p.country', '=', 'PL')
      .select(['inside.unit_id as unitId', 'p.period', 'p.programme_id as programmeId', 'p.currency'])
      .select(({ cast, fn }) => [
        cast<number>(fn.countAll(), 'integer').as('projects'),
        cast<string | null>(fn.sum('p.value'), 'text').as('value'),
        cast<string | null>(fn.sum('p.eu_contribution'), 'text').as('euContribution'),
      ])
      .groupBy(['inside.unit_id', 'p.period', 'p.programme_id', 'p.currency'])
      .orderBy('inside.unit_id')
      .orderBy('p.period')
      .orderBy('p.programme_id', (order) => order.asc().nullsLast())
      .orderBy('p.currency', 'desc'),
  );
  return Map.groupBy(rows, ({ unitId }) => unitId);
}
