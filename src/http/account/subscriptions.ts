/** Mails about what is new: requested, confirmed, changed and ended without an account. */
import { normalEmail } from '#accounts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import {
  confirmMail,
  confirmSubscription,
  endAll,
  endSubscription,
  findSubscriber,
  subscribe,
  subscriptionsOf,
  subscriptionTopics,
} from '#subscriptions';
import { admit } from '../admission.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import type { Route } from '../router.ts';
import { type AccountParts, type Exchange, formOf, message, pageResponse, redirect, typed } from './exchange.ts';
import { subscriptionTexts } from './subscriptions-texts.ts';

type Params = Readonly<Record<string, string>>;

const wordsOf = ({ language }: Exchange) => subscriptionTexts[language];

export function subscribePage(
  exchange: Exchange,
  error?: { readonly field: string; readonly text: string },
): HubResponse {
  const words = wordsOf(exchange);
  const field = (name: string, type: Field['type'], label: string): Field => ({
    name,
    type,
    label,
    value: typed(exchange, name, 254) || (exchange.query.get(name)?.slice(0, 100) ?? ''),
    maxLength: 254,
    ...(error?.field === name ? { error: error.text } : {}),
  });
  const topics = subscriptionTopics.map((value) => ({ value, label: words.topics[value] }));
  const fields: Field[] = [
    { ...field('email', 'email', words.email), isRequired: true, autocomplete: 'email' },
    { ...field('topic', 'select', words.topic), options: topics },
    { ...field('key', 'text', words.key), hint: words.keyHint },
  ];
  const blocks: Block[] = [
    { kind: 'text', text: words.lead },
    formOf(exchange, '/subscriptions', words.ask, fields),
    { kind: 'heading', text: words.forPrograms },
    { kind: 'list', items: [{ href: '/account/webhooks', text: words.webhooks }] },
  ];
  return pageResponse(exchange, { title: words.title, blocks }, { status: error === undefined ? 200 : 400 });
}

export async function askForMails(exchange: Exchange): Promise<HubResponse> {
  const { parts, request, language, now } = exchange;
  const words = wordsOf(exchange);
  const email = normalEmail(typed(exchange, 'email', 300));
  const topic = subscriptionTopics.find((known) => known === typed(exchange, 'topic'));
  if (email === null) return subscribePage(exchange, { field: 'email', text: words.emailWrong });
  if (topic === undefined) return subscribePage(exchange, { field: 'topic', text: words.keyWrong });
  const network = parts.callers.anonymous(request).id;
  const wanted = { email, language, topic, key: typed(exchange, 'key', 100), network, now };
  const outcome = await inTransaction(parts.database.pool, (client) => subscribe(client, wanted));
  if (outcome.status === 'UNKNOWN_KEY') return subscribePage(exchange, { field: 'key', text: words.keyWrong });
  if (outcome.status === 'TOO_MANY') {
    return pageResponse(exchange, { title: words.title, blocks: [message('alert', words.tooMany)] }, { status: 429 });
  }
  if (outcome.status === 'REQUESTED') {
    parts.send(confirmMail(email, { token: outcome.token, language, publicUrl: parts.publicUrl }));
  }
  return pageResponse(exchange, { title: words.title, blocks: [message('status', words.requested)] });
}

/** To open a link changes nothing yet: programs that check mail open links, too. */
export function confirmMailsPage(exchange: Exchange): HubResponse {
  const words = wordsOf(exchange);
  const token: Field = { name: 'token', type: 'hidden', value: exchange.query.get('token')?.slice(0, 100) ?? '' };
  const form = formOf(exchange, '/subscriptions/confirm', words.confirm, [token]);
  return pageResponse(exchange, { title: words.title, blocks: [{ kind: 'text', text: words.confirmLead }, form] });
}

export async function confirmMails(exchange: Exchange): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const token = typed(exchange, 'token', 100);
  const confirmed = await inTransaction(exchange.parts.database.pool, (client) =>
    confirmSubscription(client, token, exchange.now),
  );
  if (confirmed === null) return unknownLink(exchange);
  const text = `${words.confirmed} ${words.topics[confirmed.topic]} ${confirmed.key}`.trim();
  return pageResponse(exchange, { title: words.title, blocks: [message('status', text)] });
}

function unknownLink(exchange: Exchange): HubResponse {
  const words = wordsOf(exchange);
  return pageResponse(exchange, { title: words.title, blocks: [message('alert', words.unknown)] }, { status: 404 });
}

export async function preferencesPage(exchange: Exchange, { token = '' }: Params): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { pool } = exchange.parts.database;
  const subscriber = await findSubscriber(pool, token);
  if (subscriber === null) return unknownLink(exchange);
  const rows = (await subscriptionsOf(pool, subscriber.id)).map(({ id, topic, key }): Cell[] => [
    `${words.topics[topic]} ${key}`.trim(),
    formOf(exchange, `/subscriptions/${token}/end`, words.end, [{ name: 'id', type: 'hidden', value: id }]),
  ]);
  const list: Block =
    rows.length === 0
      ? { kind: 'text', text: words.nothing }
      : { kind: 'table', caption: words.yours, columns: [words.topic, words.end], rows };
  const all = formOf(exchange, `/subscriptions/${token}/end`, words.endAll, []);
  return pageResponse(exchange, { title: words.title, blocks: [list, all] });
}

export async function endMails(exchange: Exchange, { token = '' }: Params): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const id = typed(exchange, 'id', 100);
  const isDone = await inTransaction(exchange.parts.database.pool, (client) =>
    id === '' ? endAll(client, token) : endSubscription(client, token, id),
  );
  if (!isDone) return unknownLink(exchange);
  if (id !== '') return redirect(exchange, `/subscriptions/${token}`);
  return pageResponse(exchange, { title: words.title, blocks: [message('status', words.ended)] });
}

/**
 * RFC 8058: the program of the mailbox posts without cookies, an Origin or a page, so that this alone of all forms takes
 * requests of anybody who knows the token. A browser that opens the address is shown the page.
 */
export function oneClickRoute(parts: AccountParts): Route {
  const answer = async (request: HubRequest): Promise<HubResponse> => {
    await admit(parts, request, () => undefined);
    const token = new URLSearchParams(request.query).get('token')?.slice(0, 100) ?? '';
    const headers = { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' };
    if (request.method !== 'POST') {
      const location = `/subscriptions/${encodeURIComponent(token)}`;
      return { status: 303, headers: { ...headers, location }, body: null };
    }
    await inTransaction(parts.database.pool, (client) => endAll(client, token));
    // The same whether there was such a token.
    return { status: 200, headers, body: 'Unsubscribed.\n' };
  };
  return { path: '/subscriptions/one-click', methods: ['GET', 'POST'], answer };
}
