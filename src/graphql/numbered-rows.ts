/** Lists of rows of a model that are ordered by their number, with the columns that the document needs: a page is one statement. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from './context.ts';
import type { KeysetList } from './keyset.ts';
import { markLoaded } from './loaded-rows.ts';
import { numberedList } from './numbered-lists.ts';
import { type Select, selectionOfEntries } from './rows.ts';

/** As `findMany` of the model takes it. */
interface NumberedPage {
  readonly where: { readonly number: { readonly gt?: number; readonly lt?: number } };
  readonly orderBy: { readonly number: 'asc' | 'desc' };
  readonly take: number;
  readonly select: Select;
}

interface NumberedRows<Row> {
  /** The type of the entries. */
  readonly typename: string;
  /** Names the ordering inside its cursors. */
  readonly name: string;
  readonly isAscending: boolean;
  read(page: NumberedPage): Promise<readonly Row[]>;
  count(): Promise<number>;
}

export function numberedRows<Row extends { readonly number: number }>(
  context: Context,
  info: GraphQLResolveInfo,
  { typename, name, isAscending, read, count }: NumberedRows<Row>,
): KeysetList<Row> {
  const { select } = selectionOfEntries(typename, context, info);
  return numberedList<Row>({
    name,
    isAscending,
    numberOf: ({ number }) => number,
    fetch: async ({ above, below, isAscending: isForwards, limit }) => {
      const rows = await read({
        where: { number: { ...(above === null ? {} : { gt: above }), ...(below === null ? {} : { lt: below }) } },
        orderBy: { number: isForwards ? 'asc' : 'desc' },
        take: limit,
        select: { ...select, number: true },
      });
      return rows.map(markLoaded);
    },
    count,
  });
}
