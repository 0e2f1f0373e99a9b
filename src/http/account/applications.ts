/** Calls for those who apply: the list, the form of an office, its receipt. */

import pLimit from 'p-limit';
import { hasRole } from '#accounts';
import {
  type Answers,
  answersOf,
  decisionsOf,
  type EligibilityRule,
  eligibilityOf,
  findApplication,
  findCall,
  type LiveCall,
  listCalls,
  mayChange,
  openReturn,
  phaseOf,
  placed,
  type Question,
  receiptNumber,
  type Submission,
  saveDraft,
  submissionsOf,
  submit,
  withdraw,
} from '#live-calls';
import { inTransaction } from '#platform/database/transaction.ts';
import { formats } from '#platform/locale.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import type { HubResponse } from '../message.ts';
import { callTexts } from './calls-texts.ts';
import { formOf, message, pageResponse, type SignedInExchange, typed } from './exchange.ts';
import { reviewTexts } from './review-texts.ts';

type Params = Readonly<Record<string, string>>;

const wordsOf = ({ language }: SignedInExchange) => callTexts[language];
const pathOf = (slug: string): string => `/account/calls/${slug}`;

export function titleOf({ language }: SignedInExchange, { titlePl, titleEn }: LiveCall): string {
  return language === 'pl' ? titlePl : titleEn;
}

export async function callsPage(exchange: SignedInExchange): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const isEditor = hasRole(exchange.signedIn.viewer, 'EDITOR');
  const calls = (await listCalls(exchange.parts.database.pool)).filter(
    ({ publishedAt }) => isEditor || publishedAt !== null,
  );
  const rows = calls.map((call): Cell[] => [
    { href: pathOf(call.slug), text: titleOf(exchange, call) },
    words.phases[phaseOf(call, exchange.now)],
    momentIn(exchange, call.closesAt),
  ]);
  const table: Block =
    rows.length === 0
      ? { kind: 'text', text: words.none }
      : { kind: 'table', caption: words.calls, columns: [words.call, words.state, words.closes], rows };
  const links: Block[] = isEditor ? [{ kind: 'list', items: [{ href: '/account/new-call', text: words.create }] }] : [];
  return pageResponse(exchange, { title: words.calls, blocks: [...links, table] });
}

function momentIn({ language }: SignedInExchange, moment: Date): string {
  return formats[language].moment(moment.toISOString());
}

export function callFacts(exchange: SignedInExchange, call: LiveCall): Block {
  const words = wordsOf(exchange);
  return {
    kind: 'facts',
    facts: [
      [words.state, words.phases[phaseOf(call, exchange.now)]],
      [words.opens, momentIn(exchange, call.opensAt)],
      [words.closes, momentIn(exchange, call.closesAt)],
      [words.capacity, String(call.capacity)],
      [words.order, words.orders[call.admission]],
    ],
  };
}

/** Null for a call that is none, or a draft that the viewer may not see. */
export async function visibleCall(exchange: SignedInExchange, { slug = '' }: Params): Promise<LiveCall | null> {
  const call = await findCall(exchange.parts.database.pool, slug);
  return call === null || (call.publishedAt === null && !hasRole(exchange.signedIn.viewer, 'EDITOR')) ? null : call;
}

export interface Applying {
  readonly call: LiveCall;
  readonly officeId: string;
}

/** Null unless the account acts for the office. */
export async function applying(exchange: SignedInExchange, params: Params): Promise<Applying | null> {
  const call = await visibleCall(exchange, params);
  const officeId = params['office'] ?? '';
  return call === null || !exchange.signedIn.viewer.officeIds.includes(officeId) ? null : { call, officeId };
}

interface FormState {
  readonly notice?: Block;
  readonly answers?: Answers;
  readonly version?: number;
  readonly theirs?: Answers;
  readonly wrong?: ReadonlySet<string>;
  readonly status?: number;
}

