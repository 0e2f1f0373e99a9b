/** Counts and sums of projects. */
import { builder } from '#graphql/builder.ts';
import { weighed } from '#graphql/complexity.ts';
import type { Context } from '#graphql/context.ts';
import { Money } from '#graphql/money.ts';
import { OrderDirection } from '#graphql/ordering.ts';
import { heldOffices } from '#offices';
import { BadInputError } from '#platform/errors.ts';
import { heldRegistry, TerritorialUnit, unitOfRow } from '#registry';
import type { ProgrammingPeriod as Period, ParticipationRole as Role } from '../model.ts';
import { heldProjectPlaces } from '../places/held.ts';
import { conditionOf, Parameters, type ProjectFilter } from '../query/filter.ts';
import {
  type Allocation,
  type AmountSums,
  type CurrencySums,
  type Grouping,
  type GroupRow,
  groupings,
  type PlaceGrouping,
  placeGroupings,
  type StatisticsQuestion,
  statisticsSql,
  type UnitLevels,
} from '../query/statistics.ts';
import { BeneficiaryKind, ParticipationRole, ProgrammingPeriod } from './enums.ts';
import { ProjectFilterInput, readFilter } from './filter.ts';
import { moneyOf } from './money.ts';
import { Programme } from './nodes.ts';

const mostGroupings = 4;
const groupsGiven = { usual: 100, most: 1_000 };

const groupingDescriptions: Readonly<Record<Grouping, string>> = {
  PERIOD: 'The programming period.',
  PROGRAMME: 'The programme.',
  PRIORITY: 'The priority.',
  FUND: 'The fund.',
  VOIVODESHIP: 'The voivodeship of the places. A project with places in several is in several groups.',
  POWIAT: 'The powiat of the places; places known only to the voivodeship are in the group without a powiat.',
  GMINA: 'The gmina of the places; places known only to the powiat or voivodeship are in the group without a gmina.',
  START_YEAR: 'The year in which the project starts.',
  ROLE: 'The roles in which someone takes part. A project with several is in several groups.',
  BENEFICIARY_KIND: 'The kinds of those who take part. A project with several is in several groups.',
};

const ProjectGrouping = builder.enumType('ProjectGrouping', {
  description: 'What projects are grouped by.',
  values: Object.fromEntries(groupings.map((name) => [name, { description: groupingDescriptions[name] }])) as Record<
    Grouping,
    { description: string }
  >,
});

const ProjectAllocation = builder.enumType('ProjectAllocation', {
  description: 'How the amounts of a project with places in several groups are counted.',
  values: {
    FULL: { description: 'In full in each group: the groups overlap, and their sums add up to more than the whole.' },
    EQUAL_SPLIT: {
      description:
        'In equal parts, one for each of its groups of places, which add up to the whole to the last hundredth. The division is the hub’s own, not of any source.',
    },
  } as const,
});

const StatisticsOrderField = builder.enumType('ProjectStatisticsOrderField', {
  description: 'What groups can be ordered by; equal ones are ordered by what they are grouped by.',
  values: {
    COUNT: { description: 'The number of projects.' },
    VALUE: { description: 'The sum of the total values in `currency`.' },
    ELIGIBLE_COST: { description: 'The sum of the eligible costs in `currency`.' },
    EU_CONTRIBUTION: { description: "The sum of the European Union's contributions in `currency`." },
    KEY: { description: 'What they are grouped by, as text.' },
  } as const,
});

const currencyField = 'The currency of the sums: `PLN` or `EUR`.';

const StatisticsOrder = builder.inputType('ProjectStatisticsOrder', {
  description: 'The order of groups.',
  fields: (t) => ({
    field: t.field({ type: StatisticsOrderField, required: true, description: 'What they are ordered by.' }),
    direction: t.field({ type: OrderDirection, defaultValue: 'DESC', required: true, description: 'The direction.' }),
    currency: t.string({ defaultValue: 'PLN', required: true, description: currencyField }),
  }),
});

