/** `/account/…`: pages with forms for those who contribute. Every address says which role it is for. */
import { type AccountRole, hasRole } from '#accounts';
import type { LiveCall } from '#live-calls';
import { percentDecoded } from '#platform/text.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import type { Route } from '../router.ts';
import { uploadRoute } from '../uploads/receive.ts';
import { assignIt, decideAmended, declareIt, returnAmended, reviewIt, withdrawIt } from './amendment-acts.ts';
import { amendmentPage } from './amendment-page.ts';
import {
  type AmendmentSeen,
  amendmentSeen,
  amendmentsPage,
  approvedAmendmentPage,
  approvedPage,
} from './amendments.ts';
import { saveApplication, submitApplication, withdrawApplication } from './application-acts.ts';
import { type Applying, applicationPage, applying, callsPage, visibleCall } from './applications.ts';
import { callPage, extendIt, present, previewPage, publish, publishCallResults } from './call-editing.ts';
import { conflictsPage, resolveConflict } from './conflicts.ts';
import { accept, decisionsPage, decline, report, reportPage, ticketPage, ticketsPage } from './corrections.ts';
import { correctionsCsv, correctionsNdjson } from './corrections-files.ts';
import { auditFile, auditLog, claimsPage, confirmClaims, declineClaims } from './editors.ts';
import {
  type AccountParts,
  type Exchange,
  message,
  notFoundPage,
  openExchange,
  pageResponse,
  type SignedInExchange,
  withQuota,
} from './exchange.ts';
import { fileOfApplicant, fileOfReviewer, fileOfSubmission } from './files.ts';
import { completionPage, newAmendmentPage, sendAmendment, sendCompletion } from './new-amendment.ts';
import { createCall, newCallPage } from './new-call.ts';
import { accountPage, addOffice, claimPage, confirmClaim, erase } from './own-account.ts';
import {
  endPasskey,
  optionsForRegistration,
  optionsForSignIn,
  registerPasskey,
  signInWithPasskey,
} from './passkeys.ts';
import { returnFromProvider, startAtProvider } from './provider.ts';
import { reviewsPage } from './review-lists.ts';
import { complete, declare, type Reviewing, reviewing, reviewPage, saveScores } from './reviews.ts';
import { confirmPage, requestSignIn, signIn, signInPage, signOut } from './sign-in.ts';
import { assignReview, decideIt, returnIt, type Submitted, submissionPage, submitted } from './submissions.ts';
import {
  askForMails,
  confirmMails,
  confirmMailsPage,
  endMails,
  oneClickRoute,
  preferencesPage,
  subscribePage,
} from './subscriptions.ts';
import { addWebhook, removeWebhook, webhookPage, webhooksPage } from './webhooks.ts';

export interface AccountAddress {
  /** Of a URLPattern. */
  readonly pattern: string;
  readonly method: 'GET' | 'POST';
  /** Null: nobody needs to be signed in. */
  readonly role: AccountRole | null;
  answer(exchange: Exchange, params: Readonly<Record<string, string>>): HubResponse | Promise<HubResponse>;
}

/** For everyone. */
function open(method: 'GET' | 'POST', pattern: string, answer: AccountAddress['answer']): AccountAddress {
  return { pattern, method, role: null, answer };
}

/** For those who have at least this role. */
function only(
  role: AccountRole,
  method: 'GET' | 'POST',
  pattern: string,
  answer: (exchange: SignedInExchange, params: Readonly<Record<string, string>>) => HubResponse | Promise<HubResponse>,
): AccountAddress {
  return { pattern, method, role, answer: (exchange, params) => answer(exchange as SignedInExchange, params) };
}

const uuid = '[\\da-f\\-]{36}';

