/**
 * Nobody reaches what is another's by naming its ids: every address of the pages with forms and every mutation is tried with them.
 * A new address, or a new argument of a mutation, fails until it says what it names.
 */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import { accountAddresses } from '#http/account/index.ts';
import { startHub } from '../harness/hub.ts';
import { type Scalar, selectedField, wholeField } from '../harness/made-up.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, openCall, type TestPerson } from '../harness/people.ts';
import { privateTables } from '../harness/private-tables.ts';
import { linkIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const secret = 'Planted5ecret';
const office = 'jst-246601';
let people: Readonly<Record<'editor' | 'clerk' | 'anna' | 'stranger' | 'jan', TestPerson>>;
const nobody = new Visitor(hub);
const attackers = ['stranger', 'jan', 'nobody'] as const;
const visitorOf = (name: (typeof attackers)[number]): Visitor => (name === 'nobody' ? nobody : people[name].visitor);

/** What the clerk has, by the names that addresses, fields of forms and arguments have for it. */
const ids: Record<string, string> = {
  slug: 'others-2026',
  call: 'others-2026',
  office,
  sequence: '1',
  submission: '1',
  key: 'plan',
  question: 'plan',
  version: '1',
  targetKey: office,
  email: 'clerk@urzad.test',
  passkeyId: 'passkey-of-clerk',
  target: `/offices/${office}`,
  page: `/offices/${office}`,
};

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    clerk: { role: 'CONTRIBUTOR', office },
    anna: { role: 'REVIEWER' },
    stranger: { role: 'CONTRIBUTOR', office: 'jst-020202' },
    jan: { role: 'REVIEWER', office: 'jst-020202' },
  });
  const { editor, clerk, anna } = people;
  const call = await openCall(editor.visitor, {
    slug: 'others-2026',
    admission: 'REVIEW',
    criteria: 'novel | 1 | Nowatorska | Novel',
    reviewsNeeded: '1',
    questions: 'about | text | no | Opis | Description | 500\nplan | file | no | Plan | Plan |',
  });
  const page = `${call}/${office}`;
  await clerk.visitor.get(page);
  const file = { file_plan: ['plan.pdf', `%PDF-1.7 ${secret}`] } as const;
  await clerk.visitor.upload(`${page}/draft`, { answer_about: secret }, file);
  await clerk.visitor.submit(`${page}/submit`);
  ids['sha256'] = /files\/([\da-f]{64})/.exec((await clerk.visitor.get(page)).html)?.[1] ?? '';
  await keep(`mutation { createWebhook(address: "https://programme.test/${secret}") { webhook { webhookId } } }`);
  const amend = `mutation { proposeAmendment(office: "${office}", target: "/offices/${office}",
    note: "${secret}", changes: [{ field: "phone", value: "+48 32 000 00 00" }]) { number userErrors { code } } }`;
  await keep(amend);
  await keep(`mutation { createUpload(call: "others-2026", office: "${office}", question: "plan", fileName: "a.pdf",
    bytes: 10) { target { uploadId } } }`);
  await pool.query(
    `INSERT INTO passkey (id, account_id, public_key, counter, transports, name, created_at)
      VALUES ('passkey-of-clerk', $1, 'x', 0, '{}', $2, $3)`,
    [clerk.accountId, secret, now],
  );
  await clerk.visitor.get('/subscriptions');
  await clerk.visitor.submit('/subscriptions', { email: 'clerk@urzad.test', topic: 'CALLS', key: '' });
  const reader = new Visitor(hub);
  await reader.get(linkIn((await mail.take('clerk@urzad.test', '/subscriptions/confirm')).text));
  await reader.submit('/subscriptions/confirm');
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM subscription');
  ids['subscription'] = rows[0]?.id ?? '';
  now = new Date('2026-06-15T19:00:00Z');
  await editor.visitor.get(`${call}/submissions/1`);
  await editor.visitor.submit(`${call}/submissions/1/assign`, { email: 'anna@urzad.test' });
  await anna.visitor.get('/review/others-2026/1');
  await anna.visitor.submit('/review/others-2026/1/declare', { conflict: '' });
  await anna.visitor.submit('/review/others-2026/1/save', { score_novel: '4', reason_novel: secret });
  ids['account'] = people.clerk.accountId;
  const missing = Object.entries(ids).filter(([, value]) => value === '');
  if (missing.length > 0) throw new Error(`Nothing has these ids: ${missing.map(([name]) => name).join(', ')}`);
});

