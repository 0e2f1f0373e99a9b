/** Claims of offices, passkeys and the end of an account through the API. */
import { beforeAll, describe, expect, test } from 'vitest';
import { findAccountById } from '#accounts';
import { Authenticator } from '../harness/authenticator.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, type TestPerson } from '../harness/people.ts';
import { linkIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
let people: Readonly<Record<'editor' | 'clerk' | 'other' | 'anna', TestPerson>>;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    clerk: { role: 'CONTRIBUTOR' },
    other: { role: 'CONTRIBUTOR' },
    anna: { role: 'CONTRIBUTOR' },
  });
  const rows = Array.from({ length: 12 }, (_, n) => `claimed-${n};Urząd ${n};OTHER;GOVERNMENT;office-${n}@urzad.test`);
  await hub.load('offices', 'offices_2025-01-01.csv', ['key;name;kind;tier;email', ...rows, ''].join('\r\n'));
});

/** The codes of what is wrong; empty when it was done. */
async function act(visitor: Visitor, mutation: string, variables: object = {}, types = ''): Promise<string[]> {
  const { data, errors } = await visitor.graphql(
    `mutation ${types} { done: ${mutation} { userErrors { code } } }`,
    variables,
  );
  const done = data?.['done'] as { userErrors: { code: string }[] } | null | undefined;
  return done?.userErrors.map(({ code }) => code) ?? [String(errors?.[0]?.extensions?.['code'])];
}

const claims =
  '{ viewer { offices { nodes { code } } officeClaims { totalCount nodes { officeCode office { code name } account confirmedAt } } } }';
const ofViewer = async (who: keyof typeof people, query: string) =>
  ((await people[who].visitor.graphql(query)).data as { viewer: Record<string, never> }).viewer as Record<
    string,
    unknown
  >;

