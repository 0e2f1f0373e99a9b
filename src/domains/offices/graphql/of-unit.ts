/** The offices of a territorial unit. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { linkedPage } from '#graphql/lists/linked.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { selectionOfEntries } from '#graphql/rows.ts';
import { TerritorialUnit, viewOf } from '#registry';
import { officesOf } from '../lists.ts';
import { officeListArgs, readListArguments } from './filter.ts';
import { Office } from './office.ts';
import { idsBelow, idsOf } from './units.ts';

const OfficeRelation = builder.enumType('OfficeRelation', {
  description: 'How an office belongs to a unit.',
  values: {
    SERVES: { description: 'It is the office of the unit.' },
    SITS_IN: { description: 'It has its seat in the unit, whomever it serves.' },
  } as const,
});

builder.objectField(TerritorialUnit, 'offices', (t) =>
  t.connection(
    {
      type: Office,
      description: 'The offices that serve the unit or sit in it.',
      args: {
        ...officeListArgs,
        relation: t.arg({ type: OfficeRelation, description: 'Filters by how they belong to it.' }),
        includeDescendants: t.arg.boolean({
          defaultValue: false,
          required: true,
          description: 'Also those of all units below it.',
        }),
      },
      complexity: pageComplexity,
      resolve: async (unit, { relation, includeDescendants, ...args }, context, info) => {
        const kind = officesOf.unit[relation ?? 'any'];
        const keys = includeDescendants ? idsBelow(viewOf(unit.day, context), unit, context) : idsOf(unit, context);
        const list = { kind, keys, ...(await readListArguments(args, context, unit.day)) };
        return linkedPage<{ id: string }>(context, list, args, selectionOfEntries('Office', context, info));
      },
    },
    connectionOf(Office),
  ),
);