const StatisticsHaving = builder.inputType('ProjectStatisticsHaving', {
  description: 'Which groups are given; all conditions must hold.',
  fields: (t) => ({
    countFrom: t.int({ description: 'Only groups with this number of projects or more.' }),
    countTo: t.int({ description: 'Only groups with this number of projects or fewer.' }),
    currency: t.string({ defaultValue: 'PLN', required: true, description: currencyField }),
    valueFrom: t.string({ description: 'Only groups with this sum of total values or more.' }),
    valueTo: t.string({ description: 'Only groups with this sum of total values or less.' }),
    euContributionFrom: t.string({ description: 'Only groups with this sum of EU contributions or more.' }),
    euContributionTo: t.string({ description: 'Only groups with this sum of EU contributions or less.' }),
  }),
});

type Summary = AmountSums & { readonly currency: string };

const AmountSummary = builder.objectRef<Summary>('AmountSummary').implement({
  description: 'An amount summed up over projects.',
  fields: (t) => ({
    sum: t.field({
      type: Money,
      nullable: true,
      description: 'The sum; null when no project states the amount.',
      resolve: ({ sum, currency }) => moneyOf(sum, currency),
    }),
    average: t.field({
      type: Money,
      nullable: true,
      description: 'The mean of the projects that state it, rounded to hundredths.',
      resolve: ({ average, currency }) => moneyOf(average, currency),
    }),
    count: t.exposeInt('count', { description: 'How many projects state it.' }),
  }),
});

const CurrencyStatistics = builder.objectRef<CurrencySums>('ProjectCurrencyStatistics').implement({
  description: 'Sums of the projects whose amounts are in one currency. Currencies are never added up.',
  fields: (t) => ({
    currency: t.exposeString('currency', { description: 'ISO 4217 code.' }),
    count: t.exposeInt('count', { description: 'How many projects.' }),
    value: t.field({
      type: AmountSummary,
      description: 'The total values.',
      resolve: ({ value, currency }) => ({ ...value, currency }),
    }),
    eligibleCost: t.field({
      type: AmountSummary,
      description: 'The eligible costs.',
      resolve: ({ eligibleCost, currency }) => ({ ...eligibleCost, currency }),
    }),
    euContribution: t.field({
      type: AmountSummary,
      description: "The European Union's contributions.",
      resolve: ({ euContribution, currency }) => ({ ...euContribution, currency }),
    }),
  }),
});

interface Group extends GroupRow {
  readonly groupBy: readonly Grouping[];
}

const keyOf = ({ groupBy, keys }: Group, grouping: Grouping): string | null => {
  const index = groupBy.indexOf(grouping);
  return index < 0 ? null : (keys[index] ?? null);
};

const perCurrency = {
  complexity: { field: 1, multiplier: 2 },
  description: 'Counts and sums for each currency, PLN first.',
} as const;

const ProjectGroup = builder.objectRef<Group>('ProjectGroup').implement({
  description: 'Projects that are alike in what was grouped by. Of that, null means that the project does not tell it.',
  fields: (t) => ({
    period: t.field({
      type: ProgrammingPeriod,
      nullable: true,
      description: 'The period, when grouped by PERIOD.',
      resolve: (group) => keyOf(group, 'PERIOD') as Period | null,
    }),
    programme: t.field({
      type: Programme,
      nullable: true,
      description: 'The programme, when grouped by PROGRAMME.',
      resolve: (group) => keyOf(group, 'PROGRAMME'),
    }),
    priority: t.field({
      type: Programme,
      nullable: true,
      description: 'The priority, when grouped by PRIORITY.',
      resolve: (group) => keyOf(group, 'PRIORITY'),
    }),
    fund: t.string({
      nullable: true,
      description: 'The fund, when grouped by FUND.',
      resolve: (group) => keyOf(group, 'FUND'),
    }),
    ...Object.fromEntries(
      placeGroupings.map((grouping) => [
        grouping.toLowerCase(),
        t.field({
          type: TerritorialUnit,
          nullable: true,
          description: `The ${grouping.toLowerCase()}, when grouped by ${grouping}; null for the whole country and for places not known so deep.`,
          resolve: (group: Group, _args: object, context: Context) => unitOfRow(keyOf(group, grouping), {}, context),
        }),
      ]),
    ),
    startYear: t.int({
      nullable: true,
      description: 'The year, when grouped by START_YEAR.',
      resolve: (group) => {
        const year = keyOf(group, 'START_YEAR');
        return year === null ? null : Number(year);
      },
    }),
    role: t.field({
      type: ParticipationRole,
      nullable: true,
      description: 'The role, when grouped by ROLE.',
      resolve: (group) => keyOf(group, 'ROLE') as Role | null,
    }),
    beneficiaryKind: t.field({
      type: BeneficiaryKind,
      nullable: true,
      description: 'The kind, when grouped by BENEFICIARY_KIND.',
      resolve: (group) => keyOf(group, 'BENEFICIARY_KIND') as typeof BeneficiaryKind.$inferType | null,
    }),
    count: t.exposeInt('count', {
      description: 'How many projects are in the group; under EQUAL_SPLIT those with a part in it.',
    }),
    amounts: t.field({ ...perCurrency, type: [CurrencyStatistics], resolve: ({ amounts }) => [...amounts] }),
  }),
});

