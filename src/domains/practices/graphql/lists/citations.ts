/** Filters and orders of lists of cited documents, the same at the root and under parents. */
import { builder } from '#graphql/builder.ts';
import { filterOf, where } from '#graphql/lists/conditions.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { DateRange } from '#graphql/ranges.ts';
import { columnsAs } from '#platform/database/index.ts';
import { containsWords, type Days, statedIn } from '../../lists/conditions.ts';
import { orderOf } from '../../lists/orders.ts';
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

const CitationOrder = orderInput({
  typename: 'Citation',
  things: 'cited documents',
  fields: {
    TITLE: 'By Polish title in Polish alphabetical order.',
    RELEASE: 'By the release that last changed them, then by title.',
  },
});

/** The arguments of every list of citations. */
export const citationListArgs = listArgs('documents', CitationFilter, CitationOrder, 'TITLE ascending');

export async function readCitationArguments({
  filter,
  orderBy,
}: ListInput<Filter, typeof CitationOrder.$inferInput>): Promise<ListArguments> {
  const conditions = {
    publishedOn: (days: Days) => where(statedIn(columnsAs<'citation'>('e')('published_on'), days)),
    text: containsWords,
  };
  return { filter: await filterOf(filter, conditions), order: orderOf('citations', orderBy) };
}
