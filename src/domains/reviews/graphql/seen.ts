/** Reviews as the viewer may see them. */
import { hasRole } from '#accounts';
import type { Context } from '#graphql/context.ts';
import { type Review, visibleReviews } from '../model.ts';
import type { UnderReview } from '../reviewable.ts';
import { signedInOf } from './arguments.ts';

/** Of all reviews of something those that the viewer may see; null for whoever is not signed in. */
export async function reviewsSeen<One extends Review>(
  context: Context,
  reviews: readonly One[],
  { officeId, submittedBy }: Pick<UnderReview, 'officeId' | 'submittedBy'>,
): Promise<One[] | null> {
  const signedIn = await signedInOf(context);
  if (signedIn === null) return null;
  const { viewer } = signedIn;
  const parties = new Set([submittedBy, ...(await context.loaders.reviews.parties.load(officeId))]);
  return visibleReviews(reviews, { accountId: viewer.accountId, isEditor: hasRole(viewer, 'EDITOR'), parties });
}
