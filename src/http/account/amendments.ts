/** Amendments: what offices propose, what reviewers and editors do with it, and what everyone sees of approved ones. */
import { hasRole } from '#accounts';
import {
  type Amendment,
  type AmendmentReview,
  amendmentReviewsBy,
  amendmentsOfOffices,
  assignAmendment,
  completeAmendmentReview,
  decideAmendment,
  declareAmendmentConflict,
  findAmendment,
  latestApproved,
  openAmendments,
  pageOfAmended,
  practiceOfAdoption,
  reviewsOfAmendment,
  stateOfAmendmentReview,
  visibleAmendmentReviews,
  withdrawAmendment,
} from '#corrections';
import { inTransaction } from '#platform/database/transaction.ts';
import { formats } from '#platform/locale.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import type { HubResponse } from '../message.ts';
import { amendmentTexts } from './amendments-texts.ts';
import { type Exchange, formOf, message, pageResponse, redirect, type SignedInExchange, typed } from './exchange.ts';
import { editingOf } from './submissions.ts';

const wordsOf = ({ language }: Exchange) => amendmentTexts[language];
const pathOf = ({ number }: Pick<Amendment, 'number'>): string => `/account/amendments/${number}`;
const maxText = 4_000;

export interface AmendmentSeen {
  readonly amendment: Amendment;
  readonly reviews: readonly AmendmentReview[];
  readonly isOffice: boolean;
  readonly isEditor: boolean;
  /** Of the viewer. */
  readonly own: AmendmentReview | undefined;
}

/** Null unless the viewer acts for the office, is an editor, or is assigned to review it. */
export async function amendmentSeen(
  { parts, signedIn }: SignedInExchange,
  { number }: Readonly<Record<string, string>>,
): Promise<AmendmentSeen | null> {
  const { viewer } = signedIn;
  const amendment = await findAmendment(parts.database.pool, Number(number));
  if (amendment === null) return null;
  const reviews = await reviewsOfAmendment(parts.database.pool, amendment.number);
  const own = reviews.find(({ reviewerId }) => reviewerId === viewer.accountId);
  const isOffice = viewer.officeIds.includes(amendment.officeId);
  const isEditor = hasRole(viewer, 'EDITOR');
  return isOffice || isEditor || own !== undefined ? { amendment, reviews, isOffice, isEditor, own } : null;
}

export async function amendmentsPage(exchange: SignedInExchange): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { pool } = exchange.parts.database;
  const { viewer } = exchange.signedIn;
  const own = await amendmentsOfOffices(pool, viewer.officeIds);
  const reviews = hasRole(viewer, 'REVIEWER') ? await amendmentReviewsBy(pool, viewer.accountId) : [];
  const toDecide = hasRole(viewer, 'EDITOR') ? await openAmendments(pool) : [];
  const blocks: Block[] = [
    ...table(exchange, words.own, own),
    ...(reviews.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: words.toReview,
            columns: [words.title, words.state],
            rows: reviews.map((review): Cell[] => [
              { href: pathOf(review), text: words.amendment(review.number) },
              words.reviewStates[stateOfAmendmentReview(review)],
            ]),
          },
        ]),
    ...(toDecide.length === 0 ? [] : table(exchange, words.toDecide, toDecide)),
  ];
  return pageResponse(exchange, { title: words.title, blocks });
}

function table(exchange: SignedInExchange, caption: string, listed: readonly Amendment[]): Block[] {
  const words = wordsOf(exchange);
  if (listed.length === 0)
    return [
      { kind: 'heading', text: caption },
      { kind: 'text', text: words.none },
    ];
  const rows = listed.map((one): Cell[] => [
    { href: pathOf(one), text: words.amendment(one.number) },
    `${words.targets[one.target.type]}: ${one.target.key}`,
    words.states[one.state],
  ]);
  return [{ kind: 'table', caption, columns: [words.title, words.about, words.state], rows }];
}

async function factsOf(exchange: Exchange, { target, officeId, state }: Amendment): Promise<Block> {
  const words = wordsOf(exchange);
  const practice =
    target.type === 'ADOPTION' ? await practiceOfAdoption(exchange.parts.database.pool, target.key) : null;
  return {
    kind: 'facts',
    facts: [
      [words.about, { href: pageOfAmended(target, practice), text: `${words.targets[target.type]}: ${target.key}` }],
      [words.office, { href: `/offices/${encodeURIComponent(officeId)}`, text: officeId }],
      [words.state, words.states[state]],
    ],
  };
}

function changesTable(exchange: Exchange, { changes }: Amendment): Block {
  const words = wordsOf(exchange);
  const rows = changes.map(({ field, before, value }): Cell[] => [field, before ?? '–', value]);
  return { kind: 'table', caption: words.after, columns: [words.field, words.before, words.after], rows };
}

export async function amendmentPage(
  exchange: SignedInExchange,
  seen: AmendmentSeen,
  notice?: Block,
): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { amendment, own, isOffice, isEditor } = seen;
  const blocks: Block[] = [...(notice === undefined ? [] : [notice]), await factsOf(exchange, amendment)];
  const isBlind =
    !isOffice && !isEditor && ['ASSIGNED', 'CONFLICT'].includes(own === undefined ? '' : stateOfAmendmentReview(own));
  if (!isBlind) {
    blocks.push(changesTable(exchange, amendment), { kind: 'facts', facts: [[words.noteShown, amendment.note]] });
    if (amendment.reasons !== null) blocks.push({ kind: 'facts', facts: [[words.reasons, amendment.reasons]] });
  }
  if (!isOffice) blocks.push(...reviewTable(exchange, seen));
  if (amendment.state === 'OPEN') blocks.push(...formsOf(exchange, seen));
  const status = notice?.kind === 'alert' ? 409 : 200;
  return pageResponse(exchange, { title: words.amendment(amendment.number), blocks }, { status });
}

