/** Rights as the schema declares them: every mutation and every guarded field is sent by everyone. */
import { type GraphQLField, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount } from '#accounts';
import { buildSchema } from '#graphql/schema.ts';
import { type AccountRole, accountRoles } from '#platform/viewer.ts';
import { startHub } from '../harness/hub.ts';
import { type Scalar, selectedField } from '../harness/made-up.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
const hub = await startHub({ smtpUrl: mail.url });
const schema = buildSchema();
const objects = Object.values(schema.getTypeMap()).filter(isObjectType);
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const viewerFields = Object.values((schema.getType('Viewer') as GraphQLObjectType).getFields());
const visitors = new Map<AccountRole | null, Visitor>();

beforeAll(async () => {
  visitors.set(null, new Visitor(hub));
  for (const role of accountRoles) {
    const email = `${role.toLowerCase()}@urzad.test`;
    await createAccount(hub.database.pool, { email, role }, { actor: null, now: new Date('2026-06-15T12:00:00Z') });
    visitors.set(role, await signIn(hub, mail, email));
  }
});

type Rights = { readonly everyone: true } | { readonly role: AccountRole } | undefined;

/** As `authScopes` declares them. */
function rightsOf({ extensions }: { extensions: object }): Rights {
  return (extensions as { pothosOptions?: { authScopes?: Rights } }).pothosOptions?.authScopes;
}

const rank = (role: AccountRole | null): number => (role === null ? -1 : accountRoles.indexOf(role));
const mayUse = (rights: Rights, role: AccountRole | null): boolean =>
  rights === undefined || 'everyone' in rights || rank(role) >= rank(rights.role);

const scalar: Scalar = (type) => {
  const known: Record<string, string> = { Int: '1', Float: '1', Boolean: 'true', DateTime: '"2027-01-01T00:00:00Z"' };
  return known[type] ?? '"x"';
};
/** What may be of several types is named by the path of its page. */
const selected = (field: GraphQLField<unknown, unknown>): string =>
  selectedField(field, { scalar }).replaceAll(/\btarget: "x"/g, 'target: "/practices/no-such-practice"');

const codesOf = (errors: readonly { extensions?: Record<string, unknown> }[] = []): unknown[] =>
  errors.map(({ extensions }) => extensions?.['code']);

describe('every mutation', () => {
  test('declares who may use it', () => {
    expect(mutations.length).toBeGreaterThan(3);
    expect(mutations.filter((field) => rightsOf(field) === undefined).map(({ name }) => name)).toEqual([]);
  });

  test.for(mutations.flatMap((field) => [null, ...accountRoles].map((role) => [field.name, role] as const)))(
    '%s is refused or taken as declared: %s',
    async ([name, role]) => {
      const field = mutations.find((one) => one.name === name) as GraphQLField<unknown, unknown>;
      const { errors } = await (visitors.get(role) as Visitor).graphql(`mutation { ${selected(field)} }`);
      const codes = codesOf(errors);
      expect(codes.includes('FORBIDDEN')).toBe(!mayUse(rightsOf(field), role));
      expect(codes).not.toContain('INTERNAL_ERROR');
    },
  );
});

describe('every field of the viewer', () => {
  test.for(viewerFields.flatMap((field) => [null, ...accountRoles].map((role) => [field.name, role] as const)))(
    '%s is refused or shown as declared: %s',
    async ([name, role]) => {
      const field = viewerFields.find((one) => one.name === name) as GraphQLField<unknown, unknown>;
      const { data, errors } = await (visitors.get(role) as Visitor).graphql(`{ viewer { ${selected(field)} } }`);
      if (role === null) expect(data).toEqual({ viewer: null });
      else expect(codesOf(errors)).toEqual(mayUse(rightsOf(field), role) ? [] : ['FORBIDDEN']);
    },
  );
});

test('what is guarded is reached only through the viewer or a mutation', () => {
  const guarded = objects.filter((type) => rightsOf(type) !== undefined);
  expect(guarded.map(({ name }) => name)).toContain('CorrectionProposal');
  const lists = guarded.flatMap(({ name }) => [`${name}Connection`, `${name}Edge`]);
  const hidden = new Set([...guarded.map(({ name }) => name), ...lists, 'Viewer', 'Mutation']);
  const guardedFields = objects
    .filter(({ name }) => !hidden.has(name) && !name.endsWith('Payload'))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => rightsOf(field) !== undefined || guarded.includes(getNamedType(field.type) as never))
        .map(({ name }) => `${type.name}.${name}`),
    );
  expect(guardedFields).toEqual([]);
});

test('no response to somebody who is signed in is cached, nor shown to anybody else', async () => {
  const query = '{ viewer { email } }';
  const editor = await (visitors.get('EDITOR') as Visitor).graphql(query);
  expect(editor.data).toEqual({ viewer: { email: 'editor@urzad.test' } });
  const [other, anonymous] = await Promise.all([
    (visitors.get('REVIEWER') as Visitor).graphql(query),
    (visitors.get(null) as Visitor).graphql(query),
  ]);
  expect(other.data).toEqual({ viewer: { email: 'reviewer@urzad.test' } });
  expect(anonymous.data).toEqual({ viewer: null });
});