export async function applicationPage(
  exchange: SignedInExchange,
  { call, officeId }: Applying,
  state: FormState = {},
): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { pool } = exchange.parts.database;
  const saved = await findApplication(pool, { slug: call.slug, officeId });
  const rules = await eligibilityOf(pool, call, officeId);
  const submissions = await submissionsOf(pool, call.slug);
  const action = `${pathOf(call.slug)}/${encodeURIComponent(officeId)}`;
  const answers = state.answers ?? saved.answers;
  const version: Field = { name: 'version', type: 'hidden', value: String(state.version ?? saved.version) };
  const fields = call.questions.map((question) => fieldOf(exchange, question, answers, state.wrong));
  const theirs = state.theirs === undefined ? [] : theirsBlocks(exchange, call, state.theirs);
  const isOpen = await mayChange(pool, call, { officeId, now: exchange.now });
  const returned = await openReturn(pool, call.slug, officeId, exchange.now);
  const blocks: Block[] = [
    ...(state.notice === undefined ? [] : [state.notice]),
    ...(returned === null
      ? []
      : [
          message(
            'alert',
            reviewTexts[exchange.language].returnedUntil(momentIn(exchange, returned.dueAt), returned.note),
          ),
        ]),
    callFacts(exchange, call),
    ...(await decisionBlocks(exchange, { call, officeId }, submissions)),
    eligibilityTable(exchange, rules),
    ...receiptBlocks(exchange, { call, officeId }, submissions),
    ...theirs,
  ];
  if (isOpen) {
    blocks.push(formOf(exchange, `${action}/draft`, words.saveDraft, [version, ...fields]));
    blocks.push({ kind: 'text', text: words.submitLead }, formOf(exchange, `${action}/submit`, words.submit));
  }
  const page = { title: `${titleOf(exchange, call)}: ${words.apply(officeId)}`, blocks };
  return pageResponse(exchange, page, { status: state.status ?? 200 });
}

/** The reasons are the applicant's once the results are public. */
async function decisionBlocks(
  exchange: SignedInExchange,
  { call, officeId }: Applying,
  submissions: readonly Submission[],
): Promise<Block[]> {
  if (call.resultsRelease === null) return [];
  const words = reviewTexts[exchange.language];
  const own = submissions.find((one) => one.officeId === officeId && one.withdrawnAt === null);
  const decisions = await decisionsOf(exchange.parts.database.pool, call.slug);
  const decision = decisions.find(({ sequence }) => sequence === own?.sequence);
  if (decision === undefined) return [];
  const facts = [
    [words.decision, words.decisions[decision.outcome]],
    [words.reasons, decision.reasons],
  ] as const;
  return [{ kind: 'facts', facts }];
}

function fieldOf(exchange: SignedInExchange, question: Question, answers: Answers, wrong?: ReadonlySet<string>): Field {
  const words = wordsOf(exchange);
  const { key, type, labelPl, labelEn, choices, max, isRequired } = question;
  const label = exchange.language === 'pl' ? labelPl : labelEn;
  const common = {
    name: `answer_${key}`,
    label: isRequired ? `${label} *` : label,
    value: String(answers[key] ?? ''),
    ...(wrong?.has(key) === true ? { error: words.wrongAnswer } : {}),
  };
  // Nothing is "required" for the browser: a draft may be saved as it stands.
  switch (type) {
    case 'declaration':
      return { ...common, type: 'checkbox', hint: words.agree };
    case 'choice': {
      const options = ['', ...(choices ?? [])].map((value) => ({ value, label: value }));
      return { ...common, type: 'select', options };
    }
    case 'text':
      return { ...common, type: 'textarea', maxLength: max ?? 2_000 };
    case 'number':
      return { ...common, type: 'text' };
    case 'office':
    case 'unit':
    case 'metric':
      return { ...common, type: 'text', hint: words.codeHints[type], maxLength: 100 };
    case 'url':
      return { ...common, type: 'url' };
  }
}

function theirsBlocks(exchange: SignedInExchange, { questions }: LiveCall, theirs: Answers): Block[] {
  const facts = questions.map(({ key, labelPl, labelEn }): readonly [string, Cell | null] => [
    exchange.language === 'pl' ? labelPl : labelEn,
    theirs[key] === undefined ? null : String(theirs[key]),
  ]);
  return [
    { kind: 'heading', text: wordsOf(exchange).theirs },
    { kind: 'facts', facts },
  ];
}

