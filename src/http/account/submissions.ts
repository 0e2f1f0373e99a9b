/** One submission as editors see it: its reviews, and what they decide of it. */
import {
  assessed,
  decide,
  decisionsOf,
  type LiveCall,
  phaseOf,
  returnsOf,
  reviewableSubmissions,
  reviewsOf,
  type Submission,
  submissionsOf,
} from '#live-calls';
import { momentInPoland } from '#platform/clock.ts';
import { formats } from '#platform/locale.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import { assignTo, returnToOffice, seenReviews } from '#reviews';
import type { HubResponse } from '../message.ts';
import { labelOf } from './application-form.ts';
import { titleOf, visibleCall } from './applications.ts';
import { officeLinks } from './entry-names.ts';
import { editingOf, formOf, message, pageResponse, type SignedInExchange, typed } from './exchange.ts';
import { reviewTexts } from './review-texts.ts';
import { answerBlocks, reviewBlocks, scoreIn } from './reviews.ts';

const wordsOf = ({ language }: SignedInExchange) => reviewTexts[language];
const maxText = 10_000;

export interface Submitted {
  readonly call: LiveCall;
  readonly submission: Submission;
}

export async function submitted(
  exchange: SignedInExchange,
  params: Readonly<Record<string, string>>,
): Promise<Submitted | null> {
  const call = await visibleCall(exchange, params);
  if (call === null) return null;
  const all = await submissionsOf(exchange.parts.database.pool, call.slug);
  const submission = all.find(({ sequence }) => sequence === Number(params['sequence']));
  return submission === undefined ? null : { call, submission };
}

export async function submissionPage(
  exchange: SignedInExchange,
  { call, submission }: Submitted,
  notice?: Block,
): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { pool } = exchange.parts.database;
  const key = { slug: call.slug, sequence: submission.sequence };
  const looking = { accountId: exchange.signedIn.viewer.accountId, isEditor: true, now: exchange.now };
  const about = { reviewable: reviewableSubmissions, key };
  const seen = await seenReviews(pool, about, await reviewsOf(pool, key), looking);
  const returned = (await returnsOf(pool, call.slug)).find(({ sequence }) => sequence === submission.sequence);
  const decision = (await decisionsOf(pool, call.slug)).find(({ sequence }) => sequence === submission.sequence);
  const { mean, spread, disputed, isDisputed } = assessed(call.criteria, seen);
  const disputedLabels = call.criteria
    .filter(({ key: criterion }) => disputed.includes(criterion))
    .map((criterion) => labelOf(exchange, criterion));
  const facts: (readonly [string, Cell | null])[] = [
    [words.office, (await officeLinks(exchange, [submission.officeId]))(submission.officeId)],
    [words.mean, scoreIn(exchange, mean)],
    [words.spread, scoreIn(exchange, spread)],
    [words.disputedBy, disputedLabels.length === 0 ? null : disputedLabels.join(', ')],
    [words.returned, returned === undefined ? null : momentIn(exchange, returned.dueAt)],
    [words.decision, decision === undefined ? null : words.decisions[decision.outcome]],
    [words.reasons, decision?.reasons ?? null],
  ];
  const blocks: Block[] = [
    ...(notice === undefined ? [] : [notice]),
    ...(isDisputed ? [message('alert', words.disputed)] : []),
    { kind: 'facts', facts },
    ...(await answerBlocks(
      exchange,
      call,
      submission,
      `/account/calls/${call.slug}/submissions/${submission.sequence}/files`,
    )),
    ...(seen.length === 0 ? [] : await reviewBlocks(exchange, call, seen)),
    ...(phaseOf(call, exchange.now) === 'CLOSED' ? forms(exchange, { call, submission }) : []),
  ];
  const title = words.submission(titleOf(exchange, call), submission.sequence);
  return pageResponse(exchange, { title, blocks }, { status: notice?.kind === 'alert' ? 409 : 200 });
}

function momentIn({ language }: SignedInExchange, moment: Date): string {
  return formats[language].moment(moment.toISOString());
}

