/** What became of announcing releases to a webhook. */
import { builder } from '#graphql/builder.ts';
import { labelEnums } from '#graphql/labels.ts';
import { deliveryState } from '../deliveries.ts';
import { Webhook } from './webhook.ts';

const DeliveryStateEnum = builder.enumType('WebhookDeliveryState', {
  description: 'How far the announcement of a release to a webhook is.',
  values: {
    WAITING: { description: 'It was not sent yet.' },
    DELIVERED: { description: 'It was answered with a status 2xx.' },
    RETRYING: { description: 'It failed, and is sent again.' },
    FAILED: { description: 'It was not delivered, and is not sent any more.' },
  } as const,
});

const DeliveryFailureEnum = builder.enumType('WebhookFailure', {
  description: 'Why an attempt to send to a webhook failed.',
  values: {
    STATUS: { description: 'The response had no status 2xx.' },
    PRIVATE_NETWORK: { description: 'The address is inside a private network.' },
    TIMEOUT: { description: 'No response came within ten seconds.' },
    UNREACHABLE: { description: 'There was no connection: no such name, no such server, or no valid certificate.' },
  } as const,
});

labelEnums({
  WebhookDeliveryState: {
    WAITING: ['czeka na wysłanie', 'Waiting'],
    DELIVERED: ['dostarczono', 'Delivered'],
    RETRYING: ['będzie wysłane ponownie', 'Will be sent again'],
    FAILED: ['nie dostarczono', 'Failed'],
  },
  WebhookFailure: {
    STATUS: ['odpowiedź inna niż 2xx', 'The response was not 2xx'],
    PRIVATE_NETWORK: ['adres w sieci prywatnej', 'The address is in a private network'],
    TIMEOUT: ['brak odpowiedzi w 10 sekund', 'No response within 10 seconds'],
    UNREACHABLE: ['brak połączenia', 'No connection'],
  },
});

const WebhookDelivery = builder.prismaObject('WebhookDelivery', {
  description: 'The announcement of a release to a webhook.',
  authScopes: { role: 'CONTRIBUTOR' },
  select: { webhookId: true, release: true },
  fields: (t) => ({
    release: t.exposeInt('release', { description: 'The number of the release.' }),
    state: t.field({
      type: DeliveryStateEnum,
      description: 'How far it is.',
      select: {
        attempts: true,
        status: true,
        failure: true,
        deliveredAt: true,
        webhook: { select: { disabledAt: true } },
      },
      resolve: ({ webhook: { disabledAt }, ...delivery }) => deliveryState({ ...delivery, disabledAt }),
    }),
    attempts: t.exposeInt('attempts', { description: 'How often it was sent.' }),
    attemptedAt: t.expose('attemptedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was sent last; null before.',
    }),
    status: t.exposeInt('status', {
      nullable: true,
      description: 'The HTTP status of the last response; null without one.',
    }),
    failure: t.expose('failure', {
      type: DeliveryFailureEnum,
      nullable: true,
      description: 'Why the last attempt failed; null when it did not.',
    }),
  }),
});

builder.prismaObjectField(Webhook, 'deliveries', (t) =>
  t.field({
    type: [WebhookDelivery],
    description: 'The announcements of the last month, up to 50, the newest first.',
    complexity: 10,
    resolve: ({ id }, _args, { loaders }, info) => loaders.subscriptions.deliveries.load(id, info),
  }),
);
