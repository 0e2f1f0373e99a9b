/** Counts and sums of projects. */
import { builder } from '#graphql/builder.ts';
import { weighed } from '#graphql/complexity.ts';
import type { Context } from '#graphql/context.ts';
import { cachedRegistry } from '#registry';
import { cachedProjectPlaces } from '../places/reference-data.ts';
import { conditionOf, type ProjectFilter } from '../query/filter.ts';
import {
  type Allocation,
  type Grouping,
  type GroupRow,
  type PlaceGrouping,
  placeGroupings,
  type StatisticsRequest,
  type UnitLevels,
} from '../query/statistics.ts';
import { statisticsStatement } from '../query/statistics-statement.ts';
import { ProjectFilterInput, readFilter } from './filter.ts';
import {
  checkGroups,
  groupCount,
  maxGroupings,
  ProjectAllocation,
  ProjectGrouping,
  StatisticsHaving,
  StatisticsOrder,
} from './statistics-arguments.ts';
import { ProjectStatistics } from './statistics-groups.ts';

const statisticsCost = { total: 14_000, grouping: 9_000 };

builder.queryField('projectStatistics', (t) =>
  t.field({
    type: ProjectStatistics,
    description:
      'Counts, sums and averages of projects by groups. Amounts of different currencies are never added up or converted.',
    args: {
      filter: t.arg({ type: ProjectFilterInput, description: 'Filters the projects.' }),
      groupBy: t.arg({
        type: [ProjectGrouping],
        defaultValue: [],
        required: true,
        description: `What to group by, at most ${maxGroupings}. With the filter \`withinAny\` only places inside it make groups.`,
      }),
      allocation: t.arg({
        type: ProjectAllocation,
        defaultValue: 'FULL',
        required: true,
        description: 'How projects in several groups of places are counted.',
      }),
      having: t.arg({ type: StatisticsHaving, description: 'Filters the groups.' }),
      orderBy: t.arg({ type: StatisticsOrder, description: 'The order; by default KEY ascending.' }),
      first: t.arg.int({
        defaultValue: groupCount.default,
        required: true,
        description: `How many groups to give, 1–${groupCount.max}.`,
      }),
    },
    // All projects are added up for it, and once more for each grouping: points of the caller's rate.
    complexity: weighed(
      { weight: statisticsCost.total, raisedBy: ['groupBy'], multipliedBy: ['first'] },
      ({ first, groupBy }: { first: number; groupBy: readonly unknown[] }) => ({
        field: statisticsCost.total + statisticsCost.grouping * Math.min(groupBy.length, maxGroupings),
        multiplier: Math.min(Math.max(first, 1), groupCount.max) / 5,
      }),
    ),
    resolve: async (_root, { filter, groupBy, allocation, having, orderBy, first }, context) => {
      checkGroups(groupBy, first);
      const selected = await readFilter(filter, context);
      const shared = { units: unitLevels(context), within: selected.unitIds ?? null, allocation };
      const byKey = { field: 'KEY', direction: 'ASC', currency: 'PLN' } as const;
      const [total] = await groupsOf(context, selected, {
        ...shared,
        groupBy: [],
        having: { currency: 'PLN' },
        order: byKey,
        first: 1,
      });
      const groups = await groupsOf(context, selected, {
        ...shared,
        groupBy,
        having: having ?? { currency: 'PLN' },
        order: orderBy ?? byKey,
        first,
      });
      return {
        count: total?.count ?? 0,
        amounts: total?.amounts ?? [],
        allocation,
        groups: groups.map((group) => ({ ...group, groupBy })),
        groupCount: groups[0]?.groups ?? 0,
        isOverlapping: overlaps(groupBy, allocation),
      };
    },
  }),
);

function overlaps(groupBy: readonly Grouping[], allocation: Allocation): boolean {
  const byParty = groupBy.includes('ROLE') || groupBy.includes('BENEFICIARY_KIND');
  const byPlace = groupBy.some((grouping) => (placeGroupings as readonly Grouping[]).includes(grouping));
  return byParty || (byPlace && allocation === 'FULL');
}

const levelsOf = new WeakMap<Context['release'], { readonly today: string; readonly levels: UnitLevels }>();

/** The same on one day in one release. */
function unitLevels({ release, today }: Context): UnitLevels {
  const known = levelsOf.get(release);
  if (known?.today === today) return known.levels;
  const places = release.get(cachedProjectPlaces);
  const chains = places.chains(release.get(cachedRegistry), today);
  const at = (level: PlaceGrouping): (string | null)[] => places.unitIds.map((id) => chains.at(id, level)?.id ?? null);
  const levels = {
    unitIds: places.unitIds,
    levels: { VOIVODESHIP: at('VOIVODESHIP'), POWIAT: at('POWIAT'), GMINA: at('GMINA') },
  };
  levelsOf.set(release, { today, levels });
  return levels;
}

function groupsOf(
  context: Context,
  filter: ProjectFilter,
  request: Omit<StatisticsRequest, 'condition'>,
): Promise<GroupRow[]> {
  const inPoland = { ...filter, countries: filter.countries ?? ['PL'] };
  const condition = conditionOf(inPoland);
  return context.db.scan(statisticsStatement({ ...request, condition }));
}
