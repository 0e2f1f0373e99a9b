/** One review of a submission, for its reviewer. */
import {
  type Criterion,
  completeReview,
  filesOf,
  findCall,
  type LiveCall,
  type Review,
  reviewableSubmissions,
  reviewsOf,
  type Scores,
  type Submission,
  saveReview,
  scoreRange,
  submissionsOf,
  submittedAnswers,
  weightedMean,
} from '#live-calls';
import { inTransaction } from '#platform/database/transaction.ts';
import { formats } from '#platform/locale.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import { declareConflict, seenReviews, stateOfReview } from '#reviews';
import type { HubResponse } from '../message.ts';
import { answerFacts, labelOf } from './application-form.ts';
import { titleOf } from './applications.ts';
import { officeLinks } from './entry-names.ts';
import { formOf, message, pageResponse, type SignedInExchange, typed } from './exchange.ts';
import { reviewTexts } from './review-texts.ts';
import { reviewerNames } from './reviewer-names.ts';

const wordsOf = ({ language }: SignedInExchange) => reviewTexts[language];
const maxReason = 4_000;

export interface Reviewing {
  readonly call: LiveCall;
  readonly review: Review;
  readonly officeId: string;
}

/** Null unless the viewer is assigned to review the submission. Who acts for its office can do no more than declare a conflict. */
export async function reviewing(
  exchange: SignedInExchange,
  params: Readonly<Record<string, string>>,
): Promise<Reviewing | null> {
  const { pool } = exchange.parts.database;
  const { accountId, officeIds } = exchange.signedIn.viewer;
  const key = { slug: params['slug'] ?? '', sequence: Number(params['sequence']) };
  const review = (await reviewsOf(pool, key)).find(({ reviewerId }) => reviewerId === accountId);
  const call = review === undefined ? null : await findCall(pool, key.slug);
  const submission = (await submissionsOf(pool, key.slug)).find(({ sequence }) => sequence === key.sequence);
  if (review === undefined || call === null || submission === undefined) return null;
  const isSeen = review.declaredAt !== null && review.conflictReason === null;
  if (isSeen && officeIds.includes(submission.officeId)) return null;
  return { call, review, officeId: submission.officeId };
}

export async function reviewPage(
  exchange: SignedInExchange,
  { call, review, officeId }: Reviewing,
  notice?: Block,
  given?: { readonly scores: Scores; readonly comment: string | null },
): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const action = `/review/${review.callSlug}/${review.sequence}`;
  const state = stateOfReview(review);
  const blocks: Block[] = [
    ...(notice === undefined ? [] : [notice]),
    {
      kind: 'facts',
      facts: [
        [words.office, (await officeLinks(exchange, [officeId]))(officeId)],
        [words.state, words.states[state]],
      ],
    },
  ];
  if (state === 'ASSIGNED') {
    const conflict: Field = { name: 'conflict', type: 'textarea', label: words.conflict, maxLength: maxReason };
    blocks.push(
      { kind: 'text', text: words.declareLead },
      formOf(exchange, `${action}/declare`, words.declare, [conflict]),
    );
  }
  if (state === 'STARTED' || state === 'COMPLETED') {
    blocks.push(...(await answerBlocks(exchange, call, { officeId, sequence: review.sequence }, `${action}/files`)));
    blocks.push(...(await otherReviews(exchange, call, review)));
  }
  if (state === 'STARTED') {
    const version: Field = { name: 'version', type: 'hidden', value: String(review.version) };
    const { scores, comment } = given ?? review;
    const fields = call.criteria.flatMap((criterion) => criterionFields(exchange, criterion, scores));
    const about: Field = {
      name: 'comment',
      type: 'textarea',
      label: words.comment,
      value: comment ?? '',
      maxLength: maxReason,
    };
    blocks.push(formOf(exchange, `${action}/save`, words.save, [version, ...fields, about]));
    blocks.push({ kind: 'text', text: words.completeLead }, formOf(exchange, `${action}/complete`, words.complete));
  }
  const title = words.submission(titleOf(exchange, call), review.sequence);
  return pageResponse(exchange, { title, blocks }, { status: notice?.kind === 'alert' ? 409 : 200 });
}

function criterionFields(exchange: SignedInExchange, criterion: Criterion, scores: Scores): Field[] {
  const words = wordsOf(exchange);
  const { key, weight } = criterion;
  const label = labelOf(exchange, criterion);
  const given = scores[key];
  const options = ['', '1', '2', '3', '4', '5'].map((value) => ({ value, label: value }));
  return [
    {
      name: `score_${key}`,
      type: 'select',
      label: words.score(label, weight),
      value: given === undefined ? '' : String(given.score),
      options,
    },
    {
      name: `reason_${key}`,
      type: 'textarea',
      label: words.reason(label),
      value: given?.reason ?? '',
      maxLength: maxReason,
    },
  ];
}

