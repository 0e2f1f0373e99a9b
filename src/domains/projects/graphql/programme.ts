/** The programme tree: period → programme → priority → measure → sub-measure. */

import { builder } from '#graphql/builder.ts';
import { Money } from '#graphql/money.ts';
import { pageUrlField } from '#graphql/page-url.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
import { cachedProgrammes } from '../programmes/reference-data.ts';
import { ProgrammeLevel, ProgrammingPeriod } from './enums.ts';
import { moneyOf } from './money.ts';
import { Programme, programmeOf } from './nodes.ts';

const zero = '0.00';

const ProgrammeTotal = builder.prismaObject('ProgrammeTotal', {
  description:
    'Sums of the projects at and below a node of the programme tree, in one currency. No project counts twice.',
  select: { currency: true },
  fields: (t) => ({
    currency: t.exposeString('currency', { description: 'ISO 4217 code: PLN, or EUR for Interreg and Kohesio.' }),
    projects: t.exposeInt('projects', { description: 'How many projects state their amounts in this currency.' }),
    value: t.field({
      type: Money,
      description: 'Sum of the total values; projects without one add nothing.',
      select: { value: true },
      resolve: ({ value, currency }) => moneyOf(value, currency) ?? { amount: zero, currency },
    }),
    eligibleCost: t.field({
      type: Money,
      description: 'Sum of the eligible costs; the list of 2021-2027 states none.',
      select: { eligibleCost: true },
      resolve: ({ eligibleCost, currency }) => moneyOf(eligibleCost, currency) ?? { amount: zero, currency },
    }),
    euContribution: t.field({
      type: Money,
      description: "Sum of the European Union's contributions.",
      select: { euContribution: true },
      resolve: ({ euContribution, currency }) => moneyOf(euContribution, currency) ?? { amount: zero, currency },
    }),
  }),
});

builder.prismaObjectFields(Programme, (t) => ({
  period: t.expose('period', { type: ProgrammingPeriod, description: 'The programming period.' }),
  level: t.expose('level', { type: ProgrammeLevel, description: 'Its level in the tree.' }),
  code: t.exposeString('code', {
    nullable: true,
    description: 'Its code as the list writes it, such as `POKL.05.01.01`, `1.2` or `FEMA.01`; null without one.',
  }),
  number: t.exposeString('codeKey', {
    nullable: true,
    description: 'The same code in the form that all files share: `5.1.1`; of a programme its letters, `POKL`.',
  }),
  name: t.exposeString('name', { nullable: true, description: 'Its name in Polish; null where no list states it.' }),
  url: t.string(pageUrlField('programmes', ({ id }: { readonly id: string }) => id)),
  parent: t.field({
    type: Programme,
    nullable: true,
    description: 'The node above; null for a period.',
    select: { parentId: true },
    resolve: ({ parentId }, _args, context) => programmeOf(parentId, context),
  }),
  totals: t.field({
    type: [ProgrammeTotal],
    complexity: { field: 1, multiplier: 2 },
    description: 'Sums of its projects for each currency, PLN first; empty when no project is left.',
    // Reference data like the node itself.
    resolve: ({ id }, _args, { release }) => [...(release.get(cachedProgrammes).node(id)?.totals ?? [])],
  }),
  source: t.field({ ...rowSource, description: 'The list that names it so.' }),
  release: t.field({ ...rowRelease, description: 'The release that last changed its code or name.' }),
}));