function forms(exchange: SignedInExchange, { call, submission }: Submitted): Block[] {
  const words = wordsOf(exchange);
  const action = `/account/calls/${call.slug}/submissions/${submission.sequence}`;
  const field = (name: string, type: Field['type'], label: string, isRequired = false): Field => ({
    name,
    type,
    label,
    isRequired,
    value: typed(exchange, name, maxText),
    ...(type === 'textarea' ? { maxLength: maxText } : {}),
  });
  const outcome: Field = {
    ...field('outcome', 'select', words.decision),
    options: (['ACCEPTED', 'DECLINED'] as const).map((value) => ({ value, label: words.decisions[value] })),
  };
  const approved = (
    [
      ['practice', 'text', words.practiceSlug],
      ['titlePl', 'text', words.titlePl],
      ['titleEn', 'text', words.titleEn],
      ['summaryPl', 'textarea', words.summaryPl],
      ['summaryEn', 'textarea', words.summaryEn],
      ['problem', 'textarea', words.problem],
      ['solution', 'textarea', words.solution],
    ] as const
  ).map(([name, type, label]) => field(name, type, label));
  return [
    formOf(exchange, `${action}/assign`, words.assign, [field('email', 'email', words.email, true)]),
    formOf(exchange, `${action}/return`, words.returnIt, [
      field('note', 'textarea', words.note, true),
      field('dueAt', 'datetime-local', words.dueAt, true),
    ]),
    { kind: 'text', text: words.approvedLead },
    formOf(exchange, `${action}/decide`, words.decide, [
      outcome,
      field('reasons', 'textarea', words.reasons, true),
      ...approved,
    ]),
  ];
}

export async function assignReview(exchange: SignedInExchange, { call, submission }: Submitted): Promise<HubResponse> {
  const key = { slug: call.slug, sequence: submission.sequence };
  const assigning = { email: typed(exchange, 'email', 254), dueAt: call.reviewsDueAt };
  const outcome = await assignTo(editingOf(exchange), reviewableSubmissions, key, assigning);
  const notice = outcome === 'ASSIGNED' ? undefined : message('alert', wordsOf(exchange).outcomes[outcome]);
  return submissionPage(exchange, { call, submission }, notice);
}

export async function returnIt(exchange: SignedInExchange, { call, submission }: Submitted): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const dueAt = momentInPoland(typed(exchange, 'dueAt', 30));
  const note = typed(exchange, 'note', maxText);
  const key = { slug: call.slug, sequence: submission.sequence };
  const isDone =
    dueAt !== null &&
    note !== '' &&
    (await returnToOffice(editingOf(exchange), reviewableSubmissions, key, { note, dueAt }));
  const notice = isDone ? message('status', words.returned) : message('alert', words.notPossible);
  return submissionPage(exchange, { call, submission }, notice);
}

export async function decideIt(exchange: SignedInExchange, { call, submission }: Submitted): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const reasons = typed(exchange, 'reasons', maxText);
  const outcome = typed(exchange, 'outcome') === 'ACCEPTED' ? 'ACCEPTED' : 'DECLINED';
  const key = { slug: call.slug, sequence: submission.sequence };
  const approved = outcome === 'ACCEPTED' ? approvedPractice(exchange) : null;
  const decided =
    reasons === '' ? 'NOT_POSSIBLE' : await decide(editingOf(exchange), key, { outcome, reasons, approved });
  const notice = decided === 'DECIDED' ? undefined : message('alert', words.outcomes[decided]);
  return submissionPage(exchange, { call, submission }, notice);
}

/** Null where no practice is named. */
function approvedPractice(exchange: SignedInExchange): ({ readonly slug: string } & Record<string, unknown>) | null {
  const slug = typed(exchange, 'practice', 200);
  if (slug === '') return null;
  const local = (name: string): object | string | undefined => {
    const [pl, en] = [typed(exchange, `${name}Pl`, maxText), typed(exchange, `${name}En`, maxText)];
    if (pl === '') return undefined;
    return en === '' ? pl : { pl, en };
  };
  const given = {
    title: local('title'),
    summary: local('summary'),
    problem: typed(exchange, 'problem', maxText) || undefined,
    solution: typed(exchange, 'solution', maxText) || undefined,
  };
  return { slug, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}
