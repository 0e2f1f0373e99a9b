/** An address of a program that hears of releases. */
import { builder } from '#graphql/builder.ts';

/** Whose it is knows whoever gives it out: a list of the viewer's own, or the mutation that made it. */
export const Webhook = builder.prismaObject('Webhook', {
  description: 'An address of a program that hears of every release, signed as Standard Webhooks has it.',
  authScopes: { role: 'CONTRIBUTOR' },
  select: { id: true },
  fields: (t) => ({
    webhookId: t.exposeString('id', { description: 'Its id, as `deleteWebhook` takes it.' }),
    address: t.exposeString('url', { description: 'Where it is sent to.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    disabledAt: t.expose('disabledAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When it was disabled: the address answered "410 Gone", or the hub was restored from a backup without keys.',
    }),
  }),
});