/** `folder` is where the files of the submission are for the viewer. */
export async function answerBlocks(
  exchange: SignedInExchange,
  call: LiveCall,
  { officeId, sequence }: Pick<Submission, 'officeId' | 'sequence'>,
  folder: string,
): Promise<Block[]> {
  const { pool } = exchange.parts.database;
  const answers = (await submittedAnswers(pool, call.slug, sequence)) ?? {};
  const files = await filesOf(pool, { slug: call.slug, officeId });
  const facts = await answerFacts(exchange, call, { answers, files }, ({ key }) => `${folder}/${key}`);
  return [
    { kind: 'heading', text: wordsOf(exchange).answers },
    { kind: 'facts', facts },
  ];
}

async function otherReviews(exchange: SignedInExchange, call: LiveCall, own: Review): Promise<Block[]> {
  const words = wordsOf(exchange);
  const { pool } = exchange.parts.database;
  const key = { slug: call.slug, sequence: own.sequence };
  const looking = { accountId: own.reviewerId, isEditor: false, now: exchange.now };
  const seen = await seenReviews(pool, { reviewable: reviewableSubmissions, key }, await reviewsOf(pool, key), looking);
  if (seen.length <= 1) return [{ kind: 'text', text: words.blind }];
  return reviewBlocks(exchange, call, seen);
}

export async function reviewBlocks(
  exchange: SignedInExchange,
  call: LiveCall,
  reviews: readonly Review[],
): Promise<Block[]> {
  const words = wordsOf(exchange);
  const reviewers = reviews.map(({ reviewerId }) => reviewerId);
  const names = await reviewerNames(exchange, reviewers, words.reviewer);
  const labels = call.criteria.map((criterion) => labelOf(exchange, criterion));
  const rows = reviews.map((review): Cell[] => [
    names.get(review.reviewerId) ?? words.reviewer,
    review.conflictReason ?? words.states[stateOfReview(review)],
    ...call.criteria.map(({ key }) => {
      const given = review.scores[key];
      return given === undefined ? '–' : `${given.score}: ${given.reason}`;
    }),
    scoreIn(exchange, weightedMean(call.criteria, review.scores)) ?? '–',
    review.comment ?? '–',
  ]);
  const columns = [words.reviewer, words.state, ...labels, words.mean, words.comment];
  return [{ kind: 'table', caption: words.others, columns, rows }];
}

/** As the language writes it: 4,2 or 4.2. */
export function scoreIn({ language }: SignedInExchange, score: number | null): string | null {
  return score === null ? null : formats[language].number(score, Number.isInteger(score) ? 0 : 2);
}

export async function declare(exchange: SignedInExchange, reviewed: Reviewing): Promise<HubResponse> {
  const conflict = typed(exchange, 'conflict', maxReason) || null;
  const isDone = await acting(exchange, reviewed, (client, key, who) =>
    declareConflict(client, reviewableSubmissions, key, conflict, who),
  );
  return again(exchange, reviewed, isDone ? undefined : message('alert', wordsOf(exchange).notPossible));
}

export async function saveScores(exchange: SignedInExchange, reviewed: Reviewing): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const entries = reviewed.call.criteria.flatMap(({ key }): [string, { score: number; reason: string }][] => {
    const score = Number(typed(exchange, `score_${key}`, 1));
    const reason = typed(exchange, `reason_${key}`, maxReason);
    return score < scoreRange.min && reason === '' ? [] : [[key, { score, reason }]];
  });
  const content = {
    scores: Object.fromEntries(entries),
    comment: typed(exchange, 'comment', maxReason) || null,
    version: Number(/^\d{1,8}$/.exec(typed(exchange, 'version', 9))?.[0] ?? -1),
  };
  const outcome = await acting(exchange, reviewed, (client, key, who) => saveReview(client, key, content, who));
  if (outcome === 'SAVED') return again(exchange, reviewed, message('status', words.saved));
  // What was typed stays in the fields.
  const alert = message('alert', outcome === 'CONFLICT' ? words.changed : words.notPossible);
  return again(exchange, reviewed, alert, content);
}

export async function complete(exchange: SignedInExchange, reviewed: Reviewing): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const missing = await acting(exchange, reviewed, completeReview);
  if (missing === null) return again(exchange, reviewed, message('alert', words.notPossible));
  const notice = missing.length > 0 ? message('alert', words.missing) : message('status', words.completed);
  return again(exchange, reviewed, notice);
}

function acting<T>(
  { parts, signedIn, now }: SignedInExchange,
  { call, review }: Reviewing,
  act: (
    client: Parameters<typeof completeReview>[0],
    key: Parameters<typeof completeReview>[1],
    who: Parameters<typeof completeReview>[2],
  ) => Promise<T>,
): Promise<T> {
  const key = { slug: call.slug, sequence: review.sequence };
  const who = { accountId: signedIn.viewer.accountId, now };
  return inTransaction(parts.database.pool, (client) => act(client, key, who));
}

async function again(
  exchange: SignedInExchange,
  { call, review }: Reviewing,
  notice?: Block,
  given?: Parameters<typeof reviewPage>[3],
): Promise<HubResponse> {
  const reviewed = await reviewing(exchange, { slug: call.slug, sequence: String(review.sequence) });
  return reviewPage(exchange, reviewed ?? { call, review, officeId: '' }, notice, given);
}
