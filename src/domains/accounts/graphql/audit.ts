/** The audit log, for editors. */
import type { GraphQLResolveInfo } from 'graphql';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { type KeysetList, keysetPage } from '#graphql/keyset.ts';
import { numberedList } from '#graphql/numbered-lists.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { rowsOfEntries } from '#graphql/rows.ts';
import { isHidden } from '../audit.ts';
import { ViewerType } from './viewer.ts';

const Act = builder.prismaObject('AuditEntry', {
  variant: 'Act',
  description: 'An entry of the audit log; for editors. It names accounts by their numbers alone.',
  authScopes: { role: 'EDITOR' },
  select: { id: true },
  fields: (t) => ({
    number: t.string({ description: 'Its number in the log.', resolve: ({ id }) => String(id) }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was done.' }),
    actor: t.exposeString('actor', {
      nullable: true,
      description: 'The number of the account; null: the hub itself, or its command line.',
    }),
    action: t.exposeString('action', { description: 'What was done, such as `call.published`.' }),
    subject: t.exposeString('subject', { description: 'What it was done to, such as `correction:12`.' }),
    before: t.expose('before', { type: 'JSON', nullable: true, description: 'What was there before.' }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What was there afterwards.',
      select: { action: true, after: true },
      resolve: ({ action, after }) => (isHidden(action) ? null : after),
    }),
  }),
});

builder.objectField(ViewerType, 'auditLog', (t) =>
  t.connection(
    {
      type: Act,
      nullable: true,
      description: 'Everything that accounts did, the newest first; `/account/audit.ndjson` has all of it.',
      authScopes: { role: 'EDITOR' },
      complexity: pageComplexity,
      resolve: (_viewer, page, context, info) => keysetPage(auditLog(context, info), page),
    },
    connectionOf(Act),
  ),
);

interface ActRow {
  readonly id: bigint;
}

function auditLog(context: Context, info: GraphQLResolveInfo): KeysetList<ActRow> {
  const { db } = context;
  return numberedList<ActRow>({
    name: 'audit log',
    isAscending: false,
    numberOf: ({ id }) => String(id),
    fetch: ({ above, below, isAscending, limit }) =>
      rowsOfEntries('Act', context, info, (select) =>
        db.prisma.auditEntry.findMany({
          where: { id: { ...(above === null ? {} : { gt: above }), ...(below === null ? {} : { lt: below }) } },
          orderBy: { id: isAscending ? 'asc' : 'desc' },
          take: limit,
          select: { ...select, id: true },
        }),
      ),
    count: () => db.prisma.auditEntry.count(),
  });
}
