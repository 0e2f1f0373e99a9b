/** Mails of claims and passkeys go by the queue: one that is lost would leave the claim waiting for nobody. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Authenticator } from '../harness/authenticator.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
const now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now, news: {} });
let people: Readonly<Record<'editor' | 'clerk', TestPerson>>;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, { editor: { role: 'EDITOR' }, clerk: { role: 'CONTRIBUTOR' } });
  const rows = [1, 2].map((n) => `queued-${n};Urząd ${n};OTHER;GOVERNMENT;office-${n}@urzad.test`);
  await hub.load('offices', 'offices_2025-01-01.csv', ['key;name;kind;tier;email', ...rows, ''].join('\r\n'));
});

const receivers = async (): Promise<string[]> => {
  const { rows } = await hub.database.pool.query<{ receiver: string }>(
    "SELECT data->>'to' AS receiver FROM wezel_jobs.job WHERE name = 'mail'",
  );
  return rows.map(({ receiver }) => receiver);
};

async function queued(receiver: string, count = 1): Promise<void> {
  await mail.take(receiver);
  expect((await receivers()).filter((one) => one === receiver)).toHaveLength(count);
}

async function act(visitor: TestPerson['visitor'], mutation: string, variables = {}, types = ''): Promise<void> {
  const { data } = await visitor.graphql(`mutation ${types} { done: ${mutation} { userErrors { code } } }`, variables);
  expect(data).toEqual({ done: { userErrors: [] } });
}

test('the mail to a claimed office, through the API and from the page', async () => {
  const { visitor } = people.clerk;
  await act(visitor, 'claimOffice(office: "queued-1")');
  await queued('office-1@urzad.test');
  await visitor.get('/account');
  await visitor.submit('/account/offices', { office: 'queued-2' });
  await queued('office-2@urzad.test');
});

test('the mail to whoever is declined, through the API and from the page', async () => {
  const { accountId: account } = people.clerk;
  const { visitor } = people.editor;
  await act(visitor, `declineOfficeClaim(account: "${account}", office: "queued-1")`);
  await queued('clerk@urzad.test', 1);
  await visitor.get('/account/claims');
  await visitor.submit('/account/claims/decline', { office: 'queued-2' });
  await queued('clerk@urzad.test', 2);
});

test('the mail of a new passkey, through the API and from the page', async () => {
  const { visitor } = people.editor;
  const begun = await visitor.graphql('mutation { beginPasskey { options userErrors { code } } }');
  const { options } = (begun.data as { beginPasskey: { options: never } }).beginPasskey;
  const response = JSON.parse(new Authenticator().create(options));
  await act(visitor, 'addPasskey(response: $response, name: "Telefon")', { response }, '($response: JSON!)');
  await queued('editor@urzad.test', 1);
  const csrf = /name="csrf" value="([^"]*)"/.exec((await visitor.get('/account')).html)?.[1] ?? '';
  const forPage = await visitor.send('POST', '/account/passkeys/options', { csrf });
  const created = new Authenticator().create(JSON.parse(forPage.html));
  await visitor.send('POST', '/account/passkeys', { csrf, name: 'Klucz', response: created });
  await queued('editor@urzad.test', 2);
});

describe('without its mail no passkey is added', () => {
  const { pool } = hub.database;

  /** As if the process ended, or the queue could not be written, at that moment. */
  beforeEach(async () => {
    await pool.query(`
      CREATE FUNCTION refuse_mail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'No more jobs'; END $$;
      CREATE TRIGGER refuse_mail BEFORE INSERT ON wezel_jobs.job FOR EACH ROW EXECUTE FUNCTION refuse_mail()`);
  });
  const letThrough = () => pool.query('DROP FUNCTION IF EXISTS refuse_mail CASCADE');
  afterEach(letThrough);

  const passkeys = async (): Promise<unknown> =>
    (await pool.query('SELECT count(*)::int AS count FROM passkey WHERE account_id = $1', [people.clerk.accountId]))
      .rows;

  test('through the API, where it is added with it by a repeat', async () => {
    const { visitor } = people.clerk;
    const begun = await visitor.graphql('mutation { beginPasskey { options userErrors { code } } }');
    const { options } = (begun.data as { beginPasskey: { options: never } }).beginPasskey;
    const response = JSON.parse(new Authenticator().create(options));
    const adding = 'addPasskey(response: $response, name: "Telefon", idempotencyKey: "with mail")';
    const mutation = `mutation ($response: JSON!) { done: ${adding} { userErrors { code } } }`;
    const before = await receivers();
    expect((await visitor.graphql(mutation, { response })).errors).toHaveLength(1);
    expect([await passkeys(), await receivers()]).toEqual([[{ count: 0 }], before]);
    await letThrough();
    for (let times = 0; times < 2; times += 1) {
      expect((await visitor.graphql(mutation, { response })).data).toEqual({ done: { userErrors: [] } });
    }
    expect([await passkeys(), (await receivers()).length]).toEqual([[{ count: 1 }], before.length + 1]);
  });

  test('from the page', async () => {
    const { visitor } = people.clerk;
    const before = await passkeys();
    const csrf = /name="csrf" value="([^"]*)"/.exec((await visitor.get('/account')).html)?.[1] ?? '';
    const shown = await visitor.send('POST', '/account/passkeys/options', { csrf });
    const response = new Authenticator().create(JSON.parse(shown.html));
    expect((await visitor.send('POST', '/account/passkeys', { csrf, name: 'Klucz', response })).status).toBe(500);
    expect(await passkeys()).toEqual(before);
  });
});
