/** Filters and orders of lists of cited documents, the same at the root and under parents. */
import { builder } from '#graphql/builder.ts';
import { filterOf, where } from '#graphql/lists/conditions.ts';
import { OrderDirection } from '#graphql/ordering.ts';
import { DateRange } from '#graphql/ranges.ts';
import { containsWords, type Days, statedIn } from '../../lists/conditions.ts';
import { type Direction, orderOf } from '../../lists/orders.ts';
import { type ListArguments, notDescription, textDescription } from './arguments.ts';

interface Filter {
  publishedOn?: Days | null | undefined;
  text?: string | null | undefined;
  not?: Filter | null | undefined;
}

const CitationFilter = builder.inputRef<Filter>('CitationFilter');

CitationFilter.implement({
  description: 'Filters cited documents; all conditions must hold.',
  fields: (t) => ({
    publishedOn: t.field({
      type: DateRange,
      description: 'Matches documents published in these days; of a month or year any day counts.',
    }),
    text: t.string({ description: textDescription }),
    not: t.field({ type: CitationFilter, description: notDescription }),
  }),
});

const CitationOrderField = builder.enumType('CitationOrderField', {
  description: 'What cited documents are ordered by.',
  values: {
    TITLE: { description: 'By Polish title in Polish alphabetical order.' },
    RELEASE: { description: 'By the release that last changed them, then by title.' },
  } as const,
});

const CitationOrder = builder.inputType('CitationOrder', {
  description: 'The order of cited documents.',
  fields: (t) => ({
    field: t.field({ type: CitationOrderField, required: true, description: 'The field to order by.' }),
    direction: t.field({ type: OrderDirection, defaultValue: 'ASC', required: true, description: 'The direction.' }),
  }),
});

/** The arguments of every list of citations. */
export const citationListArgs = builder.args((t) => ({
  filter: t.field({ type: CitationFilter, description: 'Filters the documents.' }),
  orderBy: t.field({ type: CitationOrder, description: 'The order; by default TITLE ascending.' }),
}));

interface Given {
  readonly filter?: Filter | null | undefined;
  readonly orderBy?: { readonly field: 'TITLE' | 'RELEASE'; readonly direction: Direction } | null | undefined;
}

export async function readCitationArguments({ filter, orderBy }: Given): Promise<ListArguments> {
  const conditions = {
    publishedOn: (days: Days) => where(statedIn('published_on', days)),
    text: containsWords,
  };
  return { filter: await filterOf(filter, conditions), order: orderOf('citations', orderBy) };
}
