/** The programme tree: period → programme → priority → measure → sub-measure. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { filterWords } from '#graphql/filter-words.ts';
import { Money } from '#graphql/money.ts';
import { type Ordering, pageComplexity, pageOf } from '#graphql/pages.ts';
import { Release, Source } from '#graphql/releases.ts';
import { comparable } from '../identity.ts';
import { comparePaths, heldProgrammes, type ProgrammeRow, type ProgrammeTotal } from '../programmes/directory.ts';
import { projectPage } from '../query/list.ts';
import { usualOrder } from '../query/order.ts';
import { ProgrammeLevel, ProgrammingPeriod } from './enums.ts';
import { moneyOf } from './money.ts';
import { Programme, Project, programmeOf } from './nodes.ts';
import { orderArgument, ProjectOrderInput } from './order.ts';

const ProgrammeTotalType = builder.objectRef<ProgrammeTotal>('ProgrammeTotal').implement({
  description:
    'Sums of the projects at and below a node of the programme tree, in one currency. No project counts twice.',
  fields: (t) => ({
    currency: t.exposeString('currency', { description: 'ISO 4217 code: PLN, or EUR for Interreg and Kohesio.' }),
    projects: t.exposeInt('projects', { description: 'How many projects state their amounts in this currency.' }),
    value: t.field({
      type: Money,
      description: 'Sum of the total values; projects without one add nothing.',
      resolve: ({ value, currency }) => moneyOf(value, currency) ?? { amount: '0.00', currency },
    }),
    eligibleCost: t.field({
      type: Money,
      description: 'Sum of the eligible costs; the list of 2021-2027 states none.',
      resolve: ({ eligibleCost, currency }) => moneyOf(eligibleCost, currency) ?? { amount: '0.00', currency },
    }),
    euContribution: t.field({
      type: Money,
      description: "Sum of the European Union's contributions.",
      resolve: ({ euContribution, currency }) => moneyOf(euContribution, currency) ?? { amount: '0.00', currency },
    }),
  }),
});

Programme.implement({
  description:
    'A node of the programme tree: a period, a programme, a priority, a measure or a sub-measure, as lists of projects name it by code and name. Source: lists of EU-funded projects.',
  fields: (t) => ({
    period: t.expose('period', { type: ProgrammingPeriod, description: 'The programming period.' }),
    level: t.expose('level', { type: ProgrammeLevel, description: 'What it is.' }),
    code: t.exposeString('code', {
      nullable: true,
      description: 'Its code as the list writes it, such as `POKL.05.01.01`, `1.2` or `FEMA.01`; null without one.',
    }),
    number: t.exposeString('codeKey', {
      nullable: true,
      description: 'The same code in the form that all files share: `5.1.1`; of a programme its letters, `POKL`.',
    }),
    name: t.exposeString('name', { nullable: true, description: 'Its name in Polish; null where no list tells it.' }),
    parent: t.field({
      type: Programme,
      nullable: true,
      description: 'The node above; null for a period.',
      resolve: ({ parentId }, _args, context) => programmeOf(parentId, context),
    }),
    children: t.connection(
      {
        type: Programme,
        description: 'The nodes directly below, by code.',
        complexity: pageComplexity,
        resolve: ({ id }, args, { release }) => pageOf(release.get(heldProgrammes).children(id), args, inTreeOrder),
      },
      connectionOf(Programme),
    ),
    totals: t.field({
      type: [ProgrammeTotalType],
      complexity: { field: 1, multiplier: 2 },
      description: 'Sums of its projects for each currency, PLN first; empty when no project is left.',
      resolve: ({ totals }) => [...totals],
    }),
    source: t.field({
      type: Source,
      description: 'The list that names it so.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed its code or name.',
      resolve: ({ changedIn }, _args, { loaders }, info) => loaders.releases.releases.get(changedIn, info),
    }),
  }),
});

builder.objectField(Programme, 'projects', (t) =>
  t.connection(
    {
      type: Project,
      description: 'The projects at and below it.',
      args: { orderBy: t.arg({ type: ProjectOrderInput, description: orderArgument }) },
      complexity: pageComplexity,
      resolve: ({ id, level }, { orderBy, ...page }, context, info) =>
        projectPage(context, { programme: { id, level } }, orderBy ?? usualOrder, page, info),
    },
    connectionOf(Project),
  ),
);

const ProgrammeFilter = builder.inputType('ProgrammeFilter', {
  description: 'Which nodes of the programme tree; all conditions must hold.',
  fields: (t) => ({
    period: t.field({ type: ProgrammingPeriod, description: 'Only those of this period.' }),
    level: t.field({ type: ProgrammeLevel, description: 'Only those of this level.' }),
    code: t.string({ description: 'Only those with this code, in the form of `code` or of `number`.' }),
    text: t.string({
      description: 'Only those whose name has these words, at most 12, without regard to case and Polish letters.',
    }),
  }),
});

builder.queryField('programmes', (t) =>
  t.connection(
    {
      type: Programme,
      description: 'Nodes of the programme tree, each before those below it, by code.',
      args: { filter: t.arg({ type: ProgrammeFilter, description: 'Which nodes; without it all.' }) },
      complexity: pageComplexity,
      resolve: (_root, { filter, ...page }, { release }) => {
        const { period, level, code, text } = filter ?? {};
        const words = text == null ? [] : filterWords(comparable(text), 'text');
        const wanted = (node: ProgrammeRow): boolean =>
          (period == null || node.period === period) &&
          (level == null || node.level === level) &&
          (code == null || [node.code, node.codeKey].some((own) => own?.toLowerCase() === code.toLowerCase())) &&
          (words.length === 0 || hasAll(words, comparable(node.name ?? '')));
        return pageOf(release.get(heldProgrammes).ordered.filter(wanted), page, inTreeOrder);
      },
    },
    connectionOf(Programme),
  ),
);

function hasAll(words: readonly string[], name: string): boolean {
  return words.every((word) => name.includes(word));
}

/** A cursor holds the path of its node, by which the tree is ordered. */
const inTreeOrder: Ordering<ProgrammeRow> = {
  name: 'programmes',
  keyOf: ({ id }) => [id],
  compareKeys: ([a = ''], [b = '']) => comparePaths(a, b),
};
