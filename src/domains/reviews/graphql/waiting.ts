/** Lists of the reviews that an account is assigned to. */
import { momentPage } from '#graphql/moments.ts';
import type { Ordering, Page, PageArguments } from '#graphql/pages.ts';
import { isWaiting, type Review } from '../model.ts';

export const isWaitingArgument = {
  description: 'Filters reviews: `true`, those that wait for the viewer; `false`, those that do not any more.',
} as const;

interface ReviewArguments extends PageArguments {
  readonly isWaiting?: boolean | null | undefined;
}

export function reviewPage<One extends Review>(
  reviews: readonly One[],
  { isWaiting: wanted, ...page }: ReviewArguments,
  ordering: Ordering<One>,
): Page<One> {
  const listed = reviews.filter((review) => wanted == null || isWaiting(review) === wanted);
  return momentPage(listed, page, ordering);
}
