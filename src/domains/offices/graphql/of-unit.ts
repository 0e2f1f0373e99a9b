/** The offices of a territorial unit. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { pageComplexity, pageOf } from '#graphql/pages.ts';
import { heldRegistry, TerritorialUnit } from '#registry';
import { heldOffices } from '../held.ts';
import { idsWithin } from '../select.ts';
import { OfficeStatus } from './enums.ts';
import { Office } from './office.ts';
import { officeOrdering } from './ordering.ts';

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
      description: 'The offices that serve the unit or sit in it, by name.',
      args: {
        relation: t.arg({
          type: OfficeRelation,
          description: 'Only those that serve it, or only those that sit in it.',
        }),
        status: t.arg({ type: OfficeStatus, description: 'Only offices that stand, or only withdrawn ones.' }),
        includeDescendants: t.arg.boolean({
          defaultValue: false,
          required: true,
          description: 'Also those of all units below it.',
        }),
      },
      complexity: pageComplexity,
      resolve: ({ unit, version, day }, { relation, status, includeDescendants, ...page }, { release }) => {
        const directory = release.get(heldOffices);
        const registry = release.get(heldRegistry);
        const ids = includeDescendants ? idsWithin(registry, version.terc, day) : registry.idsOf(unit);
        const offices = new Set([
          ...(relation === 'SITS_IN' ? [] : directory.serving(ids)),
          ...(relation === 'SERVES' ? [] : directory.sittingIn(ids)),
        ]);
        const ordering = officeOrdering('NAME', 'ASC');
        const wanted = [...offices]
          .filter((office) => status == null || office.status === status)
          .toSorted((a, b) => ordering.compareKeys(ordering.keyOf(a), ordering.keyOf(b)));
        return pageOf(wanted, page, ordering);
      },
    },
    connectionOf(Office),
  ),
);
