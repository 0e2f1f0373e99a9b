/** Who is signed in, as they see themselves. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { labelEnums } from '#graphql/labels.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { Office, officeListArgs, pageOfOffices } from '#offices';
import { type AccountRole, accountRoles, type Viewer } from '#platform/viewer.ts';

const roles = {
  CONTRIBUTOR: ['zgłaszający', 'Contributor'],
  REVIEWER: ['recenzent', 'Reviewer'],
  EDITOR: ['redakcja', 'Editor'],
  ADMIN: ['administrator', 'Administrator'],
} as const;

const AccountRoleEnum = builder.enumType('AccountRole', {
  description: 'What an account may do; each role may do what those before it may.',
  values: Object.fromEntries(accountRoles.map((role) => [role, { description: `${roles[role][1]}.` }])) as Record<
    AccountRole,
    { description: string }
  >,
});
labelEnums({ AccountRole: roles });

export const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'The account that is signed in, for itself alone.',
  fields: (t) => ({
    accountId: t.exposeString('accountId', { description: 'The number of the account.' }),
    email: t.exposeString('email', { description: 'Its address of e-mail.' }),
    role: t.expose('role', { type: AccountRoleEnum, description: 'What it may do.' }),
    offices: t.connection(
      {
        type: Office,
        description: 'The offices that it acts for.',
        args: officeListArgs,
        complexity: pageComplexity,
        resolve: ({ officeIds }, args, context, info) => pageOfOffices(officeIds, args, context, info),
      },
      connectionOf(Office),
    ),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    nullable: true,
    description:
      'Who is signed in; null for everybody else. A session counts for requests that are posted from pages of the hub.',
    resolve: async (_root, _args, { contributor }) => (await contributor?.viewer()) ?? null,
  }),
);