describe('a claim of an office', () => {
  test('is confirmed by the token in the mail to its published address, once', async () => {
    const { visitor, accountId } = people.clerk;
    expect(await act(visitor, 'claimOffice(office: "claimed-0")')).toEqual([]);
    expect(await act(visitor, 'claimOffice(office: "claimed-0")')).toEqual(['ALREADY_CLAIMED']);
    expect(await act(visitor, 'claimOffice(office: "no-such-office")')).toEqual(['UNKNOWN_TARGET']);
    const office = { code: 'claimed-0', name: 'Urząd 0' };
    const open = { officeCode: 'claimed-0', office, account: accountId, confirmedAt: null };
    expect(await ofViewer('clerk', claims)).toEqual({
      offices: { nodes: [] },
      officeClaims: { totalCount: 1, nodes: [open] },
    });
    const written = await mail.take('office-0@urzad.test');
    expect(written.text).toContain('clerk@urzad.test');
    const token = linkIn(written.text).split('token=')[1] ?? '';
    const nobody = new Visitor(hub);
    const confirm = (given: string) => act(nobody, `confirmOfficeClaim(token: "${given}")`);
    expect(await confirm('A'.repeat(43))).toEqual(['WRONG_LINK']);
    const outcomes = await Promise.all([confirm(token), confirm(token), confirm(token)]);
    expect(outcomes.filter((codes) => codes.length === 0)).toHaveLength(1);
    expect(await ofViewer('clerk', claims)).toMatchObject({ offices: { nodes: [{ code: 'claimed-0' }] } });
    const { rows } = await pool.query("SELECT count(*)::int AS n FROM audit_entry WHERE action = 'office.confirmed'");
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('is confirmed or declined by an editor, through the API and on the page', async () => {
    const { visitor, accountId: account } = people.other;
    for (const n of [1, 2, 3]) expect(await act(visitor, `claimOffice(office: "claimed-${n}")`)).toEqual([]);
    const editor = people.editor.visitor;
    const waiting =
      '{ viewer { officeClaimsToConfirm(first: 2) { totalCount nodes { officeCode } pageInfo { endCursor hasNextPage } } } }';
    const first = (await ofViewer('editor', waiting))['officeClaimsToConfirm'] as {
      totalCount: number;
      nodes: { officeCode: string }[];
      pageInfo: { endCursor: string };
    };
    expect([first.totalCount, first.nodes.map(({ officeCode }) => officeCode)]).toEqual([
      3,
      ['claimed-1', 'claimed-2'],
    ]);
    const next = waiting.replace('first: 2', `first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(await ofViewer('editor', next)).toMatchObject({
      officeClaimsToConfirm: { nodes: [{ officeCode: 'claimed-3' }] },
    });
    const about = (n: number) => `(account: "${account}", office: "claimed-${n}")`;
    expect(await act(visitor, `approveOfficeClaim${about(1)}`)).toEqual(['FORBIDDEN']);
    expect(await act(editor, `approveOfficeClaim${about(1)}`)).toEqual([]);
    expect(await act(editor, `declineOfficeClaim${about(1)}`)).toEqual(['NOT_FOUND']);
    expect(await act(editor, `declineOfficeClaim${about(2)}`)).toEqual([]);
    expect(await act(editor, `approveOfficeClaim${about(2)}`)).toEqual(['NOT_FOUND']);
    expect((await mail.take('other@urzad.test', 'Redakcja nie potwierdziła')).text).toContain('Urząd 2');
    const declined = linkIn((await mail.take('office-2@urzad.test')).text).split('token=')[1] ?? '';
    expect(await act(new Visitor(hub), `confirmOfficeClaim(token: "${declined}")`)).toEqual(['WRONG_LINK']);
    await editor.get('/account/claims');
    expect((await editor.submit('/account/claims/decline', { office: 'claimed-3' })).html).not.toContain('claimed-3');
    const { officeClaims } = await ofViewer('other', claims);
    expect((officeClaims as { nodes: { officeCode: string }[] }).nodes.map(({ officeCode }) => officeCode)).toEqual([
      'claimed-1',
    ]);
    expect(await act(visitor, 'claimOffice(office: "claimed-2")')).toEqual([]);
  });

  test('is one of five at most that wait, however many are sent at once', async () => {
    const { visitor } = people.anna;
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, n) => act(visitor, `claimOffice(office: "claimed-${n}")`)),
    );
    expect(outcomes.filter((codes) => codes.length === 0)).toHaveLength(5);
    expect(outcomes.filter(([code]) => code === 'TOO_MANY_OPEN')).toHaveLength(7);
  });
});

describe('a passkey', () => {
  const add = 'addPasskey(response: $response, name: "Telefon")';
  const begun = async (visitor: Visitor) => {
    const { data } = await visitor.graphql('mutation { beginPasskey { options userErrors { code } } }');
    return (data as { beginPasskey: { options: never } }).beginPasskey.options;
  };
  const listed = async (who: keyof typeof people) =>
    (
      (await ofViewer(who, '{ viewer { passkeys { nodes { passkeyId name lastUsedAt } } } }'))['passkeys'] as {
        nodes: { passkeyId: string; name: string }[];
      }
    ).nodes;

  test('is added in the session that began it, listed, signs in, and is removed by its owner alone', async () => {
    const { visitor } = people.clerk;
    const key = new Authenticator();
    const response = JSON.parse(key.create(await begun(visitor)));
    expect(await act(people.other.visitor, add, { response }, '($response: JSON!)')).toEqual(['PASSKEY_FAILED']);
    // The wrong response has used the challenge up.
    expect(await act(visitor, add, { response }, '($response: JSON!)')).toEqual(['PASSKEY_FAILED']);
    const again = JSON.parse(key.create(await begun(visitor)));
    expect(await act(visitor, add, { response: again }, '($response: JSON!)')).toEqual([]);
    expect((await mail.take('clerk@urzad.test', 'Telefon')).subject).toContain('klucz');
    const [passkey] = await listed('clerk');
    expect(passkey).toMatchObject({ name: 'Telefon', lastUsedAt: null });
    const browser = new Visitor(hub);
    const asked = await browser.send('POST', '/account/passkey/options', {});
    const signedIn = await browser.send('POST', '/account/passkey/sign-in', {
      response: key.get(JSON.parse(asked.html)),
    });
    expect(signedIn.html).toContain('clerk@urzad.test');
    const remove = `removePasskey(passkeyId: "${passkey?.passkeyId}")`;
    expect(await act(people.other.visitor, remove)).toEqual(['NOT_FOUND']);
    expect(await act(visitor, remove)).toEqual([]);
    expect(await listed('clerk')).toEqual([]);
  });

  test('is refused with a name that is empty or too long, and beyond ten', async () => {
    const { visitor } = people.clerk;
    for (const [name, code] of [
      [' ', 'EMPTY_VALUE'],
      ['x'.repeat(61), 'TOO_LONG'],
    ]) {
      const named = `addPasskey(response: {}, name: "${name}")`;
      expect(await act(visitor, named)).toEqual([code]);
    }
    expect(await act(visitor, 'addPasskey(response: {}, name: "x")')).toEqual(['PASSKEY_FAILED']);
    const responses = [];
    for (let n = 0; n < 12; n += 1) responses.push(JSON.parse(new Authenticator().create(await begun(visitor))));
    const outcomes = await Promise.all(
      responses.map((response) => act(visitor, add, { response }, '($response: JSON!)')),
    );
    expect(outcomes.filter((codes) => codes.length === 0)).toHaveLength(10);
    expect(await act(visitor, 'beginPasskey')).toEqual(['TOO_MANY_PASSKEYS']);
  });
});

test('what follows the end of an account in the same request is not done', async () => {
  const { visitor, accountId } = people.other;
  const { data } = await visitor.graphql(`mutation {
    eraseAccount(email: "other@urzad.test") { userErrors { code } }
    createWebhook(address: "https://programme.test/hook") { userErrors { code } }
    again: createWebhook(address: "https://programme.test/hook", idempotencyKey: "late") { userErrors { code } }
    claimOffice(office: "claimed-9") { userErrors { code } }
    beginPasskey { userErrors { code } } }`);
  const refused = { userErrors: [{ code: 'NOT_POSSIBLE' }] };
  expect(data).toEqual({
    eraseAccount: { userErrors: [] },
    createWebhook: refused,
    again: refused,
    claimOffice: refused,
    beginPasskey: refused,
  });
  for (const left of [
    'SELECT FROM webhook WHERE account_id = $1',
    "SELECT FROM account_office WHERE account_id = $1 AND office_id = 'claimed-9'",
  ]) {
    expect((await pool.query(left, [accountId])).rowCount).toBe(0);
  }
});

test('an account is erased by itself, with its address as confirmation, and its sessions end', async () => {
  now = new Date(now.getTime() + 60_000);
  const { visitor, accountId } = people.anna;
  expect(await act(visitor, 'eraseAccount(email: "clerk@urzad.test")')).toEqual(['INVALID_VALUE']);
  expect((await findAccountById(pool, accountId))?.email).toBe('anna@urzad.test');
  expect(await act(visitor, 'eraseAccount(email: "Anna@urzad.test", idempotencyKey: "end")')).toEqual([]);
  expect((await visitor.graphql('{ viewer { email } }')).data).toEqual({ viewer: null });
  expect((await findAccountById(pool, accountId))?.email).toBe(`erased-${accountId}@invalid`);
  const { rows } = await pool.query<{ row: string }>('SELECT to_jsonb(t)::text AS row FROM audit_entry t');
  expect(rows.map(({ row }) => row).join()).not.toContain('anna@urzad.test');
});
