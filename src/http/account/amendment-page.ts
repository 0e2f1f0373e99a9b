/** One amendment, as its office, its reviewers and editors see it. */
import { type Amendment, type AmendmentReview, reviewableAmendments } from '#corrections';
import { formats } from '#platform/locale.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import { isOpenReturn, type Returned, seenReviews, stateOfReview } from '#reviews';
import type { HubResponse } from '../message.ts';
import { type AmendmentSeen, changesTable, factsOf, pathOf } from './amendments.ts';
import { amendmentTexts } from './amendments-texts.ts';
import { formOf, pageResponse, type SignedInExchange, typed } from './exchange.ts';
import { reviewTexts } from './review-texts.ts';
import { reviewerNames } from './reviewer-names.ts';

const wordsOf = ({ language }: SignedInExchange) => amendmentTexts[language];
export const maxText = 4_000;

export async function amendmentPage(
  exchange: SignedInExchange,
  seen: AmendmentSeen,
  notice?: Block,
): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { amendment, own, isOffice, isEditor } = seen;
  const blocks: Block[] = [...(notice === undefined ? [] : [notice]), await factsOf(exchange, amendment)];
  const isBlind = !isOffice && !isEditor && own !== undefined && ['ASSIGNED', 'CONFLICT'].includes(stateOfReview(own));
  if (!isBlind) {
    blocks.push(changesTable(exchange, amendment), { kind: 'facts', facts: [[words.noteShown, amendment.note]] });
    if (amendment.reasons !== null) blocks.push({ kind: 'facts', facts: [[words.reasons, amendment.reasons]] });
  }
  if (seen.returned !== null && !isBlind) blocks.push(returnedFacts(exchange, seen.returned));
  if (!isOffice) blocks.push(...(await reviewTable(exchange, seen)));
  if (amendment.state === 'OPEN') blocks.push(...formsOf(exchange, seen));
  const status = notice?.kind === 'alert' ? 409 : 200;
  return pageResponse(exchange, { title: words.amendment(amendment.number), blocks }, { status });
}

function returnedFacts(exchange: SignedInExchange, { note, dueAt, completedAs }: Returned): Block {
  const words = wordsOf(exchange);
  const next: Cell | null =
    completedAs === null ? null : { href: pathOf({ number: completedAs }), text: words.amendment(completedAs) };
  return {
    kind: 'facts',
    facts: [
      [words.returnedUntil, formats[exchange.language].moment(dueAt.toISOString())],
      [words.toComplete, note],
      [words.completedAs, next],
    ],
  };
}

async function reviewTable(
  exchange: SignedInExchange,
  { amendment, reviews, isEditor }: AmendmentSeen,
): Promise<Block[]> {
  const words = wordsOf(exchange);
  const looking = { accountId: exchange.signedIn.viewer.accountId, isEditor, now: exchange.now };
  const about = { reviewable: reviewableAmendments, key: amendment.number };
  const seen = await seenReviews(exchange.parts.database.pool, about, reviews, looking);
  const reviewers = seen.map(({ reviewerId }) => reviewerId);
  const names = await reviewerNames(exchange, reviewers, words.reviewer);
  const rows = seen.map((review): Cell[] => [
    names.get(review.reviewerId) ?? words.reviewer,
    review.conflictReason ?? reviewTexts[exchange.language].states[stateOfReview(review)],
    review.isRecommended === null ? '–' : review.isRecommended ? words.verdicts.yes : words.verdicts.no,
    review.reason ?? '–',
  ]);
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: words.reviews,
      columns: [words.reviewer, words.state, words.verdict, words.reason],
      rows,
    },
  ];
}

function formsOf(exchange: SignedInExchange, seen: AmendmentSeen): Block[] {
  const { isOffice, isEditor, own } = seen;
  return [
    ...(isOffice ? officeForms(exchange, seen) : []),
    ...(own === undefined ? [] : reviewerForms(exchange, seen.amendment, own)),
    ...(isEditor && !isOffice ? editorForms(exchange, seen) : []),
  ];
}

function text(exchange: SignedInExchange, name: string, label: string, isRequired = true): Field {
  return { name, type: 'textarea', label, isRequired, maxLength: maxText, value: typed(exchange, name, maxText) };
}

function verdict(exchange: SignedInExchange): Field {
  const words = wordsOf(exchange);
  const options = (['yes', 'no'] as const).map((value) => ({ value, label: words.verdicts[value] }));
  return { name: 'verdict', type: 'select', label: words.verdict, options };
}

function officeForms(exchange: SignedInExchange, { amendment, returned }: AmendmentSeen): Block[] {
  const words = wordsOf(exchange);
  const action = pathOf(amendment);
  const complete: Block = { kind: 'list', items: [{ href: `${action}/complete`, text: words.complete }] };
  return [
    ...(isOpenReturn(returned, exchange.now) ? [complete] : []),
    formOf(exchange, `${action}/withdraw`, words.withdraw),
  ];
}

function reviewerForms(exchange: SignedInExchange, amendment: Amendment, own: AmendmentReview): Block[] {
  const words = wordsOf(exchange);
  const action = pathOf(amendment);
  const state = stateOfReview(own);
  const until = own.dueAt === null ? [] : [momentFacts(exchange, words.dueAt, own.dueAt)];
  if (state === 'ASSIGNED') {
    const conflict = text(exchange, 'conflict', words.conflict, false);
    const lead: Block = { kind: 'text', text: words.declareLead };
    return [...until, lead, formOf(exchange, `${action}/declare`, words.declare, [conflict])];
  }
  if (state !== 'STARTED') return [];
  const fields = [verdict(exchange), text(exchange, 'reason', words.reason)];
  return [...until, formOf(exchange, `${action}/review`, words.review, fields)];
}

function momentFacts({ language }: SignedInExchange, term: string, moment: Date): Block {
  return { kind: 'facts', facts: [[term, formats[language].moment(moment.toISOString())]] };
}

function editorForms(exchange: SignedInExchange, { amendment, returned }: AmendmentSeen): Block[] {
  const words = wordsOf(exchange);
  const action = pathOf(amendment);
  const email: Field = { name: 'email', type: 'email', label: words.email, isRequired: true };
  const day = (name: string, label: string, isRequired: boolean): Field => ({
    name,
    type: 'datetime-local',
    label,
    isRequired,
    value: typed(exchange, name, 30),
  });
  const toReturn = [
    text(exchange, 'toComplete', words.toComplete),
    day('returnedUntil', words.returnedUntilInPoland, true),
  ];
  return [
    formOf(exchange, `${action}/assign`, words.assign, [email, day('dueAt', words.dueAtInPoland, false)]),
    ...(returned === null ? [formOf(exchange, `${action}/return`, words.returnIt, toReturn)] : []),
    formOf(exchange, `${action}/decide`, words.decide, [verdict(exchange), text(exchange, 'reasons', words.reasons)]),
  ];
}
