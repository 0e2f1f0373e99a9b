/** Lists of units. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { OrderDirection } from '#graphql/ordering.ts';
import { pageComplexity, pageOf } from '#graphql/pages.ts';
import { checkCovered } from '../coverage.ts';
import { heldRegistry } from '../held.ts';
import { asRequested, type UnitOnDay } from '../unit-on-day.ts';
import { TerritorialKind, TerritorialLevel, TerritorialUnitOrderField } from './enums.ts';
import { asOfDescription, checkedTerc } from './lookup.ts';
import { unitOrdering } from './ordering.ts';
import { TerritorialUnit, viewOf } from './unit.ts';

const TerritorialUnitFilter = builder.inputType('TerritorialUnitFilter', {
  description: 'Which territorial units; all conditions must hold.',
  fields: (t) => ({
    level: t.field({
      type: TerritorialLevel,
      description: 'Only units at this level; cities with powiat rights are at POWIAT and at GMINA.',
    }),
    kind: t.field({ type: TerritorialKind, description: 'Only units of this kind.' }),
    within: t.string({ description: 'TERC (2, 4, 6 or 7 digits) of a unit: only that unit and all below it.' }),
    name: t.string({
      description: 'Only units whose name contains this text, without regard to case and to Polish letters.',
    }),
    isSelfGovernment: t.boolean({ description: 'Only units that govern themselves, or only the others.' }),
  }),
});

const TerritorialUnitOrder = builder.inputType('TerritorialUnitOrder', {
  description: 'The order of territorial units.',
  fields: (t) => ({
    field: t.field({ type: TerritorialUnitOrderField, required: true, description: 'What they are ordered by.' }),
    direction: t.field({ type: OrderDirection, defaultValue: 'ASC', required: true, description: 'The direction.' }),
  }),
});

builder.queryField('territorialUnits', (t) =>
  t.connection(
    {
      type: TerritorialUnit,
      description: 'Territorial units on a day, by default in the order of their names.',
      args: {
        filter: t.arg({ type: TerritorialUnitFilter, description: 'Which units; without it all.' }),
        asOf: t.arg({ type: 'Date', description: asOfDescription }),
        orderBy: t.arg({ type: TerritorialUnitOrder, description: 'The order; without it NAME ascending.' }),
      },
      complexity: pageComplexity,
      resolve: (_root, { filter, asOf, orderBy, ...page }, context) => {
        const { coverage } = context.release.get(heldRegistry);
        checkCovered(coverage, asOf, filter?.within ?? '');
        const day = asOf ?? context.today;
        const { field, direction } = orderBy ?? { field: 'NAME', direction: 'ASC' };
        if (filter?.within != null) checkedTerc(filter.within, 'within');
        const states = viewOf(day, context).select(filter ?? {}, field);
        const inOrder = direction === 'ASC' ? states : states.toReversed();
        return pageOf(
          inOrder.map((state) => asRequested(state, asOf, context)),
          page,
          unitOrdering<UnitOnDay>(field, direction),
        );
      },
    },
    connectionOf(TerritorialUnit),
  ),
);
