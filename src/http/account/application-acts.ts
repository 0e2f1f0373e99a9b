/** What offices do with applications: save drafts, submit, withdraw. */
import pLimit from 'p-limit';
import {
  type Answers,
  type Applicant,
  mayChange,
  misfits,
  receiptNumber,
  type SaveOutcome,
  saveDraft,
  submit,
  withdraw,
} from '#live-calls';
import { inTransaction } from '#platform/database/transaction.ts';
import { type HubResponse, jsonResponse } from '../message.ts';
import { receivedAnswers } from './application-form.ts';
import { type Applying, applicationPage } from './applications.ts';
import { callTexts } from './calls-texts.ts';
import { message, type SignedInExchange, typed } from './exchange.ts';

const wordsOf = ({ language }: SignedInExchange) => callTexts[language];

function applicantOf({ signedIn, now }: SignedInExchange, { call, officeId }: Applying): Applicant {
  return { slug: call.slug, officeId, accountId: signedIn.viewer.accountId, now };
}

function isForScript({ request }: SignedInExchange): boolean {
  return request.headers['accept']?.startsWith('application/json') === true;
}

/** For islands/drafts.ts: by the names of fields, as the form has them. */
async function savedForScript(
  { parts, language }: SignedInExchange,
  { call, officeId }: Applying,
  answers: Answers,
  outcome: SaveOutcome,
): Promise<HubResponse> {
  const headers = { 'cache-control': 'private, no-store', vary: 'Cookie' };
  if (outcome.status === 'NOT_OPEN') return jsonResponse(409, { status: outcome.status }, headers);
  if (outcome.status === 'CONFLICT') {
    const { answers: theirs, version } = outcome.theirs;
    const fields = Object.entries(theirs).map(([key, answer]) => [`answer_${key}`, String(answer)]);
    return jsonResponse(409, { status: outcome.status, version, theirs: Object.fromEntries(fields) }, headers);
  }
  const wrong = await misfits(parts.database.pool, call, { slug: call.slug, officeId }, answers);
  const errors = [...wrong].map((key) => [`answer_${key}`, callTexts[language].wrongAnswer]);
  return jsonResponse(200, { ...outcome, errors: Object.fromEntries(errors) }, headers);
}

export async function saveApplication(exchange: SignedInExchange, applied: Applying): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { call, officeId } = applied;
  const { pool } = exchange.parts.database;
  const isOpen = await mayChange(pool, call, { officeId, now: exchange.now });
  const { answers, errors } = await receivedAnswers(isOpen ? exchange : { ...exchange, files: new Map() }, applied);
  const version = Number(/^\d{1,8}$/.exec(typed(exchange, 'version', 9))?.[0] ?? 0);
  const applicant = applicantOf(exchange, applied);
  const outcome = await saveDraft(pool, applicant, { answers, version });
  if (isForScript(exchange)) return savedForScript(exchange, applied, answers, outcome);
  if (outcome.status === 'NOT_OPEN') {
    return applicationPage(exchange, applied, { notice: message('alert', words.notOpen), answers, status: 409 });
  }
  if (outcome.status === 'SAVED') {
    const notice = errors.size === 0 ? message('status', words.saved) : message('alert', words.savedWithoutFile);
    return applicationPage(exchange, applied, { notice, errors, status: errors.size === 0 ? 200 : 400 });
  }
  const { theirs } = outcome;
  const notice = message('alert', words.conflict);
  return applicationPage(exchange, applied, {
    notice,
    answers,
    version: theirs.version,
    theirs: theirs.answers,
    errors,
    status: 409,
  });
}

/** In the order in which they come; whoever waits for the lock of the call must not keep all connections from others. */
const semaphore = pLimit(2);

export async function submitApplication(exchange: SignedInExchange, applied: Applying): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const applicant = applicantOf(exchange, applied);
  const outcome = await semaphore(() =>
    inTransaction(exchange.parts.database.pool, (client) => submit(client, applicant)),
  );
  switch (outcome.status) {
    case 'SUBMITTED':
      return applicationPage(exchange, applied, {
        notice: message('status', `${words.receipt}: ${receiptNumber(applied.call.slug, outcome.submission)}`),
      });
    case 'INVALID':
      return applicationPage(exchange, applied, {
        notice: message('alert', words.wrongAnswer),
        errors: new Map([...outcome.wrong].map((key) => [key, words.wrongAnswer])),
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
  const applicant = applicantOf(exchange, applied);
  const isDone = await inTransaction(exchange.parts.database.pool, (client) => withdraw(client, applicant));
  const notice = isDone ? message('status', words.withdrawn) : message('alert', words.notOpen);
  return applicationPage(exchange, applied, { notice, status: isDone ? 200 : 409 });
}