export const accountAddresses: readonly AccountAddress[] = [
  open('GET', '/account', (exchange) => (isSignedIn(exchange) ? accountPage(exchange) : signInPage(exchange))),
  open('POST', '/account/sign-in', requestSignIn),
  open('GET', '/account/confirm', confirmPage),
  open('POST', '/account/confirm', signIn),
  open('POST', '/account/sign-out', signOut),
  open('GET', '/account/provider', startAtProvider),
  open('GET', '/account/provider/callback', returnFromProvider),
  open('POST', '/account/passkey/options', optionsForSignIn),
  open('POST', '/account/passkey/sign-in', signInWithPasskey),
  only('CONTRIBUTOR', 'POST', '/account/passkeys/options', optionsForRegistration),
  only('CONTRIBUTOR', 'POST', '/account/passkeys', registerPasskey),
  only('CONTRIBUTOR', 'POST', '/account/passkeys/remove', endPasskey),
  open('GET', '/account/office-claim', claimPage),
  open('POST', '/account/office-claim', confirmClaim),
  only('CONTRIBUTOR', 'POST', '/account/offices', addOffice),
  only('CONTRIBUTOR', 'POST', '/account/erase', erase),
  open('GET', '/corrections', ticketsPage),
  open('GET', '/corrections.csv', correctionsCsv),
  open('GET', '/corrections.ndjson', correctionsNdjson),
  open('GET', '/corrections/new', reportPage),
  open('POST', '/corrections/new', report),
  open('GET', '/corrections/:number(\\d{1,9})', ticketPage),
  only('EDITOR', 'GET', '/account/corrections', (exchange) => decisionsPage(exchange)),
  only('EDITOR', 'POST', '/account/corrections/accept', accept),
  only('EDITOR', 'POST', '/account/corrections/decline', decline),
  only('EDITOR', 'GET', '/account/conflicts', (exchange) => conflictsPage(exchange)),
  only('EDITOR', 'POST', '/account/conflicts', resolveConflict),
  open('GET', '/subscriptions', (exchange) => subscribePage(exchange)),
  open('POST', '/subscriptions', askForMails),
  open('GET', '/subscriptions/confirm', confirmMailsPage),
  open('POST', '/subscriptions/confirm', confirmMails),
  open('GET', '/subscriptions/:token([\\w\\-]{43})', preferencesPage),
  open('POST', '/subscriptions/:token([\\w\\-]{43})/end', endMails),
  only('CONTRIBUTOR', 'GET', '/account/calls', callsPage),
  only('CONTRIBUTOR', 'GET', '/account/calls/:slug', ofCall(callPage)),
  only('EDITOR', 'GET', '/account/calls/:slug/preview', ofCall(previewPage)),
  only('CONTRIBUTOR', 'GET', '/account/calls/:slug/:office', ofApplicant(applicationPage)),
  only('CONTRIBUTOR', 'POST', '/account/calls/:slug/:office/draft', ofApplicant(saveApplication)),
  only('CONTRIBUTOR', 'POST', '/account/calls/:slug/:office/submit', ofApplicant(submitApplication)),
  only('CONTRIBUTOR', 'POST', '/account/calls/:slug/:office/withdraw', ofApplicant(withdrawApplication)),
  only('CONTRIBUTOR', 'GET', '/account/calls/:slug/:office/files/:sha256([\\da-f]{64})', ofOwn(fileOfApplicant)),
  only('EDITOR', 'GET', '/account/new-call', (exchange) => newCallPage(exchange)),
  only('EDITOR', 'POST', '/account/new-call', createCall),
  only('EDITOR', 'POST', '/account/calls/:slug/publish', ofCall(publish)),
  only('EDITOR', 'POST', '/account/calls/:slug/extend', ofCall(extendIt)),
  only('EDITOR', 'POST', '/account/calls/:slug/results', ofCall(publishCallResults)),
  only('EDITOR', 'POST', '/account/calls/:slug/present', ofCall(present)),
  only('EDITOR', 'GET', '/account/calls/:slug/submissions/:sequence(\\d{1,9})', ofSubmission(submissionPage)),
  only('EDITOR', 'POST', '/account/calls/:slug/submissions/:sequence(\\d{1,9})/assign', ofSubmission(assignReview)),
  only('EDITOR', 'POST', '/account/calls/:slug/submissions/:sequence(\\d{1,9})/return', ofSubmission(returnIt)),
  only('EDITOR', 'POST', '/account/calls/:slug/submissions/:sequence(\\d{1,9})/decide', ofSubmission(decideIt)),
  only('EDITOR', 'GET', '/account/calls/:slug/submissions/:sequence(\\d{1,9})/files/:key', ofOwn(fileOfSubmission)),
  only('REVIEWER', 'GET', '/review', reviewsPage),
  only('REVIEWER', 'GET', '/review/:slug/:sequence(\\d{1,9})/files/:key', ofOwn(fileOfReviewer)),
  only('REVIEWER', 'GET', '/review/:slug/:sequence(\\d{1,9})', ofReview(reviewPage)),
  only('REVIEWER', 'POST', '/review/:slug/:sequence(\\d{1,9})/declare', ofReview(declare)),
  only('REVIEWER', 'POST', '/review/:slug/:sequence(\\d{1,9})/save', ofReview(saveScores)),
  only('REVIEWER', 'POST', '/review/:slug/:sequence(\\d{1,9})/complete', ofReview(complete)),
  open('GET', '/amendments', approvedPage),
  open('GET', '/amendments/:number(\\d{1,9})', async (exchange, params) => {
    return (await approvedAmendmentPage(exchange, params)) ?? refused(exchange, 404);
  }),
  only('CONTRIBUTOR', 'GET', '/account/amendments', (exchange) => amendmentsPage(exchange)),
  only('CONTRIBUTOR', 'GET', '/account/amendments/new', (exchange) => newAmendmentPage(exchange)),
  only('CONTRIBUTOR', 'POST', '/account/amendments/new', (exchange) => sendAmendment(exchange)),
  only('CONTRIBUTOR', 'GET', '/account/amendments/:number(\\d{1,9})', ofAmendment(amendmentPage)),
  only('CONTRIBUTOR', 'POST', '/account/amendments/:number(\\d{1,9})/withdraw', ofAmendment(withdrawIt)),
  only('REVIEWER', 'POST', '/account/amendments/:number(\\d{1,9})/declare', ofAmendment(declareIt)),
  only('REVIEWER', 'POST', '/account/amendments/:number(\\d{1,9})/review', ofAmendment(reviewIt)),
  only('EDITOR', 'POST', '/account/amendments/:number(\\d{1,9})/assign', ofAmendment(assignIt)),
  only('EDITOR', 'POST', '/account/amendments/:number(\\d{1,9})/return', ofAmendment(returnAmended)),
  only('EDITOR', 'POST', '/account/amendments/:number(\\d{1,9})/decide', ofAmendment(decideAmended)),
  only('CONTRIBUTOR', 'GET', '/account/amendments/:number(\\d{1,9})/complete', ofAmendment(completionPage)),
  only('CONTRIBUTOR', 'POST', '/account/amendments/:number(\\d{1,9})/complete', ofAmendment(sendCompletion)),
  only('CONTRIBUTOR', 'GET', '/account/webhooks', (exchange) => webhooksPage(exchange)),
  only('CONTRIBUTOR', 'POST', '/account/webhooks', addWebhook),
  only('CONTRIBUTOR', 'GET', `/account/webhooks/:webhookId(${uuid})`, ofOwn(webhookPage)),
  only('CONTRIBUTOR', 'POST', `/account/webhooks/:webhookId(${uuid})/delete`, ofOwn(removeWebhook)),
  only('EDITOR', 'GET', '/account/claims', claimsPage),
  only('EDITOR', 'POST', '/account/claims', confirmClaims),
  only('EDITOR', 'POST', '/account/claims/decline', declineClaims),
  only('EDITOR', 'GET', '/account/audit', auditLog),
  only('EDITOR', 'GET', '/account/audit.ndjson', auditFile),
];