/** Does it as the clerk, and keeps the ids that are returned. */
async function keep(mutation: string): Promise<void> {
  const { data, errors } = await people.clerk.visitor.graphql(mutation);
  const text = JSON.stringify(data);
  ids['webhookId'] ??= /"webhookId":"([^"]+)"/.exec(text)?.[1] ?? '';
  const number = /"number":(\d+)/.exec(text)?.[1];
  if (number !== undefined) ids['number'] = number;
  const upload = /"uploadId":"([^"]+)"/.exec(text)?.[1];
  if (upload !== undefined) ids['uploadId'] = upload;
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
}

/** What is not the attackers' own: they may write rows that are about themselves. */
async function state(): Promise<string> {
  const own = ['stranger', 'jan'].map((name) => people[name as 'jan'].accountId);
  const kept: unknown[] = [];
  const notRead = ['account_session', 'sign_in_link', 'passkey_challenge', 'identity_request', 'idempotency_key'];
  for (const table of privateTables.filter((name) => !notRead.includes(name))) {
    const { rows } = await pool.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM "${table}" t ORDER BY 1`);
    kept.push([table, rows.map(({ row }) => row).filter((row) => !own.some((id) => row.includes(id)))]);
  }
  return JSON.stringify(kept);
}

/** Anybody may add these; what is there already stays. */
const mayGrow = new Set(['correction', 'subscriber', 'subscription', 'api_key']);

async function expectNothingChanged(before: string): Promise<void> {
  const [former, present] = [before, await state()].map((text) => JSON.parse(text) as [string, string[]][]);
  for (const [index, [table, rows]] of (former ?? []).entries()) {
    const [, after = []] = present?.[index] ?? [];
    if (mayGrow.has(table)) expect(after, table).toEqual(expect.arrayContaining(rows));
    else expect(after, table).toEqual(rows);
  }
}

function pathOf(pattern: string): string {
  return pattern.replaceAll(/:(\w+)(\([^)]*\))?/g, (_all, name: string) => {
    const id = name === 'token' ? 'A'.repeat(43) : ids[name];
    if (id === undefined) throw new Error(`What does :${name} of ${pattern} name? Add it to the ids of the clerk.`);
    return encodeURIComponent(id);
  });
}

/** Ids that forms have in fields, whatever their names. */
const fieldsWith = (csrf: string): Record<string, string> => ({
  ...ids,
  csrf,
  id: ids['subscription'] ?? '',
  passkey: 'passkey-of-clerk',
  answer_about: 'changed',
  answer_plan: ids['sha256'] ?? '',
  outcome: 'ACCEPTED',
  reasons: 'changed',
  reason: 'changed',
  note: 'changed',
  conflict: '',
  closesAt: '2026-06-20T20:00',
  dueAt: '2026-06-20T20:00',
  score_novel: '1',
  reason_novel: 'changed',
  isApproved: 'yes',
  isRecommended: 'yes',
  release: '1',
});

describe('every address', () => {
  /** Of these a stranger may have the page, without what is the clerk's. */
  const forAll = new Set([
    'GET /account/calls/:slug',
    'GET /corrections/:number(\\d{1,9})',
    'GET /subscriptions/:token([\\w\\-]{43})',
  ]);
  const names = (pattern: string): string[] => [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

  test.for(accountAddresses.flatMap(({ method, pattern }) => attackers.map((who) => [method, pattern, who] as const)))(
    '%s %s gives nothing of others to %s',
    async ([method, pattern, who]) => {
      const visitor = visitorOf(who);
      // These two end what is the attacker's own.
      if (pattern === '/account/sign-out' || pattern === '/account/erase') return;
      const before = await state();
      const csrf = /name="csrf" value="([^"]*)"/.exec((await visitor.get('/account')).html)?.[1] ?? '';
      const fields = fieldsWith(csrf);
      const sendings = pattern.endsWith('/remove') ? [{ ...fields, id: 'passkey-of-clerk' }] : [fields];
      for (const sent of sendings) {
        const shown = await visitor.send(method, pathOf(pattern), method === 'POST' ? sent : undefined);
        expect(shown.html).not.toContain(secret);
        const isOfOthers = names(pattern).length > 0 && !forAll.has(`${method} ${pattern}`);
        if (isOfOthers) expect([401, 403, 404]).toContain(shown.status);
      }
      await expectNothingChanged(before);
    },
  );
});

describe('what is only looked at', () => {
  const read = accountAddresses.filter(({ method }) => method === 'GET').map(({ pattern }) => pattern);

  test.for(read.flatMap((pattern) => (['clerk', 'editor', 'anna'] as const).map((who) => [pattern, who] as const)))(
    '%s changes nothing of those who may do it: %s',
    async ([pattern, who]) => {
      const before = await state();
      const query = new URLSearchParams({ ...fieldsWith(''), token: 'A'.repeat(43), page: `/offices/${office}` });
      await people[who].visitor.send('GET', `${pathOf(pattern)}?${query}`);
      expect(await state()).toBe(before);
    },
  );
});

const schema = buildSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const viewerFields = Object.values((schema.getType('Viewer') as GraphQLObjectType).getFields());
/** Arguments that name nothing of anybody: what is in them is the caller's own. */
const texts = new Set(
  [
    'address answer answers at bytes changes closesAt comment conflict dueAt event evidence field fileName format',
    'idempotencyKey isApproved isRecommended isWaiting lang listedValue name note operation outcome practice query reason',
    'reasons release resolution response rows scores session targetType token topic value variables',
    'after before first last filter orderBy',
  ].flatMap((line) => line.split(' ')),
);

const scalar: Scalar = (type, name) => {
  if (type === 'Boolean') return 'true';
  if (type === 'DateTime') return '"2026-06-20T18:00:00Z"';
  const id = ids[name];
  return type === 'Int' || type === 'Float' ? (id ?? '1') : JSON.stringify(id ?? 'changed');
};
const naming = {
  scalar,
  isGiven: ({ name, type }: GraphQLArgument): boolean => isNonNullType(type) || ids[name] !== undefined,
};

describe('every mutation', () => {
  const isKnown = ({ name, type }: GraphQLArgument): boolean =>
    texts.has(name) || ids[name] !== undefined || isInputObjectType(getNamedType(type));

  test('says what its arguments name', () => {
    const unknown = [...mutations, ...viewerFields].flatMap((field) =>
      field.args.filter((argument) => !isKnown(argument)).map(({ name }) => `${field.name}(${name})`),
    );
    expect(unknown).toEqual([]);
  });

  test.for(mutations.flatMap(({ name }) => attackers.map((who) => [name, who] as const)))(
    '%s changes nothing of others for %s',
    async ([name, who]) => {
      const field = mutations.find((one) => one.name === name) as GraphQLField<unknown, unknown>;
      const before = await state();
      const { data, errors } = await visitorOf(who).graphql(`mutation { ${selectedField(field, naming)} }`);
      expect(errors?.map(({ extensions }) => extensions?.['code'] ?? null) ?? []).not.toContain('INTERNAL_ERROR');
      expect(JSON.stringify(data ?? null)).not.toContain(secret);
      await expectNothingChanged(before);
    },
  );
});

describe('every field of the viewer', () => {
  /** Public entries are tested elsewhere. */
  const isLeftOut = (type: GraphQLNamedType): boolean =>
    type.name === 'PageInfo' || (isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'));
  const wholeOf = (field: GraphQLField<unknown, unknown>): string =>
    wholeField(field, { ...naming, maxDepth: 3, isLeftOut });

  test.for(viewerFields.flatMap(({ name }) => attackers.map((who) => [name, who] as const)))(
    '%s shows nothing of others to %s',
    async ([name, who]) => {
      const field = viewerFields.find((one) => one.name === name) as GraphQLField<unknown, unknown>;
      const answer = await visitorOf(who).graphql(`{ viewer { ${wholeOf(field)} } }`);
      const codes = (answer.errors ?? []).map(({ extensions }) => extensions?.['code']);
      expect(codes.filter((code) => code !== 'FORBIDDEN')).toEqual([]);
      expect(JSON.stringify(answer)).not.toContain(secret);
    },
  );

  test('shows the clerk what is theirs, so that the above is no empty page', async () => {
    const shown = await Promise.all(
      viewerFields.map((field) => people.clerk.visitor.graphql(`{ viewer { ${wholeOf(field)} } }`)),
    );
    expect(shown.filter((answer) => JSON.stringify(answer).includes(secret)).length).toBeGreaterThanOrEqual(3);
  });
});
