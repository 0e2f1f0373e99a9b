/** Signing in and out. */
import { endSession, linkMinutes, normalEmail, requestLink, useLink } from '#accounts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Mail } from '#platform/mail/mailer.ts';
import { newToken } from '#platform/secrets.ts';
import type { Block, Field } from '#portal/private/page.ts';
import type { HubResponse } from '../message.ts';
import { absolute, type Exchange, formOf, message, pageResponse, redirect, typed } from './exchange.ts';
import { passkeySignInForm } from './passkey-forms.ts';

interface SignInNotice {
  /** What is wrong with the address. */
  readonly error?: string;
  readonly alert?: string;
}

export function signInPage(exchange: Exchange, { error, alert }: SignInNotice = {}, status = 200): HubResponse {
  const { texts } = exchange;
  const email: Field = {
    name: 'email',
    type: 'email',
    label: texts.email,
    isRequired: true,
    maxLength: 254,
    autocomplete: 'email',
    ...(error === undefined ? {} : { error, value: typed(exchange, 'email', 254) }),
  };
  return pageResponse(
    exchange,
    {
      title: texts.signIn,
      blocks: [
        ...(alert === undefined ? [] : [message('alert', alert)]),
        { kind: 'text', text: texts.signInLead },
        formOf(exchange, '/account/sign-in', texts.sendLink, [email]),
        passkeySignInForm(exchange),
        ...providerLink(exchange),
      ],
    },
    { status },
  );
}

function providerLink({ parts, texts }: Exchange): Block[] {
  if (parts.provider === null) return [];
  const { name } = parts.provider.settings;
  return [{ kind: 'list', items: [{ href: '/account/provider', text: texts.providerSignIn(name) }] }];
}

export async function requestSignIn(exchange: Exchange): Promise<HubResponse> {
  const { parts, request, texts, now } = exchange;
  const email = normalEmail(typed(exchange, 'email', 300));
  if (email === null) return signInPage(exchange, { error: texts.emailWrong }, 400);
  const browser = newToken();
  const network = parts.callers.anonymous(request).id;
  const wanted = { email, browser, network, now };
  const outcome = await inTransaction(parts.database.pool, (client) => requestLink(client, wanted));
  if (outcome.status === 'TOO_MANY') return signInPage(exchange, { error: texts.tooManyLinks }, 429);
  if (outcome.status === 'CREATED') parts.send(signInMail(exchange, email, outcome.token));
  const blocks = [message('status', texts.linkSentLead(linkMinutes))];
  return pageResponse(
    exchange,
    { title: texts.linkSent, blocks },
    { cookie: parts.sessions.setCookie('browser', browser) },
  );
}

function signInMail(exchange: Exchange, to: string, token: string): Mail {
  const { texts } = exchange;
  const link = absolute(exchange, `/account/confirm?token=${token}`);
  return { to, subject: texts.signInSubject, text: texts.signInMail(link, linkMinutes) };
}

/** To open a link changes nothing yet: programs that check mail open links, too. */
export function confirmPage(exchange: Exchange): HubResponse {
  const { texts, query } = exchange;
  const token: Field = { name: 'token', type: 'hidden', value: query.get('token')?.slice(0, 100) ?? '' };
  const form = formOf(exchange, '/account/confirm', texts.signIn, [token]);
  return pageResponse(exchange, {
    title: texts.confirmSignIn,
    blocks: [{ kind: 'text', text: texts.confirmLead }, form],
  });
}

export async function signIn(exchange: Exchange): Promise<HubResponse> {
  const { parts, request, texts, now, signedIn } = exchange;
  const browser = parts.sessions.cookie(request, 'browser');
  const token = typed(exchange, 'token', 100);
  const outcome = await inTransaction(parts.database.pool, async (client) => {
    const used = await useLink(client, { token, browser, now });
    if (used.status === 'SIGNED_IN' && signedIn !== null) await endSession(client, signedIn.token);
    return used;
  });
  if (outcome.status === 'SIGNED_IN') {
    return redirect(exchange, '/account', parts.sessions.setCookie('session', outcome.session));
  }
  const reason = outcome.status === 'OTHER_BROWSER' ? texts.otherBrowser : texts.unknownLink;
  const blocks = [
    message('alert', reason),
    { kind: 'list', items: [{ href: '/account', text: texts.signIn }] },
  ] as const;
  return pageResponse(exchange, { title: texts.signIn, blocks }, { status: 403 });
}

export async function signOut(exchange: Exchange): Promise<HubResponse> {
  const { parts, signedIn } = exchange;
  if (signedIn !== null) await endSession(parts.database.pool, signedIn.token);
  return redirect(exchange, '/account', parts.sessions.clearCookie('session'));
}