interface Statistics {
  readonly count: number;
  readonly amounts: readonly CurrencySums[];
  readonly allocation: Allocation;
  readonly groups: readonly Group[];
  readonly groupCount: number;
  readonly isOverlapping: boolean;
}

const ProjectStatistics = builder.objectRef<Statistics>('ProjectStatistics').implement({
  description: 'Counts and sums of the projects that a filter selects.',
  fields: (t) => ({
    count: t.exposeInt('count', {
      description: 'How many projects the filter selects, each once: the same as `totalCount` of the list.',
    }),
    amounts: t.field({ ...perCurrency, type: [CurrencyStatistics], resolve: ({ amounts }) => [...amounts] }),
    allocation: t.field({
      type: ProjectAllocation,
      description: 'How projects in several groups of places are counted in `groups`.',
      resolve: ({ allocation }) => allocation,
    }),
    isOverlapping: t.exposeBoolean('isOverlapping', {
      description:
        'Whether amounts of one project are counted in full in more than one group, so that the groups must not be added up: with FULL by place, and always by role or kind.',
    }),
    groupCount: t.exposeInt('groupCount', { description: 'How many groups there are, those beyond `first` too.' }),
    groups: t.field({
      type: [ProjectGroup],
      description: 'The groups; without groupBy one, with everything in it.',
      resolve: ({ groups }) => [...groups],
    }),
  }),
});

const statisticsCost = { total: 10_000, grouping: 5_000 };

