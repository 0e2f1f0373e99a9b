/** The audit log, for editors. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { keysetPage } from '#graphql/keyset.ts';
import { numberedList } from '#graphql/numbered-lists.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { type AuditRecord, auditBetween, countAudit } from '../audit.ts';
import { ViewerType } from './viewer.ts';

const Act = builder.objectRef<AuditRecord>('Act').implement({
  description: 'An entry of the audit log; for editors. It names accounts by their numbers alone.',
  authScopes: { role: 'EDITOR' },
  fields: (t) => ({
    number: t.string({ description: 'Its number in the log.', resolve: ({ id }) => id }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was done.' }),
    actor: t.exposeString('actor', {
      nullable: true,
      description: 'The number of the account; null: the hub itself, or its command line.',
    }),
    action: t.exposeString('action', { description: 'What was done, such as `call.published`.' }),
    subject: t.exposeString('subject', { description: 'What it was done to, such as `correction:12`.' }),
    before: t.expose('before', { type: 'JSON', nullable: true, description: 'What was there before.' }),
    after: t.expose('after', { type: 'JSON', nullable: true, description: 'What was there afterwards.' }),
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
      resolve: async (_viewer, page, { db }) =>
        keysetPage(
          numberedList({
            name: 'audit log',
            isAscending: false,
            numberOf: ({ id }: AuditRecord) => id,
            fetch: (range) => auditBetween(db, range),
            count: () => countAudit(db),
          }),
          page,
        ),
    },
    connectionOf(Act),
  ),
);
