/** Accounts claim offices; the mailbox of the office or an editor confirms it. */
import type { GraphQLResolveInfo } from 'graphql';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { byMoment, momentPage } from '#graphql/moments.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { rowsOfEntries } from '#graphql/rows.ts';
import { DonePayload, done, refusedFor, type UserErrorCode } from '#graphql/user-errors.ts';
import { namedOffice, Office, officeId } from '#offices';
import type { Prisma } from '#platform/database/index.ts';
import { type Claiming, claim, declineClaim } from '../claiming.ts';
import { type ClaimOutcome, confirmByEditor, confirmByMail } from '../offices.ts';
import { ViewerType } from './viewer.ts';

const OfficeClaim = builder.prismaObject('AccountOffice', {
  variant: 'OfficeClaim',
  description: 'That an account claims to act for an office; for itself and for editors.',
  authScopes: { role: 'CONTRIBUTOR' },
  select: { accountId: true, officeId: true },
  fields: (t) => ({
    account: t.exposeString('accountId', { description: 'The number of the account.' }),
    office: t.field({
      type: Office,
      nullable: true,
      description: 'The office; null where the hub has it no longer.',
      resolve: ({ officeId }, _args, { loaders }, info) => loaders.offices.office.load(officeId, info),
    }),
    officeCode: t.exposeString('officeId', { description: 'The code of the office.' }),
    claimedAt: t.expose('claimedAt', { type: 'DateTime', description: 'When it was claimed.' }),
    confirmedAt: t.expose('confirmedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was confirmed; null while it waits.',
    }),
  }),
});

interface ClaimRow {
  readonly accountId: string;
  readonly officeId: string;
  readonly claimedAt: Date;
}

const inOrder = byMoment<ClaimRow>('claims', ({ claimedAt, accountId, officeId }) => [claimedAt, accountId, officeId]);

function claimRows(context: Context, info: GraphQLResolveInfo, where: Prisma.AccountOfficeWhereInput) {
  return rowsOfEntries<ClaimRow>('OfficeClaim', context, info, (select) =>
    context.db.prisma.accountOffice.findMany({
      where,
      select: { ...select, accountId: true, officeId: true, claimedAt: true },
    }),
  );
}

/** Without accounts there is no moment, and no claim. */
const nowOf = ({ contributor }: Context): Date => contributor?.now ?? new Date();

builder.objectFields(ViewerType, (t) => ({
  officeClaims: t.connection(
    {
      type: OfficeClaim,
      description: 'The claims of the account, confirmed or not, the oldest first.',
      authScopes: { role: 'CONTRIBUTOR' },
      complexity: pageComplexity,
      resolve: async ({ accountId }, page, context, info) => {
        const holds = [{ confirmedAt: { not: null } }, { expiresAt: { gt: nowOf(context) } }];
        return momentPage(await claimRows(context, info, { accountId, OR: holds }), page, inOrder);
      },
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
      resolve: async (_viewer, page, context, info) => {
        const open = { confirmedAt: null, expiresAt: { gt: nowOf(context) } };
        return momentPage(await claimRows(context, info, open), page, inOrder);
      },
    },
    connectionOf(OfficeClaim),
  ),
}));

async function claimingOf({ contributor, lang, publicUrl }: Context): Promise<Claiming | null> {
  const viewer = (await contributor?.viewer()) ?? null;
  if (contributor === null || viewer === null) return null;
  const { reader, transaction, now } = contributor;
  const written = { language: lang === 'EN' ? 'en' : 'pl', publicUrl } as const;
  return { reader, transaction, now, viewer, written, send: (mail) => contributor.deliver(mail) };
}

const claimErrors: Readonly<Record<Exclude<ClaimOutcome['status'], 'CLAIMED'>, UserErrorCode>> = {
  UNKNOWN_OFFICE: 'UNKNOWN_TARGET',
  ALREADY_CLAIMED: 'ALREADY_CLAIMED',
  TOO_MANY: 'TOO_MANY_OPEN',
};

const officeArgument = { required: true, description: officeId.description('The office') } as const;
const accountArgument = { required: true, description: 'The number of the account that claims it.' } as const;

builder.mutationFields((t) => ({
  claimOffice: t.field({
    type: DonePayload,
    nullable: true,
    description:
      'Claims that the account acts for an office, which gets a link at its published address. An account may have five claims waiting.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: { office: t.arg.id(officeArgument) },
    complexity: 50,
    resolve: async (_root, { office }, context) => {
      const claiming = await claimingOf(context);
      if (claiming === null) return refusedFor('NOT_POSSIBLE');
      const status = await claim(claiming, await namedOffice(office, 'office', context));
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
      return contributor.transaction(async (client, keep) => {
        const confirmed = await confirmByMail(client, token, contributor.now);
        return confirmed === null ? refusedFor('WRONG_LINK', 'token') : keep(done);
      });
    },
  }),
  approveOfficeClaim: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Confirms a claim that waits, in place of its office.',
    authScopes: { role: 'EDITOR' },
    args: { account: t.arg.string(accountArgument), office: t.arg.id(officeArgument) },
    complexity: 50,
    resolve: async (_root, { account: accountId, office }, context) => {
      const claiming = await claimingOf(context);
      if (claiming === null) return refusedFor('NOT_POSSIBLE');
      const claimed = { accountId, officeId: await namedOffice(office, 'office', context) };
      const { transaction, now, viewer } = claiming;
      const deciding = { editor: viewer.accountId, now };
      const isDone = await transaction((client) => confirmByEditor(client, claimed, deciding));
      return isDone ? done : refusedFor('NOT_FOUND');
    },
  }),
  declineOfficeClaim: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Declines a claim that waits. The account gets a mail, and may claim the office again.',
    authScopes: { role: 'EDITOR' },
    args: { account: t.arg.string(accountArgument), office: t.arg.id(officeArgument) },
    complexity: 50,
    resolve: async (_root, { account: accountId, office }, context) => {
      const claiming = await claimingOf(context);
      if (claiming === null) return refusedFor('NOT_POSSIBLE');
      const claimed = { accountId, officeId: await namedOffice(office, 'office', context) };
      return (await declineClaim(claiming, claimed)) ? done : refusedFor('NOT_FOUND');
    },
  }),
}));
