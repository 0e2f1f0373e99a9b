/** `/account/webhooks`: addresses of programs that hear of releases; their secrets, once; what became of each announcement. */
import { labelOf } from '#graphql/labels.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { formats } from '#platform/locale.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import {
  createWebhook,
  type Delivery,
  deleteWebhook,
  deliveriesOf,
  deliveryRetries,
  deliveryState,
  maxWebhooks,
  type Webhook,
  webhooksOf,
} from '#subscriptions';
import type { HubResponse } from '../message.ts';
import { formOf, message, pageResponse, redirect, type SignedInExchange, typed } from './exchange.ts';
import { webhookTexts } from './webhooks-texts.ts';

const maxShown = 50;
const maxAddress = 500;
const folder = '/account/webhooks';

const wordsOf = ({ language }: SignedInExchange) => webhookTexts[language];

const momentIn = ({ language }: SignedInExchange, moment: Date): string =>
  formats[language].moment(moment.toISOString());

export async function webhooksPage(exchange: SignedInExchange, error?: string): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { pool } = exchange.parts.database;
  const webhooks = await webhooksOf(pool, exchange.signedIn.viewer.accountId);
  const rows = await Promise.all(
    webhooks.map(async (webhook): Promise<Cell[]> => {
      const [last] = await deliveriesOf(pool, webhook.id, 1);
      return [
        { href: `${folder}/${webhook.id}`, text: webhook.url },
        stateText(exchange, webhook),
        momentIn(exchange, webhook.createdAt),
        last === undefined ? words.notYet : deliveryText(exchange, last),
      ];
    }),
  );
  const columns = [words.address, words.state, words.createdAt, words.last];
  const blocks: Block[] = [
    { kind: 'text', text: words.lead },
    { kind: 'facts', facts: [[words.example, exampleOf(exchange)]] },
    rows.length === 0 ? { kind: 'text', text: words.none } : { kind: 'table', caption: words.yours, columns, rows },
    ...(webhooks.length < maxWebhooks
      ? [formOf(exchange, folder, words.create, [addressField(exchange, error)])]
      : [{ kind: 'text', text: words.tooMany(maxWebhooks) } as const]),
  ];
  return pageResponse(exchange, { title: words.title, blocks }, { status: error === undefined ? 200 : 400 });
}

function addressField(exchange: SignedInExchange, error: string | undefined): Field {
  const words = wordsOf(exchange);
  return {
    name: 'address',
    type: 'url',
    label: words.address,
    hint: words.addressHint,
    value: typed(exchange, 'address', maxAddress + 1),
    maxLength: maxAddress,
    isRequired: true,
    ...(error === undefined ? {} : { error }),
  };
}

/** As senders make it. */
function exampleOf({ parts, now }: SignedInExchange): string {
  const data = { number: 42, releasedAt: now, url: `${parts.publicUrl}/releases/42` };
  return JSON.stringify({ type: 'release.published', timestamp: now, data });
}

function stateText(exchange: SignedInExchange, { disabledAt }: Webhook): string {
  const words = wordsOf(exchange);
  return disabledAt === null ? words.active : words.disabled(momentIn(exchange, disabledAt));
}

function deliveryText({ language }: SignedInExchange, delivery: Delivery): string {
  return labelOf('WebhookDeliveryState', deliveryState(delivery), language);
}

/** The page with the secret is the response itself: no address leads to it again. */
export async function addWebhook(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, signedIn, now } = exchange;
  const words = wordsOf(exchange);
  const { accountId } = signedIn.viewer;
  const address = typed(exchange, 'address', maxAddress + 1);
  const outcome = await inTransaction(parts.database.pool, (client) =>
    createWebhook(client, address, { accountId, now }),
  );
  if (outcome.status === 'TOO_MANY') return webhooksPage(exchange);
  if (outcome.status !== 'CREATED') return webhooksPage(exchange, words.addressWrong);
  const { webhook, secret } = outcome;
  const blocks: Block[] = [
    message('status', words.created),
    {
      kind: 'facts',
      facts: [
        [words.address, webhook.url],
        [words.secret, secret],
      ],
    },
    { kind: 'text', text: words.secretLead },
    {
      kind: 'list',
      items: [
        { href: `${folder}/${webhook.id}`, text: words.toDeliveries },
        { href: folder, text: words.back },
      ],
    },
  ];
  return pageResponse(exchange, { title: words.webhook(new URL(webhook.url).host), blocks });
}

/** Null: the account has no such webhook. */
export async function webhookPage(
  exchange: SignedInExchange,
  params: Readonly<Record<string, string>>,
): Promise<HubResponse | null> {
  const words = wordsOf(exchange);
  const { pool } = exchange.parts.database;
  const webhook = (await webhooksOf(pool, exchange.signedIn.viewer.accountId)).find(
    ({ id }) => id === params['webhookId'],
  );
  if (webhook === undefined) return null;
  const rows = (await deliveriesOf(pool, webhook.id, maxShown)).map((delivery): Cell[] => [
    { href: `/releases/${delivery.release}`, text: String(delivery.release) },
    deliveryText(exchange, delivery),
    String(delivery.attempts),
    delivery.attemptedAt === null ? '–' : momentIn(exchange, delivery.attemptedAt),
    answerText(exchange, delivery),
  ]);
  const columns = [words.release, words.state, words.attempts, words.attemptedAt, words.answer];
  const blocks: Block[] = [
    {
      kind: 'facts',
      facts: [
        [words.address, webhook.url],
        [words.state, stateText(exchange, webhook)],
        [words.createdAt, momentIn(exchange, webhook.createdAt)],
      ],
    },
    ...(rows.length === 0
      ? [{ kind: 'text', text: words.noDeliveries } as const]
      : [{ kind: 'table', caption: words.deliveries, columns, rows } as const]),
    { kind: 'text', text: words.retried(deliveryRetries) },
    { kind: 'heading', text: words.remove },
    { kind: 'text', text: words.removeLead },
    formOf(exchange, `${folder}/${webhook.id}/delete`, words.remove),
    { kind: 'list', items: [{ href: folder, text: words.back }] },
  ];
  return pageResponse(exchange, { title: words.webhook(new URL(webhook.url).host), blocks });
}

function answerText({ language }: SignedInExchange, { status, failure }: Delivery): string {
  const reason = failure === null ? [] : [labelOf('WebhookFailure', failure, language)];
  return [...(status === null ? [] : [`HTTP ${status}`]), ...reason].join(', ') || '–';
}

/** Null: the account has no such webhook. */
export async function removeWebhook(
  exchange: SignedInExchange,
  params: Readonly<Record<string, string>>,
): Promise<HubResponse | null> {
  const { parts, signedIn, now } = exchange;
  const isDone = await inTransaction(parts.database.pool, (client) =>
    deleteWebhook(client, params['webhookId'] ?? '', { accountId: signedIn.viewer.accountId, now }),
  );
  return isDone ? redirect(exchange, folder) : null;
}
