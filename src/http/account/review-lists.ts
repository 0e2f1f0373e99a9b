/** What waits for a reviewer, and what they have reviewed: submissions and amendments alike. */
import { amendmentReviewsBy } from '#corrections';
import { findCall, reviewsBy } from '#live-calls';
import type { Block, Cell } from '#portal/private/page.ts';
import { isWaiting, type Review, stateOfReview } from '#reviews';
import type { HubResponse } from '../message.ts';
import { amendmentTexts } from './amendments-texts.ts';
import { titleOf } from './applications.ts';
import { pageResponse, type SignedInExchange } from './exchange.ts';
import { reviewTexts } from './review-texts.ts';

interface Listed {
  readonly review: Review;
  readonly link: Cell;
}

export async function reviewsPage(exchange: SignedInExchange): Promise<HubResponse> {
  const words = reviewTexts[exchange.language];
  const listed = [...(await ofSubmissions(exchange)), ...(await ofAmendments(exchange))].toSorted(
    (a, b) => a.review.assignedAt.getTime() - b.review.assignedAt.getTime(),
  );
  const waiting = listed.filter(({ review }) => isWaiting(review));
  const done = listed.filter(({ review }) => !isWaiting(review));
  const blocks = [...tableOf(exchange, words.waiting, waiting), ...tableOf(exchange, words.done, done)];
  return pageResponse(exchange, { title: words.reviews, blocks });
}

function tableOf(exchange: SignedInExchange, caption: string, listed: readonly Listed[]): Block[] {
  const words = reviewTexts[exchange.language];
  if (listed.length === 0) {
    return [
      { kind: 'heading', text: caption },
      { kind: 'text', text: words.none },
    ];
  }
  const rows = listed.map(({ review, link }): Cell[] => [link, words.states[stateOfReview(review)]]);
  return [{ kind: 'table', caption, columns: [words.reviewed, words.state], rows }];
}

async function ofSubmissions(exchange: SignedInExchange): Promise<Listed[]> {
  const { pool } = exchange.parts.database;
  const reviews = await reviewsBy(pool, exchange.signedIn.viewer.accountId);
  const slugs = [...new Set(reviews.map(({ callSlug }) => callSlug))];
  const calls = new Map(await Promise.all(slugs.map(async (slug) => [slug, await findCall(pool, slug)] as const)));
  return reviews.map((review) => {
    const { callSlug, sequence } = review;
    const call = calls.get(callSlug);
    const title = call == null ? callSlug : titleOf(exchange, call);
    const text = reviewTexts[exchange.language].submission(title, sequence);
    return { review, link: { href: `/review/${callSlug}/${sequence}`, text } };
  });
}

async function ofAmendments({ parts, signedIn, language }: SignedInExchange): Promise<Listed[]> {
  const reviews = await amendmentReviewsBy(parts.database.pool, signedIn.viewer.accountId);
  return reviews.map((review) => {
    const text = amendmentTexts[language].amendment(review.number);
    return { review, link: { href: `/account/amendments/${review.number}`, text } };
  });
}
