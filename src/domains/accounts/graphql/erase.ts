/** An account erases its personal data. */
import { builder } from '#graphql/builder.ts';
import { DonePayload, done, refusedFor } from '#graphql/user-errors.ts';
import { eraseOwnAccount } from '../accounts.ts';
import { normalEmail } from '../model.ts';

builder.mutationField('eraseAccount', (t) =>
  t.field({
    type: DonePayload,
    nullable: true,
    description:
      'Erases the personal data of the account for good and ends its sessions. What it did stays under its number.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: {
      email: t.arg.string({ required: true, description: 'The address of e-mail of the account, as a confirmation.' }),
    },
    complexity: 50,
    resolve: async (_root, { email }, { contributor }) => {
      const viewer = (await contributor?.viewer()) ?? null;
      if (contributor === null || viewer === null) return refusedFor('NOT_POSSIBLE');
      if (normalEmail(email) !== viewer.email) return refusedFor('INVALID_VALUE', 'email');
      await contributor.transaction((client) => eraseOwnAccount(client, viewer.accountId, contributor.now));
      contributor.forgetViewer();
      return done;
    },
  }),
);