function eligibilityTable(exchange: SignedInExchange, rules: readonly EligibilityRule[]): Block {
  const words = wordsOf(exchange);
  const rows = rules.map(({ rule, isCondition, isMet, known }): Cell[] => [
    `${words.rules[rule]} (${isCondition ? words.condition : words.preference})`,
    isMet === null ? words.unknown : isMet ? words.met : words.notMet,
    known ?? '–',
  ]);
  return { kind: 'table', caption: words.eligibility, columns: [words.eligibility, words.state, ''], rows };
}

function receiptBlocks(
  exchange: SignedInExchange,
  { call, officeId }: Applying,
  submissions: readonly Submission[],
): Block[] {
  const words = wordsOf(exchange);
  const mine = placed(call, submissions).find((one) => one.officeId === officeId);
  if (mine === undefined) return [];
  const place = `${mine.place} (${mine.isAdmitted ? words.admitted : words.waiting})`;
  const action = `${pathOf(call.slug)}/${encodeURIComponent(officeId)}/withdraw`;
  return [
    { kind: 'heading', text: words.receipt },
    {
      kind: 'facts',
      facts: [
        [words.receiptNumber, receiptNumber(call.slug, mine)],
        [words.receiptTime, momentIn(exchange, mine.submittedAt)],
        [words.digest, mine.digest],
        [words.place, call.admission === 'FIRST_COME' ? place : null],
      ],
    },
    ...(phaseOf(call, exchange.now) === 'OPEN' ? [formOf(exchange, action, words.withdraw)] : []),
  ];
}

export async function saveApplication(exchange: SignedInExchange, applied: Applying): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { call, officeId } = applied;
  const answers = answersOf(call.questions, (key) => typed(exchange, `answer_${key}`, 20_000));
  const version = Number(/^\d{1,8}$/.exec(typed(exchange, 'version', 9))?.[0] ?? 0);
  const applicant = { slug: call.slug, officeId, accountId: exchange.signedIn.viewer.accountId, now: exchange.now };
  const outcome = await saveDraft(exchange.parts.database.pool, applicant, { answers, version });
  if (outcome.status === 'NOT_OPEN') {
    return applicationPage(exchange, applied, { notice: message('alert', words.notOpen), answers, status: 409 });
  }
  if (outcome.status === 'SAVED') return applicationPage(exchange, applied, { notice: message('status', words.saved) });
  const { theirs } = outcome;
  const notice = message('alert', words.conflict);
  return applicationPage(exchange, applied, {
    notice,
    answers,
    version: theirs.version,
    theirs: theirs.answers,
    status: 409,
  });
}

/** In the order in which they come; whoever waits for the lock of the call must not keep all connections from others. */
const semaphore = pLimit(2);

export async function submitApplication(exchange: SignedInExchange, applied: Applying): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { call, officeId } = applied;
  const applicant = { slug: call.slug, officeId, accountId: exchange.signedIn.viewer.accountId, now: exchange.now };
  const outcome = await semaphore(() =>
    inTransaction(exchange.parts.database.pool, (client) => submit(client, applicant)),
  );
  switch (outcome.status) {
    case 'SUBMITTED':
      return applicationPage(exchange, applied, {
        notice: message('status', `${words.receipt}: ${receiptNumber(call.slug, outcome.submission)}`),
      });
    case 'INVALID':
      return applicationPage(exchange, applied, {
        notice: message('alert', words.wrongAnswer),
        wrong: outcome.wrong,
        status: 400,
      });
    default: {
      const reason = outcome.status === 'NOT_OPEN' ? words.notOpen : words.notEligible;
      return applicationPage(exchange, applied, { notice: message('alert', reason), status: 409 });
    }
  }
}

export async function withdrawApplication(exchange: SignedInExchange, applied: Applying): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { call, officeId } = applied;
  const applicant = { slug: call.slug, officeId, accountId: exchange.signedIn.viewer.accountId, now: exchange.now };
  const isDone = await inTransaction(exchange.parts.database.pool, (client) => withdraw(client, applicant));
  const notice = isDone ? message('status', words.withdrawn) : message('alert', words.notOpen);
  return applicationPage(exchange, applied, { notice, status: isDone ? 200 : 409 });
}