type Params = Readonly<Record<string, string>>;
type OfSignedIn = (exchange: SignedInExchange, params: Params) => Promise<HubResponse>;

/** Drafts are there for editors only. */
function ofCall(answer: (exchange: SignedInExchange, call: LiveCall) => Promise<HubResponse>): OfSignedIn {
  return async (exchange, params) => {
    const call = await visibleCall(exchange, params);
    return call === null ? refused(exchange, 404) : answer(exchange, call);
  };
}

/** A review is there for whom it is assigned to only. */
function ofReview(answer: (exchange: SignedInExchange, reviewed: Reviewing) => Promise<HubResponse>): OfSignedIn {
  return async (exchange, params) => {
    const reviewed = await reviewing(exchange, params);
    return reviewed === null ? refused(exchange, 404) : answer(exchange, reviewed);
  };
}

/** What there is for one account only, such as a file for those who may see the answer that it is. */
function ofOwn(find: (exchange: SignedInExchange, params: Params) => Promise<HubResponse | null>): OfSignedIn {
  return async (exchange, params) => (await find(exchange, params)) ?? refused(exchange, 404);
}

/** An amendment is there for its office, its reviewers and editors only. */
function ofAmendment(answer: (exchange: SignedInExchange, seen: AmendmentSeen) => Promise<HubResponse>): OfSignedIn {
  return async (exchange, params) => {
    const seen = await amendmentSeen(exchange, params);
    return seen === null ? refused(exchange, 404) : answer(exchange, seen);
  };
}

