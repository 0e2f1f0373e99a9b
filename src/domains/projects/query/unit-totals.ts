/**
 * Sums of the projects in every unit, by period, programme and currency: read once per release and day, as all units
 * together cost little more than one. They are those of projectStatistics(filter: { within }).
 */
import { sql } from 'kysely';
import type { Context } from '#graphql/context.ts';
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

const totalsOf = new WeakMap<Context['release'], { readonly today: string; readonly totals: Promise<TotalsByUnit> }>();

/** By the code of the period and the path of the programme. */
export function totalsByUnit(context: Context): Promise<TotalsByUnit> {
  const { release, today } = context;
  const known = totalsOf.get(release);
  if (known?.today === today) return known.totals;
  const totals = readTotals(context);
  totalsOf.set(release, { today, totals });
  // What failed is read again by the next who needs it.
  totals.catch(() => totalsOf.delete(release));
  return totals;
}

async function readTotals({ db, release, today }: Context): Promise<TotalsByUnit> {
  const places = release.get(cachedProjectPlaces);
  const chains = places.chains(release.get(cachedRegistry), today);
  const pairs = places.unitIds.flatMap((place) => chains.chain(place).map(({ id }) => ({ place, unit: id })));
  // Kysely has no words for unnest of several arrays. A project with two places in a unit counts once.
  const rows = await db.scan(sql<UnitTotal>`
    SELECT inside.unit_id AS "unitId", p.period::text AS period, p.programme_id AS "programmeId", p.currency,
           count(*)::int AS projects, sum(p.value)::text AS value, sum(p.eu_contribution)::text AS "euContribution"
    FROM (
      SELECT DISTINCT chain.unit_id, place.project_id
      FROM project_place AS place
      JOIN unnest(${pairs.map(({ place }) => place)}::text[], ${pairs.map(({ unit }) => unit)}::text[])
        AS chain(place_id, unit_id) ON chain.place_id = place.unit_id
    ) AS inside
    JOIN project AS p ON p.id = inside.project_id AND p.country = 'PL'
    GROUP BY 1, 2, 3, 4
    ORDER BY 1, 2, 3 NULLS LAST, 4 DESC`);
  return Map.groupBy(rows, ({ unitId }) => unitId);
}
