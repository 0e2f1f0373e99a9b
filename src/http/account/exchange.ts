/** One request to a page with forms: its language, what was filled in, who sent it; and the response. */

import type { Logger } from 'pino';
import type { Claiming } from '#accounts';
import type { Quota } from '#graphql/context.ts';
import type { Publishers } from '#graphql/contributor.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { EnqueueMail, Mail } from '#platform/mail/mailer.ts';
import { isSameSecret } from '#platform/secrets.ts';
import type { Portal } from '#portal/index.ts';
import { addressIn, type Language, splitLanguage } from '#portal/language.ts';
import type { Block, Field, FormBlock, PrivatePage } from '#portal/private/page.ts';
import type { Editing } from '#reviews';
import { admit } from '../admission.ts';
import type { Callers } from '../callers.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import { pagePolicy } from '../page-policy.ts';
import { HttpProblem } from '../problem.ts';
import { type RateLimit, rateHeaders } from '../rate-limit.ts';
import type { Sessions, SignedIn } from '../session.ts';
import type { NewFile, Uploads } from '../uploads/index.ts';
import { isMultipart, type MultipartForm, readMultipart } from '../uploads/multipart.ts';
import type { Provider } from './openid-provider.ts';
import { type AccountTexts, accountTexts } from './texts.ts';

export interface AccountParts {
  readonly database: Database;
  readonly portal: Portal;
  readonly sessions: Sessions;
  /** Without waiting for it: how long a response takes must not say whether a message was sent. */
  send(mail: Mail): void;
  /** As `send`, by the queue: a mail server that is away, or a process that is killed, loses none. */
  deliver(mail: Mail): void;
  /** Before a transaction that must not be done without its mail: what enqueues it there. */
  enqueuing(): Promise<EnqueueMail>;
  readonly callers: Callers;
  readonly rateLimit: RateLimit | null;
  readonly publishers: Publishers;
  /** Of OpenID Connect; null: there is none. */
  readonly provider: Provider | null;
  /** Null: nobody can add files. */
  readonly uploads: Uploads | null;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** After a release was published: shows it without waiting to hear of it. */
  refresh(): Promise<void>;
}

export interface Exchange {
  readonly parts: AccountParts;
  readonly request: HubRequest;
  readonly language: Language;
  /** Without the prefix of the language. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What a form sent; empty for GET. */
  readonly form: URLSearchParams;
  /** Files that the form sent, by its fields. */
  readonly files: ReadonlyMap<string, NewFile>;
  readonly signedIn: SignedIn | null;
  readonly texts: AccountTexts;
  readonly now: Date;
}

/** Who is known to be signed in. */
export type SignedInExchange = Exchange & { readonly signedIn: SignedIn };

/** Who acts on what is submitted and reviewed, as the domains take it. */
export function editingOf({ parts, signedIn, now }: SignedInExchange): Editing {
  const { publicUrl, publishers } = parts;
  return { ...writingOf(parts), publicUrl, publishers, now, viewer: signedIn.viewer };
}

/** Who claims offices or decides of claims. */
export function claimingOf({ parts, signedIn, now, language }: SignedInExchange): Claiming {
  const written = { language, publicUrl: parts.publicUrl };
  return { ...writingOf(parts), now, viewer: signedIn.viewer, written };
}

/** A form has no idempotency key under which anything would be kept. */
function writingOf(parts: AccountParts): Pick<Editing, 'reader' | 'transaction' | 'send'> {
  const { database } = parts;
  return {
    reader: database.pool,
    transaction: (work) =>
      inTransaction(database.pool, (client) => work(client, (payload) => Promise.resolve(payload))),
    send: (mail) => parts.deliver(mail),
  };
}

const csrfField = 'csrf';

export async function openExchange(
  parts: AccountParts,
  request: HubRequest,
): Promise<Exchange & { quota: Quota | null }> {
  let quota: Quota | null = null;
  await admit(parts, request, (left) => {
    quota = left;
  });
  const { language, path } = splitLanguage(request.path);
  const isPost = request.method === 'POST';
  // Before its body is read: another site's form is refused whoever is signed in.
  if (isPost && !parts.sessions.isOwn(request)) throw otherSite();
  const signedIn = await parts.sessions.find(request);
  const { fields: form, files } = isPost ? await readForm(parts, request, signedIn) : emptyForm;
  if (isPost && signedIn !== null && !isSameSecret(form.get(csrfField) ?? '', signedIn.csrf)) throw otherSite();
  const query = queryOf(request);
  const texts = accountTexts[language];
  return { parts, request, language, path, query, form, files, signedIn, texts, now: parts.clock(), quota };
}