function ofSubmission(answer: (exchange: SignedInExchange, found: Submitted) => Promise<HubResponse>): OfSignedIn {
  return async (exchange, params) => {
    const found = await submitted(exchange, params);
    return found === null ? refused(exchange, 404) : answer(exchange, found);
  };
}

/** An application is there for those who act for its office only. */
function ofApplicant(answer: (exchange: SignedInExchange, applied: Applying) => Promise<HubResponse>): OfSignedIn {
  return async (exchange, params) => {
    const applied = await applying(exchange, params);
    return applied === null ? refused(exchange, 404) : answer(exchange, applied);
  };
}

function isSignedIn(exchange: Exchange): exchange is SignedInExchange {
  return exchange.signedIn !== null;
}

const compiled = accountAddresses.map((address) => ({
  ...address,
  match: new URLPattern({ pathname: address.pattern }),
}));

export function accountRoutes(parts: AccountParts): Route[] {
  const answer = async (request: HubRequest): Promise<HubResponse> => {
    const { quota, ...exchange } = await openExchange(parts, request);
    return withQuota(await respond(exchange), quota);
  };
  const folders = ['/account', '/amendments', '/corrections', '/review', '/subscriptions'].flatMap((folder) => [
    folder,
    `/en${folder}`,
  ]);
  const files = ['csv', 'ndjson'].map((extension) => `/corrections.${extension}`);
  return folders
    .flatMap((folder) => [folder, `${folder}/`])
    .concat(
      files,
      files.map((file) => `/en${file}`),
    )
    .map((path): Route => ({ path, methods: ['GET', 'POST'], answer }))
    .concat(oneClickRoute(parts), parts.uploads === null ? [] : uploadRoute({ ...parts, uploads: parts.uploads }));
}

async function respond(exchange: Exchange): Promise<HubResponse> {
  const method = exchange.request.method === 'POST' ? 'POST' : 'GET';
  const path = exchange.path.replace(/(?<=.)\/$/, '');
  for (const address of compiled) {
    const groups = address.method === method ? address.match.exec({ pathname: path })?.pathname.groups : undefined;
    if (groups === undefined) continue;
    if (address.role !== null && exchange.signedIn === null) return signInPage(exchange, {}, 401);
    if (address.role !== null && !hasRole(exchange.signedIn?.viewer ?? null, address.role))
      return refused(exchange, 403);
    const params = decoded(groups);
    // PostgreSQL takes NUL in no text, so nothing has such a name.
    if (Object.values(params).some((value) => value.includes('\0'))) return refused(exchange, 404);
    return address.answer(exchange, params);
  }
  return refused(exchange, 404);
}

function decoded(groups: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, percentDecoded(value ?? '')]));
}

function refused(exchange: Exchange, status: 403 | 404): HubResponse {
  const { texts } = exchange;
  if (status === 404) return notFoundPage(exchange);
  return pageResponse(exchange, { title: texts.account, blocks: [message('alert', texts.notAllowed)] }, { status });
}
