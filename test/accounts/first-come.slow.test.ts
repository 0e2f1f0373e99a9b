/** A hundred submissions at once, with the hub killed between them, are in one strict order, and none is lost or doubled. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '#platform/database/index.ts';
import { inputFileOf } from '#sources/import.ts';
import { importers } from '#sources/index.ts';
import { createTestDatabase } from '../harness/database.ts';

const count = 100;
const capacity = 16;
const testDatabase = await createTestDatabase('starter');
const database = openDatabase(testDatabase.url);
afterAll(() => database.close());
const { pool } = database;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Server {
  readonly url: string;
  kill(): Promise<void>;
}

async function startServer(): Promise<Server> {
  const env = {
    ...process.env,
    DATABASE_URL: testDatabase.url,
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    RATE_POINTS: '0',
    WORKER_THREADS: '0',
  };
  const child = spawn(process.execPath, ['src/cli.ts', 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  afterAll(kill);
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (url !== undefined) return { url, kill };
  }
  throw new Error('The server did not start');
}

interface Applicant {
  readonly officeId: string;
  readonly session: string;
  readonly csrf: string;
}

async function importOffices(): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => `office-${index};Urząd ${index};OTHER;SELF_GOVERNMENT`);
  const file = inputFileOf('offices_2024-05-01.csv', Buffer.from(['key;name;kind;tier', ...rows, ''].join('\r\n')));
  const progress = { stage: (): void => undefined, done: (): void => undefined };
  const importer = importers.find(({ name }) => name === 'offices');
  await importer?.run({ database, file, dryRun: false, today: '2026-06-15', progress });
}

async function prepare(): Promise<Applicant[]> {
  await pool.query("INSERT INTO account (id, email, created_at) VALUES ('editor', 'editor@urzad.test', now())");
  const schema = JSON.stringify({ type: 'object', required: ['name'], properties: { name: { type: 'string' } } });
  await pool.query(
    `INSERT INTO live_call (slug, title_pl, title_en, kind, admission, capacity, tiers, opens_at, closes_at, questions,
       answers_schema, created_by, created_at, published_at)
     VALUES ('lab', 'Lab', 'Lab', 'LIVING_LAB_PARTICIPANTS', 'FIRST_COME', $1, '{}', now() - interval '1 hour',
       now() + interval '1 hour', '[]', $2, 'editor', now(), now())`,
    [capacity, schema],
  );
  await importOffices();
  const applicants: Applicant[] = [];
  for (let index = 0; index < count; index += 1) {
    const session = randomBytes(32).toString('base64url');
    const [accountId, officeId] = [`account-${index}`, `office-${index}`];
    await pool.query("INSERT INTO account (id, email, created_at) VALUES ($1, $1 || '@urzad.test', now())", [
      accountId,
    ]);
    await pool.query(
      `INSERT INTO account_session (token_hash, account_id, created_at, last_seen_at, expires_at)
       VALUES ($1, $2, now(), now(), now() + interval '1 day')`,
      [hash(session), accountId],
    );
    await pool.query(
      `INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, now(), now(), now())`,
      [accountId, officeId],
    );
    await pool.query(
      `INSERT INTO call_application (call_slug, office_id, answers, version, saved_at, saved_by)
       VALUES ('lab', $1, '{"name": "Idea"}', 1, now(), $2)`,
      [officeId, accountId],
    );
    const csrf = createHash('sha256').update(`csrf\0${session}`).digest('base64url');
    applicants.push({ officeId, session, csrf });
  }
  return applicants;
}

/** The number of the receipt; null when no response came. */
async function send(
  { url }: Server,
  { officeId, session, csrf }: Applicant,
  act: 'submit' | 'withdraw',
): Promise<number | null> {
  try {
    const response = await fetch(`${url}/en/account/calls/lab/${officeId}/${act}`, {
      method: 'POST',
      headers: { origin: url, cookie: `wezel-session=${session}` },
      body: new URLSearchParams({ csrf }),
    });
    const html = await response.text();
    // "Ask again in a few seconds": a machine that is too busy says so, and nothing was submitted.
    if (response.status === 503) return null;
    if (response.status !== 200) throw new Error(`${response.status}: ${html.slice(0, 2_000)}`);
    return Number(/Receipt: lab-(\d+)/.exec(html)?.[1] ?? 0);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

test('exactly as many as there are places are admitted', { timeout: 600_000 }, async () => {
  const applicants = await prepare();
  const first = await startServer();
  const receipts = new Map<string, number>();
  let killed: Promise<void> | undefined;
  await Promise.all(
    applicants.map(async (applicant) => {
      const receipt = await send(first, applicant, 'submit');
      if (receipt === null) return;
      receipts.set(applicant.officeId, receipt);
      if (receipts.size === 20) killed = first.kill();
    }),
  );
  await killed;
  expect(receipts.size).toBeGreaterThanOrEqual(20);
  expect(receipts.size).toBeLessThan(count);

  const second = await startServer();
  // Whoever got no receipt sends again.
  for (let attempt = 0; attempt < 20 && receipts.size < count; attempt += 1) {
    const again = applicants.filter(({ officeId }) => !receipts.has(officeId));
    await Promise.all(
      again.map(async (applicant) => {
        const receipt = await send(second, applicant, 'submit');
        if (receipt !== null) receipts.set(applicant.officeId, receipt);
      }),
    );
  }
  const submitted = await pool.query<{ sequence: number; officeId: string }>(
    'SELECT sequence, office_id AS "officeId" FROM call_submission ORDER BY sequence',
  );
  expect(submitted.rows.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: count }, (_, index) => index + 1),
  );
  expect(new Set(submitted.rows.map(({ officeId }) => officeId)).size).toBe(count);
  for (const { sequence, officeId } of submitted.rows) expect(receipts.get(officeId)).toBe(sequence);

  const pageOf = async ({ officeId, session }: Applicant): Promise<string> => {
    const headers = { cookie: `wezel-session=${session}` };
    return (await fetch(`${second.url}/en/account/calls/lab/${officeId}`, { headers })).text();
  };
  const pages: string[] = [];
  for (const applicant of applicants) pages.push(await pageOf(applicant));
  expect(pages.filter((html) => html.includes('among the admitted'))).toHaveLength(capacity);
  expect(pages.filter((html) => html.includes('on the waiting list'))).toHaveLength(count - capacity);

  const inOrder = submitted.rows.map(
    ({ officeId }) => applicants.find((one) => one.officeId === officeId) as Applicant,
  );
  const [best, next] = [inOrder[0] as Applicant, inOrder[capacity] as Applicant];
  expect(await pageOf(next)).toContain(`${capacity + 1} (on the waiting list)`);
  await send(second, best, 'withdraw');
  expect(await pageOf(next)).toContain(`${capacity} (among the admitted)`);
  await second.kill();
});
