/** Passkeys: options for the browser, and what it returns. Whatever is wrong, the response is the same. */
import {
  endSession,
  finishRegistration,
  finishSignIn,
  passkeyMail,
  type RelyingParty,
  registrationOptions,
  removePasskey,
  signInOptions,
} from '#accounts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newToken } from '#platform/secrets.ts';
import { type HubResponse, jsonResponse } from '../message.ts';
import { type Exchange, message, redirect, type SignedInExchange, typed } from './exchange.ts';
import { accountPage } from './own-account.ts';
import { signInPage } from './sign-in.ts';

const maxResponse = 20_000;

function partyOf({ parts }: Exchange): RelyingParty {
  return { origin: new URL(parts.publicUrl).origin };
}

const networkOf = ({ parts, request }: Exchange): string => parts.callers.anonymous(request).id;

function optionsResponse(options: object | null, cookie?: string): HubResponse {
  const headers = { 'cache-control': 'no-store', ...(cookie === undefined ? {} : { 'set-cookie': cookie }) };
  return options === null ? jsonResponse(429, {}, headers) : jsonResponse(200, options, headers);
}

export async function optionsForSignIn(exchange: Exchange): Promise<HubResponse> {
  const { parts, now } = exchange;
  const browser = newToken();
  const asking = { party: partyOf(exchange), network: networkOf(exchange), browser, accountId: null, now };
  const options = await signInOptions(parts.database.pool, asking);
  return optionsResponse(options, parts.sessions.setCookie('challenge', browser));
}

/** A new session, as with every sign-in; the former one of the browser ends. */
export async function signInWithPasskey(exchange: Exchange): Promise<HubResponse> {
  const { parts, request, texts, signedIn, now } = exchange;
  const browser = parts.sessions.cookie(request, 'challenge') ?? '';
  const finishing = { party: partyOf(exchange), response: typed(exchange, 'response', maxResponse), browser, now };
  const session = await inTransaction(parts.database.pool, async (client) => {
    const started = await finishSignIn(client, { ...finishing, accountId: null });
    if (started !== null && signedIn !== null) await endSession(client, signedIn.token);
    return started;
  });
  if (session === null) return signInPage(exchange, { alert: texts.passkeyFailed }, 403);
  return redirect(exchange, '/account', parts.sessions.setCookie('session', session));
}

export async function optionsForRegistration(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, signedIn, now } = exchange;
  const { accountId, email } = signedIn.viewer;
  const asking = { party: partyOf(exchange), network: networkOf(exchange), browser: signedIn.token, accountId, now };
  return optionsResponse(await registrationOptions(parts.database.pool, asking, email));
}

/** Its owner hears of it, in case it was somebody else at an open session. */
export async function registerPasskey(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, signedIn, texts, now, language } = exchange;
  const { accountId, email } = signedIn.viewer;
  const name = typed(exchange, 'name', 60).replaceAll('\n', ' ');
  const response = typed(exchange, 'response', maxResponse);
  const finishing = { party: partyOf(exchange), response, browser: signedIn.token, accountId, now };
  const mail = passkeyMail({ to: email, name }, { language, publicUrl: parts.publicUrl });
  const enqueue = await parts.enqueuing();
  const isAdded = await inTransaction(parts.database.pool, async (client) => {
    const isFinished = await finishRegistration(client, finishing, name);
    if (isFinished) await enqueue(client, mail);
    return isFinished;
  });
  if (!isAdded) return accountPage(exchange, message('alert', texts.passkeyFailed), 400);
  return accountPage(exchange, message('status', texts.passkeyAdded));
}

export async function endPasskey(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, signedIn, texts, now } = exchange;
  const removed = { id: typed(exchange, 'id', 2_000), accountId: signedIn.viewer.accountId, now };
  const isDone = await inTransaction(parts.database.pool, (client) => removePasskey(client, removed));
  const notice = isDone ? message('status', texts.passkeyRemoved) : message('alert', texts.passkeyFailed);
  return accountPage(exchange, notice, isDone ? 200 : 404);
}
