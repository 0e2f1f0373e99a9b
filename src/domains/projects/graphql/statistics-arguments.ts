/** What statistics of projects are grouped and ordered by. */
import { builder } from '#graphql/builder.ts';
import { type OrderOptions, orderDescription, orderFields } from '#graphql/ordering.ts';
import { DecimalRange, IntRange } from '#graphql/ranges.ts';
import { BadInputError } from '#platform/errors.ts';
import { type Grouping, groupings } from '../query/statistics.ts';

export const maxGroupings = 4;
export const groupCount = { default: 100, max: 1_000 };

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

export const ProjectGrouping = builder.enumType('ProjectGrouping', {
  description: 'What projects are grouped by.',
  values: Object.fromEntries(groupings.map((name) => [name, { description: groupingDescriptions[name] }])) as Record<
    Grouping,
    { description: string }
  >,
});

export const ProjectAllocation = builder.enumType('ProjectAllocation', {
  description: 'How the amounts of a project with places in several groups are counted.',
  values: {
    FULL: { description: 'In full in each group: the groups overlap, and their sums add up to more than the whole.' },
    EQUAL_SPLIT: {
      description:
        'In equal parts, one for each of its groups of places, which add up to the whole to the last hundredth. The division is the hub’s own, not of any source.',
    },
  } as const,
});

const currencyField = 'The currency of the sums: `PLN` or `EUR`.';

const order = {
  typename: 'ProjectStatistics',
  things: 'groups',
  ties: 'by what they are grouped by',
  direction: 'DESC',
  fields: {
    COUNT: 'The number of projects.',
    VALUE: 'The sum of the total values in `currency`.',
    ELIGIBLE_COST: 'The sum of the eligible costs in `currency`.',
    EU_CONTRIBUTION: "The sum of the European Union's contributions in `currency`.",
    KEY: 'What they are grouped by, as text.',
  },
} satisfies OrderOptions<string>;

const fieldsOfOrder = orderFields(order);

export const StatisticsOrder = builder.inputType('ProjectStatisticsOrder', {
  description: orderDescription(order),
  fields: (t) => ({
    ...fieldsOfOrder(t),
    currency: t.string({ defaultValue: 'PLN', required: true, description: currencyField }),
  }),
});

export const StatisticsHaving = builder.inputType('ProjectStatisticsHaving', {
  description: 'Filters groups; all conditions must hold.',
  fields: (t) => ({
    count: t.field({ type: IntRange, description: 'Filters groups by their number of projects.' }),
    currency: t.string({ defaultValue: 'PLN', required: true, description: currencyField }),
    value: t.field({ type: DecimalRange, description: 'Filters groups by their sum of total values.' }),
    euContribution: t.field({
      type: DecimalRange,
      description: "Filters groups by their sum of the European Union's contributions.",
    }),
  }),
});

export function checkGroups(groupBy: readonly Grouping[], first: number): void {
  if (new Set(groupBy).size !== groupBy.length)
    throw new BadInputError('"groupBy" names something twice.', 'Name it once.', {
      polish: '"groupBy" wymienia coś dwa razy. Wymień to raz.',
    });
  if (groupBy.length > maxGroupings) {
    throw new BadInputError(`"groupBy" names ${groupBy.length} things.`, `Name at most ${maxGroupings}.`, {
      polish: `"groupBy" ma pozycji: ${groupBy.length}. Podaj najwyżej ${maxGroupings}.`,
    });
  }
  if (first < 1 || first > groupCount.max) {
    throw new BadInputError(`"first" is ${first}.`, `Ask for 1 to ${groupCount.max} groups.`, {
      polish: `"first" wynosi ${first}. Poproś o 1 do ${groupCount.max} grup.`,
    });
  }
}
