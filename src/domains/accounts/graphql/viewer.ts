/** Who is signed in, as they see themselves. */
import { builder } from '#graphql/builder.ts';
import { labelEnums } from '#graphql/labels.ts';
import { Office } from '#offices';
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
    offices: t.field({
      type: [Office],
      nullable: { list: false, items: true },
      description: 'The offices that it acts for; null for one that is there no longer.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ officeIds }, _args, { loaders }, info) =>
        Promise.all(officeIds.map((id) => loaders.offices.office.get(id, info))) as never,
    }),
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
