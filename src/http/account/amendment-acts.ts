/** What offices, reviewers and editors do with an amendment. */
import {
  assignAmendment,
  completeAmendmentReview,
  decideAmendment,
  reviewableAmendments,
  withdrawAmendment,
} from '#corrections';
import { momentInPoland } from '#platform/clock.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Block } from '#portal/private/page.ts';
import { declareConflict, returnToOffice } from '#reviews';
import type { HubResponse } from '../message.ts';
import { amendmentPage, maxText } from './amendment-page.ts';
import { type AmendmentSeen, amendmentSeen } from './amendments.ts';
import { amendmentTexts } from './amendments-texts.ts';
import { editingOf, message, redirect, type SignedInExchange, typed } from './exchange.ts';

const wordsOf = ({ language }: SignedInExchange) => amendmentTexts[language];

async function again(exchange: SignedInExchange, { amendment }: AmendmentSeen, notice?: Block): Promise<HubResponse> {
  const seen = await amendmentSeen(exchange, { number: String(amendment.number) });
  return seen === null ? redirect(exchange, '/account/amendments') : amendmentPage(exchange, seen, notice);
}

export async function withdrawIt(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const isDone = await withdrawAmendment(editingOf(exchange), seen.amendment.number);
  return again(exchange, seen, isDone ? undefined : message('alert', wordsOf(exchange).notPossible));
}

export async function assignIt(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const { outcomes } = wordsOf(exchange);
  const given = typed(exchange, 'dueAt', 30);
  const dueAt = given === '' ? null : momentInPoland(given);
  if (given !== '' && dueAt === null) return again(exchange, seen, message('alert', outcomes.NOT_POSSIBLE));
  const assigning = { email: typed(exchange, 'email', 254), dueAt };
  const outcome = await assignAmendment(editingOf(exchange), seen.amendment.number, assigning);
  return again(exchange, seen, outcome === 'ASSIGNED' ? undefined : message('alert', outcomes[outcome]));
}

export async function declareIt(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const { parts, signedIn, now } = exchange;
  const conflict = typed(exchange, 'conflict', maxText) || null;
  const acting = { accountId: signedIn.viewer.accountId, now };
  const isDone = await inTransaction(parts.database.pool, (client) =>
    declareConflict(client, reviewableAmendments, seen.amendment.number, conflict, acting),
  );
  return again(exchange, seen, isDone ? undefined : message('alert', wordsOf(exchange).notPossible));
}

export async function reviewIt(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const { parts, signedIn, now } = exchange;
  const review = { isRecommended: typed(exchange, 'verdict') === 'yes', reason: typed(exchange, 'reason', maxText) };
  const acting = { accountId: signedIn.viewer.accountId, now };
  const isDone =
    review.reason !== '' &&
    (await inTransaction(parts.database.pool, (client) =>
      completeAmendmentReview(client, seen.amendment.number, review, acting),
    ));
  return again(exchange, seen, isDone ? undefined : message('alert', wordsOf(exchange).notPossible));
}

export async function returnAmended(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const dueAt = momentInPoland(typed(exchange, 'returnedUntil', 30));
  const note = typed(exchange, 'toComplete', maxText);
  const isDone =
    dueAt !== null &&
    note !== '' &&
    (await returnToOffice(editingOf(exchange), reviewableAmendments, seen.amendment.number, { note, dueAt }));
  const notice = isDone ? message('status', words.returned) : message('alert', words.outcomes.NOT_POSSIBLE);
  return again(exchange, seen, notice);
}

export async function decideAmended(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const decision = { isApproved: typed(exchange, 'verdict') === 'yes', reasons: typed(exchange, 'reasons', maxText) };
  const outcome = await decideAmendment(editingOf(exchange), seen.amendment.number, decision);
  const { outcomes } = wordsOf(exchange);
  return again(exchange, seen, outcome === 'DECIDED' ? undefined : message('alert', outcomes[outcome]));
}
