/** The sums of the projects in a unit. */
import { builder } from '#graphql/builder.ts';
import { Money } from '#graphql/money.ts';
import { cachedRegistry, TerritorialUnit } from '#registry';
import { totalsByUnit, type UnitTotal } from '../query/unit-totals.ts';
import { ProgrammingPeriod } from './enums.ts';
import { moneyOf } from './money.ts';
import { Programme, programmeOf } from './nodes.ts';

const UnitProjectTotal = builder.objectRef<UnitTotal>('UnitProjectTotal').implement({
  description: 'Sums of the projects of one programme in a unit, in one currency. No project counts twice.',
  fields: (t) => ({
    period: t.field({
      type: ProgrammingPeriod,
      description: 'The programming period.',
      resolve: ({ period }) => period,
    }),
    programme: t.field({
      type: Programme,
      nullable: true,
      description: 'The programme; null of projects whose list states none.',
      resolve: ({ programmeId }, _args, context) => programmeOf(programmeId, context),
    }),
    currency: t.exposeString('currency', { description: 'ISO 4217 code.' }),
    projects: t.exposeInt('projects', { description: 'How many projects state their amounts in this currency.' }),
    value: t.field({
      type: Money,
      nullable: true,
      description: 'Sum of the total values; null when no project states one.',
      resolve: ({ value, currency }) => moneyOf(value, currency),
    }),
    euContribution: t.field({
      type: Money,
      nullable: true,
      description: "Sum of the European Union's contributions; null when no project states one.",
      resolve: ({ euContribution, currency }) => moneyOf(euContribution, currency),
    }),
  }),
});

/** Some more than there are programmes with projects in one voivodeship. */
const assumedTotals = 40;

builder.objectField(TerritorialUnit, 'projectTotals', (t) =>
  t.field({
    type: [UnitProjectTotal],
    // The sums of all units are computed once per release.
    complexity: { field: 50, multiplier: assumedTotals },
    description:
      'Sums of the projects with a place in the unit or in a unit below it, by period, programme and currency; the same as `projectStatistics` with the filter `withinAny`.',
    resolve: async ({ unit }, _args, context) => {
      const { id } = context.release.get(cachedRegistry).unit(unit.id) ?? unit;
      return [...((await totalsByUnit(context)).get(id) ?? [])];
    },
  }),
);
