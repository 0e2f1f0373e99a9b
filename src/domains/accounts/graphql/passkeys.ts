/** Passkeys of an account. Signing in with one stays with the pages, which alone set the cookie of a session. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import type { Contributor } from '#graphql/contributor.ts';
import { byMoment, momentPage } from '#graphql/moments.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { rowsOfEntries } from '#graphql/rows.ts';
import { DonePayload, done, noErrors, refusedFor, type UserError, UserErrorType } from '#graphql/user-errors.ts';
import type { Viewer } from '#platform/viewer.ts';
import { passkeyMail } from '../mails.ts';
import { finishRegistration, registrationOptions } from '../passkeys/ceremonies.ts';
import { maxPasskeyName, maxPasskeys, passkeysOf, removePasskey } from '../passkeys/store.ts';
import { ViewerType } from './viewer.ts';

const Passkey = builder.prismaObject('Passkey', {
  description: 'A passkey with which the account signs in; the hub has its public key only.',
  authScopes: { role: 'CONTRIBUTOR' },
  select: { id: true },
  fields: (t) => ({
    passkeyId: t.exposeString('id', { description: 'Its id, as `removePasskey` takes it.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was added.' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used; null before the first time.',
    }),
  }),
});

interface PasskeyRow {
  readonly id: string;
  readonly createdAt: Date;
}

const inOrder = byMoment<PasskeyRow>('passkeys', ({ createdAt, id }) => [createdAt, id]);

builder.objectField(ViewerType, 'passkeys', (t) =>
  t.connection(
    {
      type: Passkey,
      description: 'The passkeys of the account, the oldest first.',
      authScopes: { role: 'CONTRIBUTOR' },
      complexity: pageComplexity,
      resolve: async ({ accountId }, page, context, info) => {
        const passkeys = await rowsOfEntries<PasskeyRow>('Passkey', context, info, (select) =>
          context.db.prisma.passkey.findMany({
            where: { accountId },
            select: { ...select, id: true, createdAt: true },
          }),
        );
        return momentPage(passkeys, page, inOrder);
      },
    },
    connectionOf(Passkey),
  ),
);

interface Begun {
  readonly options?: object;
  readonly userErrors: readonly UserError[];
}

const BeginPasskeyPayload = builder.objectRef<Begun>('BeginPasskeyPayload').implement({
  description: 'The result of `beginPasskey`.',
  fields: (t) => ({
    options: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'What `navigator.credentials.create` takes (Web Authentication Level 3, `PublicKeyCredentialCreationOptionsJSON`); null when nothing was begun.',
      resolve: ({ options }) => options ?? null,
    }),
    userErrors: t.field({
      type: [UserErrorType],
      description: 'What is wrong; empty when it was begun.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

interface Registering {
  readonly contributor: Contributor;
  readonly viewer: Viewer;
  readonly ceremony: {
    readonly party: { readonly origin: string };
    readonly browser: string;
    readonly accountId: string;
    readonly now: Date;
  };
}

async function registeringOf({ contributor, publicUrl }: Context): Promise<Registering | null> {
  const viewer = (await contributor?.viewer()) ?? null;
  const browser = (await contributor?.sessionSecret()) ?? null;
  if (contributor === null || viewer === null || browser === null) return null;
  const party = { origin: new URL(publicUrl).origin };
  return { contributor, viewer, ceremony: { party, browser, accountId: viewer.accountId, now: contributor.now } };
}

builder.mutationFields((t) => ({
  beginPasskey: t.field({
    type: BeginPasskeyPayload,
    nullable: true,
    description:
      'Begins to add a passkey: the browser makes it of the options, within five minutes, and `addPasskey` takes what it returns. An account may have ten.',
    authScopes: { role: 'CONTRIBUTOR' },
    complexity: 50,
    resolve: async (_root, _args, context) => {
      const registering = await registeringOf(context);
      if (registering === null) return refusedFor('NOT_POSSIBLE');
      const { contributor, viewer, ceremony } = registering;
      if ((await passkeysOf(context.db, viewer.accountId)).length >= maxPasskeys)
        return refusedFor('TOO_MANY_PASSKEYS');
      const request = { ...ceremony, network: contributor.network };
      return contributor.transaction(async (client, keep) => {
        const options = await registrationOptions(client, request, viewer.email);
        return options === null ? refusedFor('RATE_LIMITED') : keep({ options, userErrors: noErrors });
      });
    },
  }),
  addPasskey: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Adds the passkey that a browser has made of the options of `beginPasskey`. The owner gets a mail.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: {
      response: t.arg({
        type: 'JSON',
        required: true,
        description: 'What the browser returned, as `PublicKeyCredential.toJSON` has it.',
      }),
      name: t.arg.string({ required: true, description: `Its name; at most ${maxPasskeyName} characters.` }),
    },
    complexity: 50,
    resolve: async (_root, { response, name: given }, context) => {
      const registering = await registeringOf(context);
      if (registering === null) return refusedFor('NOT_POSSIBLE');
      const name = given.replaceAll(/[\0\r\n]/g, ' ').trim();
      if (name === '') return refusedFor('EMPTY_VALUE', 'name');
      if (name.length > maxPasskeyName) return refusedFor('TOO_LONG', 'name');
      const { contributor, viewer, ceremony } = registering;
      const finishing = { ...ceremony, response: JSON.stringify(response) };
      const language = context.lang === 'EN' ? 'en' : 'pl';
      const mail = passkeyMail({ to: viewer.email, name }, { language, publicUrl: context.publicUrl });
      const enqueue = await contributor.enqueuing();
      return contributor.transaction(async (client, keep) => {
        if (!(await finishRegistration(client, finishing, name))) return refusedFor('PASSKEY_FAILED', 'response');
        const kept = await keep(done);
        await enqueue(client, mail);
        return kept;
      });
    },
  }),
  removePasskey: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Removes a passkey of the account.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: { passkeyId: t.arg.string({ required: true, description: 'The id of the passkey.' }) },
    complexity: 50,
    resolve: async (_root, { passkeyId: id }, { contributor }) => {
      const viewer = (await contributor?.viewer()) ?? null;
      if (contributor === null || viewer === null) return refusedFor('NOT_POSSIBLE');
      const removed = { id, accountId: viewer.accountId, now: contributor.now };
      return contributor.transaction(async (client, keep) =>
        (await removePasskey(client, removed)) ? keep(done) : refusedFor('NOT_FOUND', 'passkeyId'),
      );
    },
  }),
}));
