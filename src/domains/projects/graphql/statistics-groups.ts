/** What statistics of projects give. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { TerritorialUnit, unitOfRow } from '#registry';
import type { ProgrammingPeriod as Period, ParticipationRole as Role } from '../model.ts';
import {
  type Allocation,
  type CurrencySums,
  type Grouping,
  type GroupRow,
  placeGroupings,
} from '../query/statistics.ts';
import { BeneficiaryKind, ParticipationRole, ProgrammingPeriod } from './enums.ts';
import { Programme, programmeOf } from './nodes.ts';
import { ProjectAllocation } from './statistics-arguments.ts';
import { CurrencyStatistics } from './statistics-sums.ts';

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
  description: 'A group of projects. A null key means that the list does not state it.',
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
      resolve: (group, _args, context) => programmeOf(keyOf(group, 'PROGRAMME'), context),
    }),
    priority: t.field({
      type: Programme,
      nullable: true,
      description: 'The priority, when grouped by PRIORITY.',
      resolve: (group, _args, context) => programmeOf(keyOf(group, 'PRIORITY'), context),
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

export interface Statistics {
  readonly count: number;
  readonly amounts: readonly CurrencySums[];
  readonly allocation: Allocation;
  readonly groups: readonly Group[];
  readonly groupCount: number;
  readonly isOverlapping: boolean;
}

export const ProjectStatistics = builder.objectRef<Statistics>('ProjectStatistics').implement({
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
