/** The programme tree: period → programme → priority → measure → sub-measure. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { filterWords } from '#graphql/filter-words.ts';
import { Money } from '#graphql/money.ts';
import { pageUrlField } from '#graphql/page-url.ts';
import { type Ordering, pageComplexity, pageOf } from '#graphql/pages.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
import { comparable } from '../identity.ts';
import { cachedProgrammes, comparePaths, type ProgrammeRow } from '../programmes/reference-data.ts';
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
  children: t.connection(
    {
      type: Programme,
      description: 'The nodes directly below, by code.',
      complexity: pageComplexity,
      resolve: ({ id }, args, { release }) => pageOf(release.get(cachedProgrammes).children(id), args, inTreeOrder),
    },
    connectionOf(Programme),
  ),
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

const ProgrammeFilter = builder.inputType('ProgrammeFilter', {
  description: 'Filters nodes of the programme tree; all conditions must hold. Of a list, one of its values is enough.',
  fields: (t) => ({
    periods: t.field({ type: [ProgrammingPeriod], description: 'Filters nodes by programming period.' }),
    levels: t.field({ type: [ProgrammeLevel], description: 'Filters nodes by level.' }),
    codes: t.stringList({ description: 'Filters nodes by code, in the form of `code` or of `number`.' }),
    text: t.string({
      description: 'Filters nodes by words in the name, at most 12, without regard to case and Polish letters.',
    }),
  }),
});

builder.queryField('programmes', (t) =>
  t.connection(
    {
      type: Programme,
      description: 'Nodes of the programme tree, each before those below it, by code.',
      args: { filter: t.arg({ type: ProgrammeFilter, description: 'Filters the nodes.' }) },
      complexity: pageComplexity,
      resolve: (_root, { filter, ...page }, { release }) => {
        const { periods, levels, codes, text } = filter ?? {};
        const words = text == null ? [] : filterWords(comparable(text), 'text');
        const wantedCodes = codes?.map((code) => code.toLowerCase());
        const wanted = (node: ProgrammeRow): boolean =>
          periods?.includes(node.period) !== false &&
          levels?.includes(node.level) !== false &&
          (wantedCodes === undefined || hasCode(node, wantedCodes)) &&
          (words.length === 0 || hasAll(words, comparable(node.name ?? '')));
        return pageOf(release.get(cachedProgrammes).ordered.filter(wanted), page, inTreeOrder);
      },
    },
    connectionOf(Programme),
  ),
);

function hasCode({ code, codeKey }: ProgrammeRow, codes: readonly string[]): boolean {
  return [code, codeKey].some((own) => own != null && codes.includes(own.toLowerCase()));
}

function hasAll(words: readonly string[], name: string): boolean {
  return words.every((word) => name.includes(word));
}

/** A cursor holds the path of its node, by which the tree is ordered. */
const inTreeOrder: Ordering<ProgrammeRow> = {
  name: 'programmes',
  keyOf: ({ id }) => [id],
  compareKeys: ([a = ''], [b = '']) => comparePaths(a, b),
};
