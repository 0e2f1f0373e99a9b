/** What lists of practices, calls and events have in common. */
import type { ListFilter } from '#graphql/lists/conditions.ts';
import type { ListOrder } from '#graphql/lists/order.ts';
import { shortWords } from '#graphql/lists/words.ts';

export const textDescription = `Matches entries whose texts, Polish or English, contain all words; case and Polish letters do not matter; at most 200 characters. ${shortWords}`;

export const notDescription = 'Matches entries that this filter does not match.';

/** What a list is requested with, in the words of lists in the database. */
export interface ListArguments {
  readonly filter: ListFilter;
  readonly order: ListOrder;
}
