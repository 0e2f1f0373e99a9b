/** Webhooks of an account: addresses of programs that hear of every release. */
import { ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { byMoment, momentPage } from '#graphql/moments.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { rowsOfEntries } from '#graphql/rows.ts';
import { DonePayload, done, noErrors, refusedFor, type UserError, UserErrorType } from '#graphql/user-errors.ts';
import { createWebhook, deleteWebhook, type Webhook as WebhookRecord } from '../webhooks.ts';
import { Webhook } from './webhook.ts';

builder.objectField(ViewerType, 'webhooks', (t) =>
  t.connection(
    {
      type: Webhook,
      nullable: true,
      description: 'The webhooks of the account, the oldest first.',
      authScopes: { role: 'CONTRIBUTOR' },
      complexity: pageComplexity,
      resolve: async ({ accountId }, page, context, info) => {
        const webhooks = await rowsOfEntries<WebhookRow>('Webhook', context, info, (select) =>
          context.db.prisma.webhook.findMany({
            where: { accountId },
            select: { ...select, id: true, createdAt: true },
          }),
        );
        return momentPage(webhooks, page, inOrder);
      },
    },
    connectionOf(Webhook),
  ),
);

interface WebhookRow {
  readonly id: string;
  readonly createdAt: Date;
}

const inOrder = byMoment<WebhookRow>('webhooks', ({ createdAt, id }) => [createdAt, id]);

interface CreatedRecord {
  readonly webhook?: WebhookRecord;
  readonly secret?: string;
  readonly userErrors: readonly UserError[];
}

const CreateWebhookPayload = builder.objectRef<CreatedRecord>('CreateWebhookPayload').implement({
  description: 'The result of `createWebhook`.',
  fields: (t) => ({
    webhook: t.field({
      type: Webhook,
      nullable: true,
      description: 'The webhook; null when it was not created.',
      resolve: ({ webhook }, _args, { loaders }, info) =>
        webhook === undefined ? null : loaders.subscriptions.webhook.load(webhook.id, info),
    }),
    secret: t.string({
      nullable: true,
      description: 'The secret that signs what is sent. It is shown once.',
      resolve: ({ secret }) => secret ?? null,
    }),
    userErrors: t.field({
      type: [UserErrorType],
      description: 'What is wrong; empty when it was created.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

builder.mutationFields((t) => ({
  createWebhook: t.field({
    type: CreateWebhookPayload,
    nullable: true,
    description: 'Has every release announced to an https address; an account may have five.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: { address: t.arg.string({ required: true, description: 'The https address.' }) },
    complexity: 50,
    resolve: async (_root, { address }, { contributor }) => {
      const viewer = (await contributor?.viewer()) ?? null;
      if (contributor === null || viewer === null) return refusedFor('NOT_POSSIBLE');
      const acting = { accountId: viewer.accountId, now: contributor.now };
      return contributor.transaction(async (client, keep): Promise<CreatedRecord> => {
        const outcome = await createWebhook(client, address, acting);
        if (outcome.status === 'CREATED') {
          const { webhook, secret } = outcome;
          return keep({ webhook, secret, userErrors: noErrors });
        }
        return outcome.status === 'TOO_MANY' ? refusedFor('RATE_LIMITED') : refusedFor('NOT_AN_ADDRESS', 'address');
      });
    },
  }),
  deleteWebhook: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Deletes a webhook of the account.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: { webhookId: t.arg.string({ required: true, description: 'The id of the webhook.' }) },
    complexity: 50,
    resolve: async (_root, { webhookId }, { contributor }) => {
      const viewer = (await contributor?.viewer()) ?? null;
      if (contributor === null || viewer === null) return refusedFor('NOT_POSSIBLE');
      const acting = { accountId: viewer.accountId, now: contributor.now };
      return contributor.transaction(async (client, keep) =>
        (await deleteWebhook(client, webhookId, acting)) ? keep(done) : refusedFor('NOT_FOUND', 'webhookId'),
      );
    },
  }),
}));