/** Without NUL, which PostgreSQL takes in no text; `typed` leaves it out of forms. */
function queryOf({ query }: HubRequest): URLSearchParams {
  const given = [...new URLSearchParams(query)];
  return new URLSearchParams(given.map(([name, value]) => [name, value.replaceAll('\0', '')]));
}

/** Fifty long answers whose Polish letters take six bytes each, of whoever is signed in. */
const formBytes = 4 * 1024 * 1024;

const emptyForm: MultipartForm = { fields: new URLSearchParams(), files: new Map() };

async function readForm(
  { uploads }: AccountParts,
  request: HubRequest,
  signedIn: SignedIn | null,
): Promise<MultipartForm> {
  if (uploads !== null && isMultipart(request)) {
    // Whoever is not signed in is asked to, without a byte of the body having been read.
    return signedIn === null ? emptyForm : readMultipart(request, signedIn.viewer.accountId, uploads.maxBytes);
  }
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new HttpProblem(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body is no form.', 'Send the form of the page.', {
      polish: 'Treść nie jest formularzem. Wyślij formularz ze strony.',
    });
  }
  const body = await request.body(signedIn === null ? undefined : formBytes);
  return { fields: new URLSearchParams(body.toString('utf8')), files: new Map() };
}

function otherSite(): HttpProblem {
  return new HttpProblem(
    403,
    'CROSS_SITE_REQUEST',
    'The form was not sent from its page, or the session is another one by now.',
    'Open the page again and send the form from there.',
    {
      polish:
        'Formularz nie został wysłany ze swojej strony albo sesja jest już inna. Otwórz stronę ponownie i wyślij formularz.',
    },
  );
}

const privateHeaders = {
  'cache-control': 'private, no-store',
  vary: 'Cookie',
  // With "no-referrer" browsers send forms with the Origin `null` (Fetch standard, "append a request Origin header").
  'referrer-policy': 'same-origin',
  'content-security-policy': pagePolicy,
};

/** What only this caller gets: never cached by anybody. */
export function pageResponse(
  { parts, request, language }: Exchange,
  page: PrivatePage,
  { status = 200, cookie }: { status?: number; cookie?: string } = {},
): HubResponse {
  return {
    status,
    headers: {
      ...privateHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
    },
    body: parts.portal.renderPrivate(request.path, page),
  };
}

/** As the pages for everyone have it, in the folders of the pages with forms. */
export function notFoundPage({ parts, request, language }: Exchange): HubResponse {
  const { body, status, mediaType } = parts.portal.unknown(request.path);
  const headers = {
    ...privateHeaders,
    'content-type': `${mediaType}; charset=utf-8`,
    'content-language': language,
  };
  return { status, headers, body };
}

/** "303 See Other": the form was taken; to load the page again does not send it again. */
export function redirect({ language }: Exchange, path: string, cookie?: string): HubResponse {
  return {
    status: 303,
    headers: {
      ...privateHeaders,
      location: addressIn(language, path),
      ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
    },
    body: null,
  };
}

/** A form with the secret that proves that it comes from this session's page. */
export function formOf(
  { signedIn }: Exchange,
  action: string,
  submit: string,
  fields: readonly Field[] = [],
): FormBlock {
  const secret: readonly Field[] = signedIn === null ? [] : [{ name: csrfField, type: 'hidden', value: signedIn.csrf }];
  return { kind: 'form', action, submit, fields: [...secret, ...fields] };
}

/** The address of a page as a mail has it. */
export function absolute({ parts, language }: Exchange, path: string): string {
  return `${parts.publicUrl}${addressIn(language, path)}`;
}

/** A line or text that was typed in; cut, so that no field fills the database. */
export function typed({ form }: Exchange, name: string, maxLength = 1_000): string {
  return (form.get(name) ?? '').replaceAll('\0', '').replaceAll('\r\n', '\n').trim().slice(0, maxLength);
}

export function message(kind: 'status' | 'alert', text: string): Block {
  return { kind, text };
}

export function withQuota(response: HubResponse, quota: Quota | null): HubResponse {
  return { ...response, headers: { ...response.headers, ...rateHeaders(quota) } };
}