function reviewTable(exchange: SignedInExchange, { reviews, isEditor }: AmendmentSeen): Block[] {
  const words = wordsOf(exchange);
  const { accountId } = exchange.signedIn.viewer;
  const rows = visibleAmendmentReviews(reviews, { accountId, isEditor }).map((review): Cell[] => [
    review.reviewerId,
    review.conflictReason ?? words.reviewStates[stateOfAmendmentReview(review)],
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

function formsOf(exchange: SignedInExchange, { amendment, own, isOffice, isEditor }: AmendmentSeen): Block[] {
  const words = wordsOf(exchange);
  const action = pathOf(amendment);
  const text = (name: string, label: string, isRequired = true): Field => ({
    name,
    type: 'textarea',
    label,
    isRequired,
    maxLength: maxText,
    value: typed(exchange, name, maxText),
  });
  const verdict: Field = {
    name: 'verdict',
    type: 'select',
    label: words.verdict,
    options: (['yes', 'no'] as const).map((value) => ({ value, label: words.verdicts[value] })),
  };
  const blocks: Block[] = [];
  if (isOffice) blocks.push(formOf(exchange, `${action}/withdraw`, words.withdraw));
  const state = own === undefined ? null : stateOfAmendmentReview(own);
  if (state === 'ASSIGNED') {
    const conflict = text('conflict', words.conflict, false);
    blocks.push(
      { kind: 'text', text: words.declareLead },
      formOf(exchange, `${action}/declare`, words.declare, [conflict]),
    );
  }
  if (state === 'STARTED') {
    blocks.push(formOf(exchange, `${action}/review`, words.review, [verdict, text('reason', words.reason)]));
  }
  if (isEditor && !isOffice) {
    const email: Field = { name: 'email', type: 'email', label: words.email, isRequired: true };
    blocks.push(formOf(exchange, `${action}/assign`, words.assign, [email]));
    blocks.push(formOf(exchange, `${action}/decide`, words.decide, [verdict, text('reasons', words.reasons)]));
  }
  return blocks;
}

async function again(exchange: SignedInExchange, { amendment }: AmendmentSeen, notice?: Block): Promise<HubResponse> {
  const seen = await amendmentSeen(exchange, { number: String(amendment.number) });
  return seen === null ? redirect(exchange, '/account/amendments') : amendmentPage(exchange, seen, notice);
}

export async function withdrawIt(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const isDone = await withdrawAmendment(editingOf(exchange), seen.amendment.number);
  return again(exchange, seen, isDone ? undefined : message('alert', wordsOf(exchange).notPossible));
}

export async function assignIt(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const outcome = await assignAmendment(editingOf(exchange), seen.amendment.number, typed(exchange, 'email', 254));
  const { outcomes } = wordsOf(exchange);
  return again(exchange, seen, outcome === 'ASSIGNED' ? undefined : message('alert', outcomes[outcome]));
}

export async function declareIt(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const { parts, signedIn, now } = exchange;
  const conflict = typed(exchange, 'conflict', maxText) || null;
  const acting = { accountId: signedIn.viewer.accountId, now };
  const isDone = await inTransaction(parts.database.pool, (client) =>
    declareAmendmentConflict(client, seen.amendment.number, conflict, acting),
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

export async function decideAmended(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const decision = { isApproved: typed(exchange, 'verdict') === 'yes', reasons: typed(exchange, 'reasons', maxText) };
  const outcome = await decideAmendment(editingOf(exchange), seen.amendment.number, decision);
  const { outcomes } = wordsOf(exchange);
  return again(exchange, seen, outcome === 'DECIDED' ? undefined : message('alert', outcomes[outcome]));
}

/** For everyone: what was approved, never who wrote, reviewed or decided it. */
export async function approvedPage(exchange: Exchange): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const rows = (await latestApproved(exchange.parts.database.pool)).map((one): Cell[] => [
    { href: `/amendments/${one.number}`, text: words.amendment(one.number) },
    `${words.targets[one.target.type]}: ${one.target.key}`,
    { href: `/offices/${encodeURIComponent(one.officeId)}`, text: one.officeId },
    one.release === null ? '–' : { href: `/releases/${one.release}`, text: String(one.release) },
  ]);
  const columns = [words.title, words.about, words.office, words.release];
  const listed: Block =
    rows.length === 0 ? { kind: 'text', text: words.none } : { kind: 'table', caption: words.public, columns, rows };
  return pageResponse(exchange, { title: words.public, blocks: [{ kind: 'text', text: words.publicLead }, listed] });
}

export async function approvedAmendmentPage(
  exchange: Exchange,
  { number }: Readonly<Record<string, string>>,
): Promise<HubResponse | null> {
  const words = wordsOf(exchange);
  const amendment = await findAmendment(exchange.parts.database.pool, Number(number));
  if (amendment?.state !== 'APPROVED') return null;
  const { decidedAt, decidedRole, release } = amendment;
  const approved: Block = {
    kind: 'facts',
    facts: [
      [words.approvedBy, decidedRole === null ? null : exchange.texts.roles[decidedRole]],
      [words.approvedOn, decidedAt === null ? null : formats[exchange.language].moment(decidedAt.toISOString())],
      [words.release, release === null ? null : { href: `/releases/${release}`, text: String(release) }],
    ],
  };
  const blocks = [await factsOf(exchange, amendment), approved, changesTable(exchange, amendment)];
  return pageResponse(exchange, { title: words.amendment(amendment.number), blocks });
}
