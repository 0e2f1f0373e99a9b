/** `subscribe` asks for mails; the mailbox confirms and ends them, by the tokens in its mails. */
import { normalEmail } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { labelEnums } from '#graphql/labels.ts';
import { Language } from '#graphql/scalars.ts';
import { DonePayload, done, refusedFor } from '#graphql/user-errors.ts';
import { confirmMail } from '../mails.ts';
import { confirmSubscription, endAll, endSubscription, subscribe } from '../store.ts';

const SubscriptionTopic = builder.enumType('SubscriptionTopic', {
  description: 'What one can have oneself written to about.',
  values: {
    CALLS: { description: 'New calls.' },
    PRACTICES: { description: 'New practices: all, of a topic, or in a unit.' },
    DATASET: { description: 'Releases that change a dataset.' },
    METRIC: { description: 'Releases with observations of a metric.' },
    UNIT: { description: 'Changes of a territorial unit.' },
  },
});
labelEnums({
  SubscriptionTopic: {
    CALLS: ['nowe nabory', 'New calls'],
    PRACTICES: ['nowe praktyki', 'New practices'],
    DATASET: ['zmiany zbioru danych', 'Changes of a dataset'],
    METRIC: ['nowe wartości wskaźnika', 'New values of a metric'],
    UNIT: ['zmiany jednostki', 'Changes of a unit'],
  },
});

builder.mutationField('subscribe', (t) =>
  t.field({
    type: DonePayload,
    nullable: true,
    description:
      'Asks for mails, at most one a day. They begin once the link in a first mail is opened; whether an address has subscribed before cannot be seen.',
    authScopes: { everyone: true },
    args: {
      email: t.arg.string({ required: true, description: 'The address of e-mail.' }),
      topic: t.arg({ type: SubscriptionTopic, required: true, description: 'What about.' }),
      key: t.arg.string({
        description:
          'The slug of a topic or the TERC of a unit (practices), the name of a dataset, the code of a metric, the TERC of a unit.',
      }),
      lang: t.arg({ type: Language, required: true, defaultValue: 'PL', description: 'The language of the mails.' }),
    },
    complexity: 50,
    resolve: async (_root, { email, topic, key, lang }, { contributor, publicUrl }) => {
      if (contributor === null) return refusedFor('NOT_POSSIBLE');
      const address = normalEmail(email);
      if (address === null) return refusedFor('NOT_AN_ADDRESS', 'email');
      const { network, now } = contributor;
      const language = lang === 'EN' ? 'en' : 'pl';
      const request = { email: address, language, topic, key: key?.trim() ?? '', network, now } as const;
      const outcome = await contributor.transaction((client) => subscribe(client, request));
      if (outcome.status === 'UNKNOWN_KEY') return refusedFor('UNKNOWN_TARGET', 'key');
      if (outcome.status === 'TOO_MANY') return refusedFor('RATE_LIMITED');
      if (outcome.status === 'REQUESTED') {
        contributor.send(confirmMail(address, { token: outcome.token, language, publicUrl }));
      }
      return done;
    },
  }),
);

builder.mutationFields((t) => ({
  confirmSubscription: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Begins the mails that were requested, with the token in the mail that asks for confirmation.',
    authScopes: { everyone: true },
    args: { token: t.arg.string({ required: true, description: 'The token in the link of the mail.' }) },
    complexity: 50,
    resolve: async (_root, { token }, { contributor }) => {
      if (contributor === null) return refusedFor('NOT_POSSIBLE');
      const { now } = contributor;
      return contributor.transaction(async (client, keep) => {
        const confirmed = await confirmSubscription(client, token, now);
        return confirmed === null ? refusedFor('WRONG_LINK', 'token') : keep(done);
      });
    },
  }),
  endSubscription: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Ends mails, with the token that every mail has: all of them, or one subscription.',
    authScopes: { everyone: true },
    args: {
      token: t.arg.string({ required: true, description: 'The token in the link of every mail.' }),
      subscription: t.arg.string({ description: 'The id of one subscription; without it all end.' }),
    },
    complexity: 50,
    resolve: async (_root, { token, subscription }, { contributor }) => {
      if (contributor === null) return refusedFor('NOT_POSSIBLE');
      return contributor.transaction(async (client, keep) => {
        const end = subscription == null ? endAll(client, token) : endSubscription(client, token, subscription);
        return (await end) ? keep(done) : refusedFor('WRONG_LINK', 'token');
      });
    },
  }),
}));
