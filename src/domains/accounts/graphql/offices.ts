/** Accounts claim offices; the mailbox of the office or an editor confirms it. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { byMoment, momentPage } from '#graphql/moments.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { DonePayload, done, refusedFor, type UserErrorCode } from '#graphql/user-errors.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type Claiming, claim, declineClaim } from '../claiming.ts';
import { type Claim, type ClaimOutcome, claimsOf, confirmByEditor, confirmByMail, openClaims } from '../offices.ts';
import { ViewerType } from './viewer.ts';

const OfficeClaim = builder.objectRef<Claim>('OfficeClaim').implement({
  description: 'That an account claims to act for an office; for itself and for editors.',
  authScopes: { role: 'CONTRIBUTOR' },
  fields: (t) => ({
    account: t.exposeString('accountId', { description: 'The number of the account.' }),
    office: t.exposeString('officeId', { description: 'The code of the office.' }),
    officeName: t.exposeString('officeName', { description: 'The name of the office.' }),
    claimedAt: t.expose('claimedAt', { type: 'DateTime', description: 'When it was claimed.' }),
    confirmedAt: t.expose('confirmedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was confirmed; null while it waits.',
    }),
  }),
});

const inOrder = byMoment<Claim>('claims', ({ claimedAt, accountId, officeId }) => [claimedAt, accountId, officeId]);

builder.objectFields(ViewerType, (t) => ({
  officeClaims: t.connection(
    {
      type: OfficeClaim,
      description: 'The claims of the account, confirmed or not, the oldest first.',
      authScopes: { role: 'CONTRIBUTOR' },
      complexity: pageComplexity,
      resolve: async ({ accountId }, page, { db, contributor }) =>
        momentPage(contributor === null ? [] : await claimsOf(db, accountId, contributor.now), page, inOrder),
    },
    connectionOf(OfficeClaim),
  ),
  officeClaimsToConfirm: t.connection(
    {
      type: OfficeClaim,
      nullable: true,
      description: 'Claims that wait for their office or an editor, the oldest first.',
      authScopes: { role: 'EDITOR' },
      complexity: pageComplexity,
      resolve: async (_viewer, page, { db, contributor }) =>
        momentPage(contributor === null ? [] : await openClaims(db, contributor.now), page, inOrder),
    },
    connectionOf(OfficeClaim),
  ),
}));

async function claimingOf({ contributor, lang, publicUrl }: Context): Promise<Claiming | null> {
  const viewer = (await contributor?.viewer()) ?? null;
  if (contributor === null || viewer === null) return null;
  const { database, now } = contributor;
  const written = { language: lang === 'EN' ? 'en' : 'pl', publicUrl } as const;
  return { database, now, viewer, written, send: (mail) => contributor.deliver(mail) };
}

const claimErrors: Readonly<Record<Exclude<ClaimOutcome['status'], 'CLAIMED'>, UserErrorCode>> = {
  UNKNOWN_OFFICE: 'UNKNOWN_TARGET',
  ALREADY_CLAIMED: 'ALREADY_CLAIMED',
  TOO_MANY: 'TOO_MANY_OPEN',
};

const officeArgument = { required: true, description: 'The code of the office, such as `jst-246601`.' } as const;
const accountArgument = { required: true, description: 'The number of the account that claims it.' } as const;

builder.mutationFields((t) => ({
  claimOffice: t.field({
    type: DonePayload,
    nullable: true,
    description:
      'Claims that the account acts for an office, which gets a link at its published address. An account may have five claims waiting.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: { office: t.arg.string(officeArgument) },
    complexity: 50,
    resolve: async (_root, { office }, context) => {
      const claiming = await claimingOf(context);
      if (claiming === null) return refusedFor('NOT_POSSIBLE');
      const status = await claim(claiming, office);
      return status === 'CLAIMED' ? done : refusedFor(claimErrors[status], 'office');
    },
  }),
  confirmOfficeClaim: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Confirms a claim with the token in the mail to the office. No account is needed.',
    authScopes: { everyone: true },
    args: { token: t.arg.string({ required: true, description: 'The token in the link of the mail.' }) },
    complexity: 50,
    resolve: async (_root, { token }, { contributor }) => {
      if (contributor === null) return refusedFor('NOT_POSSIBLE');
      const { database, now } = contributor;
      const confirmed = await inTransaction(database.pool, (client) => confirmByMail(client, token, now));
      return confirmed === null ? refusedFor('WRONG_LINK', 'token') : done;
    },
  }),
  approveOfficeClaim: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Confirms a claim that waits, in place of its office.',
    authScopes: { role: 'EDITOR' },
    args: { account: t.arg.string(accountArgument), office: t.arg.string(officeArgument) },
    complexity: 50,
    resolve: async (_root, { account: accountId, office: officeId }, context) => {
      const claiming = await claimingOf(context);
      if (claiming === null) return refusedFor('NOT_POSSIBLE');
      const { database, now, viewer } = claiming;
      const deciding = { editor: viewer.accountId, now };
      const isDone = await inTransaction(database.pool, (client) =>
        confirmByEditor(client, { accountId, officeId }, deciding),
      );
      return isDone ? done : refusedFor('NOT_FOUND');
    },
  }),
  declineOfficeClaim: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Declines a claim that waits. The account gets a mail, and may claim the office again.',
    authScopes: { role: 'EDITOR' },
    args: { account: t.arg.string(accountArgument), office: t.arg.string(officeArgument) },
    complexity: 50,
    resolve: async (_root, { account: accountId, office: officeId }, context) => {
      const claiming = await claimingOf(context);
      if (claiming === null) return refusedFor('NOT_POSSIBLE');
      return (await declineClaim(claiming, { accountId, officeId })) ? done : refusedFor('NOT_FOUND');
    },
  }),
}));