builder.queryField('projectStatistics', (t) =>
  t.field({
    type: ProjectStatistics,
    description:
      'Counts, sums and averages of projects by groups. Amounts of different currencies are never added up or converted.',
    args: {
      filter: t.arg({ type: ProjectFilterInput, description: 'Which projects; without it all.' }),
      groupBy: t.arg({
        type: [ProjectGrouping],
        defaultValue: [],
        required: true,
        description: `What to group by, at most ${mostGroupings}. With the filter \`within\` only places inside it make groups.`,
      }),
      allocation: t.arg({
        type: ProjectAllocation,
        defaultValue: 'FULL',
        required: true,
        description: 'How projects in several groups of places are counted.',
      }),
      having: t.arg({ type: StatisticsHaving, description: 'Which groups; without it all.' }),
      orderBy: t.arg({ type: StatisticsOrder, description: 'The order; without it KEY ascending.' }),
      first: t.arg.int({
        defaultValue: groupsGiven.usual,
        required: true,
        description: `How many groups to give, 1–${groupsGiven.most}.`,
      }),
    },
    // All projects are added up for it, and once more for each grouping: points of the caller's rate.
    complexity: weighed(
      { weight: statisticsCost.total, raisedBy: ['groupBy'], multipliedBy: ['first'] },
      ({ first, groupBy }: { first: number; groupBy: readonly unknown[] }) => ({
        field: statisticsCost.total + statisticsCost.grouping * Math.min(groupBy.length, mostGroupings),
        multiplier: Math.min(Math.max(first, 1), groupsGiven.most) / 5,
      }),
    ),
    resolve: async (_root, { filter, groupBy, allocation, having, orderBy, first }, context) => {
      checkArguments(groupBy, having ?? {}, first);
      const selected = readFilter(filter, context);
      const shared = { ...partsOf(context), within: selected.unitIds ?? null, allocation };
      const usual = { field: 'KEY', direction: 'ASC', currency: 'PLN' } as const;
      const [total] = await ask(context, selected, {
        ...shared,
        groupBy: [],
        having: { currency: 'PLN' },
        order: usual,
        first: 1,
      });
      const groups = await ask(context, selected, {
        ...shared,
        groupBy,
        having: having ?? { currency: 'PLN' },
        order: orderBy ?? usual,
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

const amountsOfHaving = ['valueFrom', 'valueTo', 'euContributionFrom', 'euContributionTo'] as const;

function checkArguments(
  groupBy: readonly Grouping[],
  having: Partial<Record<(typeof amountsOfHaving)[number], string | null | undefined>>,
  first: number,
): void {
  if (new Set(groupBy).size !== groupBy.length)
    throw new BadInputError('"groupBy" names something twice.', 'Name it once.', {
      polish: '"groupBy" wymienia coś dwa razy. Wymień to raz.',
    });
  if (groupBy.length > mostGroupings) {
    throw new BadInputError(`"groupBy" names ${groupBy.length} things.`, `Name at most ${mostGroupings}.`, {
      polish: `"groupBy" ma pozycji: ${groupBy.length}. Podaj najwyżej ${mostGroupings}.`,
    });
  }
  if (first < 1 || first > groupsGiven.most) {
    throw new BadInputError(`"first" is ${first}.`, `Ask for 1 to ${groupsGiven.most} groups.`, {
      polish: `"first" wynosi ${first}. Poproś o 1 do ${groupsGiven.most} grup.`,
    });
  }
  for (const name of amountsOfHaving) {
    const text = having[name];
    if (text != null && !/^-?\d{1,18}(\.\d{1,6})?$/.test(text)) {
      throw new BadInputError(`"${text.slice(0, 40)}" in "${name}" is no amount.`, 'Write it as 1234.56.', {
        polish: `"${text.slice(0, 40)}" w "${name}" nie jest kwotą. Zapisz ją tak: 1234.56.`,
      });
    }
  }
}

function partsOf(context: Context): Pick<StatisticsQuestion, 'units' | 'government' | 'selfGovernment'> {
  const offices = context.release.get(heldOffices).ordered;
  const idsOf = (tier: string): string[] => offices.filter((office) => office.tier === tier).map(({ id }) => id);
  return { units: unitLevels(context), government: idsOf('GOVERNMENT'), selfGovernment: idsOf('SELF_GOVERNMENT') };
}

const levelsOf = new WeakMap<Context['release'], { readonly today: string; readonly levels: UnitLevels }>();

/** The same for all questions of one day to one release. */
function unitLevels({ release, today }: Context): UnitLevels {
  const known = levelsOf.get(release);
  if (known?.today === today) return known.levels;
  const places = release.get(heldProjectPlaces);
  const chains = places.chains(release.get(heldRegistry), today);
  const at = (level: PlaceGrouping): (string | null)[] => places.unitIds.map((id) => chains.at(id, level)?.id ?? null);
  const levels = {
    unitIds: places.unitIds,
    levels: { VOIVODESHIP: at('VOIVODESHIP'), POWIAT: at('POWIAT'), GMINA: at('GMINA') },
  };
  levelsOf.set(release, { today, levels });
  return levels;
}

async function ask(
  context: Context,
  filter: ProjectFilter,
  question: Omit<StatisticsQuestion, 'condition'>,
): Promise<GroupRow[]> {
  const parameters = new Parameters();
  const condition = conditionOf(
    { ...filter, country: filter.country ?? 'PL' },
    parameters,
    context.release.get(heldOffices),
  );
  const sql = statisticsSql({ ...question, condition }, parameters);
  const found = await context.db.bounded(() => context.db.query<GroupRow>(sql, parameters.values));
  return found.rows;
}
