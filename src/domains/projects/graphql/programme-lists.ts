/** Lists of nodes of the programme tree: all of them, and those below a node. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { filterWords } from '#graphql/filter-words.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { type Ordering, type Page, type PageArguments, pageComplexity, pageOf } from '#graphql/pages.ts';
import { comparePolish } from '#platform/text.ts';
import { comparable } from '../identity.ts';
import type { ProgrammeLevel as Level, ProgrammingPeriod as Period } from '../model.ts';
import { cachedProgrammes, comparePaths, type ProgrammeRow } from '../programmes/reference-data.ts';
import { ProgrammeLevel, ProgrammingPeriod } from './enums.ts';
import { Programme } from './nodes.ts';

interface Filter {
  readonly periods?: Period[] | null | undefined;
  readonly levels?: Level[] | null | undefined;
  readonly codes?: string[] | null | undefined;
  readonly text?: string | null | undefined;
  readonly not?: Filter | null | undefined;
}

const ProgrammeFilter = builder.inputRef<Filter>('ProgrammeFilter');

ProgrammeFilter.implement({
  description: 'Filters nodes of the programme tree; all conditions must hold. Of a list, one of its values is enough.',
  fields: (t) => ({
    periods: t.field({ type: [ProgrammingPeriod], description: 'Filters nodes by programming period.' }),
    levels: t.field({ type: [ProgrammeLevel], description: 'Filters nodes by level.' }),
    codes: t.stringList({ description: 'Filters nodes by code, in the form of `code` or of `number`.' }),
    text: t.string({
      description: 'Filters nodes by words in the name, at most 12, without regard to case and Polish letters.',
    }),
    not: t.field({ type: ProgrammeFilter, description: 'Matches nodes that this filter does not match.' }),
  }),
});

const ProgrammeOrder = orderInput({
  typename: 'Programme',
  things: 'nodes of the programme tree',
  fields: {
    CODE: 'By code; ascending, each node before those below it.',
    NAME: 'By name in Polish alphabetical order, then by code; nodes without a name come first in ascending order.',
  },
});

const programmeListArgs = listArgs('nodes', ProgrammeFilter, ProgrammeOrder, 'CODE ascending');

type Order = typeof ProgrammeOrder.$inferInput;

builder.queryField('programmes', (t) =>
  t.connection(
    {
      type: Programme,
      description: 'Nodes of the programme tree, by default each before those below it, by code.',
      args: programmeListArgs,
      complexity: pageComplexity,
      resolve: (_root, args, { release }) => programmePage(release.get(cachedProgrammes).ordered, args),
    },
    connectionOf(Programme),
  ),
);

builder.prismaObjectField(Programme, 'children', (t) =>
  t.connection(
    {
      type: Programme,
      description: 'The nodes directly below, by default by code.',
      args: programmeListArgs,
      complexity: pageComplexity,
      resolve: ({ id }, args, { release }) => programmePage(release.get(cachedProgrammes).children(id), args),
    },
    connectionOf(Programme),
  ),
);

function programmePage(
  nodes: readonly ProgrammeRow[],
  { filter, orderBy, ...page }: PageArguments & ListInput<Filter, Order>,
): Page<ProgrammeRow> {
  const found = filter == null ? nodes : nodes.filter(conditionOf(filter));
  if (orderBy == null) return pageOf(found, page, inTreeOrder);
  const ordering = orderingOf(orderBy);
  const keyed = found.map((node) => ({ node, key: ordering.keyOf(node) }));
  const ordered = keyed.sort((a, b) => ordering.compareKeys(a.key, b.key)).map(({ node }) => node);
  return pageOf(ordered, page, ordering);
}

type Condition = (node: ProgrammeRow) => boolean;

function conditionOf({ periods, levels, codes, text, not }: Filter): Condition {
  const words = text == null ? [] : filterWords(comparable(text), 'text');
  const wantedCodes = codes?.map((code) => code.toLowerCase());
  const excluded = not == null ? null : conditionOf(not);
  return (node) =>
    periods?.includes(node.period) !== false &&
    levels?.includes(node.level) !== false &&
    (wantedCodes === undefined || hasCode(node, wantedCodes)) &&
    (words.length === 0 || hasAll(words, comparable(node.name ?? ''))) &&
    excluded?.(node) !== true;
}

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

function orderingOf({ field, direction }: Order): Ordering<ProgrammeRow> {
  if (field === 'CODE' && direction === 'ASC') return inTreeOrder;
  const sign = direction === 'ASC' ? 1 : -1;
  const name = `programmes ${field} ${direction}`;
  if (field === 'CODE') {
    return { ...inTreeOrder, name, compareKeys: (a, b) => sign * inTreeOrder.compareKeys(a, b) };
  }
  return {
    name,
    keyOf: (node) => [node.name ?? '', node.id],
    compareKeys: ([a = '', x = ''], [b = '', y = '']) => sign * comparePolish(a, b) || comparePaths(x, y),
  };
}
