/** Lists of units: at the root and below a unit. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { checkCovered } from '../coverage.ts';
import { cachedRegistry } from '../reference-cache.ts';
import { alongside, asRequested } from '../unit-on-day.ts';
import type { UnitState } from '../view.ts';
import { unitListArgs, unitPage } from './list.ts';
import { asOfDescription } from './lookup.ts';
import { TerritorialUnit, viewOf } from './unit.ts';

builder.queryField('territorialUnits', (t) =>
  t.connection(
    {
      type: TerritorialUnit,
      description: 'Territorial units on a day, by default in the order of their names.',
      args: {
        ...unitListArgs('NAME'),
        asOf: t.arg({ type: 'Date', description: asOfDescription }),
      },
      complexity: pageComplexity,
      resolve: (_root, { asOf, ...args }, context) => {
        const { coverage } = context.release.get(cachedRegistry);
        for (const place of args.filter?.withinAny ?? ['']) checkCovered(coverage, asOf, place);
        const day = asOf ?? context.today;
        const orderedBy = (args.orderBy?.field ?? 'NAME') === 'NAME' ? 'NAME' : 'TERC';
        const states = viewOf(day, context).ordered(orderedBy);
        const list = { day, states, orderedBy, show: (state: UnitState) => asRequested(state, asOf, context) } as const;
        return unitPage(list, args, 'NAME', context);
      },
    },
    connectionOf(TerritorialUnit),
  ),
);

builder.objectField(TerritorialUnit, 'children', (t) =>
  t.connection(
    {
      type: TerritorialUnit,
      description: 'The units directly below, by default ordered by TERC.',
      args: {
        includeDescendants: t.arg.boolean({
          defaultValue: false,
          required: true,
          description: 'Also those further below.',
        }),
        ...unitListArgs('TERC'),
      },
      complexity: pageComplexity,
      resolve: (parent, { includeDescendants, ...args }, context) => {
        const { day } = parent;
        const view = viewOf(day, context);
        const states = includeDescendants ? view.below(parent) : view.children(parent);
        const show = (state: UnitState) => alongside(state, parent, context);
        return unitPage({ day, states, orderedBy: null, show }, args, 'TERC', context);
      },
    },
    connectionOf(TerritorialUnit),
  ),
);
