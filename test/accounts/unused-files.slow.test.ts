/** What is private and no longer needed goes after a stated time, by the queue: files, addresses that were typed, old acts. */
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createAccount, eraseAccount, findAccountById } from '#accounts';
import type { FilePlace } from '#exports/stores/index.ts';
import { clean } from '#http/jobs/cleaning.ts';
import { Uploads, uploadStore } from '#http/uploads/index.ts';
import { type ApplicationFile, contentName, findApplication, saveDraft, submit } from '#live-calls';
import { inTransaction } from '#platform/database/transaction.ts';
import { s3AddressOf } from '#platform/s3-address.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { actFor, addPeople, openCall } from '../harness/people.ts';
import { startS3 } from '../harness/s3-server.ts';

const mail = await startMailServer();
const begin = new Date('2026-06-15T12:00:00Z');
let now = begin;
const hub = await startHub({ smtpUrl: mail.url, clock: () => now, news: {} });
const { pool } = hub.database;
const log = pino({ level: 'silent' });
const office = 'jst-246601';
const after = (days: number): Date => new Date(begin.getTime() + days * 24 * 60 * 60_000);
let accountId = '';

beforeAll(async () => {
  const { editor, clerk } = await addPeople(hub, mail, begin, {
    editor: { role: 'EDITOR' },
    clerk: { role: 'CONTRIBUTOR', office },
  });
  accountId = clerk.accountId;
  const questions = 'plan | file | no | Plan | Plan |\nother | file | no | Inny | Other |';
  for (const slug of ['folder-2026', 'bucket-2026']) {
    await openCall(editor.visitor, { slug, questions, closesAt: '2026-07-15T14:00' });
  }
});

interface Applied {
  readonly place: FilePlace;
  readonly slug: string;
}

function uploadsIn(place: FilePlace): Uploads {
  return new Uploads({ place, maxBytes: 1024 * 1024, scan: null }, hub.database, log);
}

async function add(
  { place, slug }: Applied,
  text: string,
  by = accountId,
  officeId = office,
): Promise<ApplicationFile> {
  const adding = { owner: { slug, officeId }, accountId: by, now, maxBytes: 1024 * 1024 };
  const added = await uploadsIn(place).add({ name: `${text}.pdf`, content: Buffer.from(`%PDF-1.7 ${text}`) }, adding);
  if (typeof added === 'string') throw new Error(added);
  return added;
}

async function draft({ slug }: Applied, answers: Readonly<Record<string, string>>, officeId = office): Promise<void> {
  const { version } = await findApplication(pool, { slug, officeId });
  const saved = await saveDraft(pool, { slug, officeId, accountId, now }, { answers, version });
  if (saved.status !== 'SAVED') throw new Error(saved.status);
}

/** Their texts, in the store and in the database alike. */
async function left({ place, slug }: Applied, ...files: readonly ApplicationFile[]): Promise<string[]> {
  const stored = new Set((await uploadStore(place).list()).map(({ name }) => name));
  const { rows } = await pool.query<{ sha256: string; office: string }>(
    'SELECT sha256, office_id AS office FROM application_file WHERE call_slug = $1',
    [slug],
  );
  return files.flatMap(({ sha256, name }) => {
    const row = rows.find((one) => one.sha256 === sha256);
    const isStored = [office, 'jst-020202'].some((officeId) => stored.has(contentName({ slug, officeId }, sha256)));
    expect(isStored).toBe(row !== undefined);
    return row === undefined ? [] : [name];
  });
}

async function walk(applied: Applied): Promise<void> {
  const { place, slug } = applied;
  now = begin;
  const submitted = await add(applied, 'submitted');
  await draft(applied, { plan: submitted.sha256 });
  await inTransaction(pool, (client) => submit(client, { slug, officeId: office, accountId, now }));
  const replaced = await add(applied, 'replaced');
  const wanted = await add(applied, 'wanted again');
  const current = await add(applied, 'in the draft');
  await draft(applied, { plan: current.sha256 });
  const files = [submitted, replaced, wanted, current] as const;
  now = after(6);
  await clean({ database: hub.database, place }, now);
  expect(await left(applied, ...files)).toHaveLength(4);
  await add(applied, 'wanted again');
  now = after(8);
  await clean({ database: hub.database, place }, now);
  expect(await left(applied, ...files)).toEqual(['submitted.pdf', 'wanted again.pdf', 'in the draft.pdf']);
  // The call closes on the 30th day; what is in a draft alone goes 30 days later.
  now = after(59);
  await clean({ database: hub.database, place }, now);
  expect(await left(applied, ...files)).toEqual(['submitted.pdf', 'in the draft.pdf']);
  now = after(61);
  await clean({ database: hub.database, place }, now);
  expect(await left(applied, ...files)).toEqual(['submitted.pdf']);
}

describe('a file that is not submitted', () => {
  test('goes a week after it was replaced, and a month after the close of its call: from a folder', async () => {
    await walk({ place: { folder: hub.downloadsFolder, s3: null }, slug: 'folder-2026' });
  });

  test('goes in the same way from a bucket', async () => {
    const { url } = await startS3();
    const folder = await mkdtemp(join(tmpdir(), 'wezel-parts-'));
    await walk({ place: { folder, s3: s3AddressOf(url) }, slug: 'bucket-2026' });
    await rm(folder, { recursive: true });
  });

  test('goes with its account, unless a colleague may still submit it', async () => {
    now = begin;
    const applied = { place: { folder: hub.downloadsFolder, s3: null }, slug: 'folder-2026' };
    const leaver = await createAccount(pool, { email: 'leaver@urzad.test', role: 'CONTRIBUTOR' }, { actor: null, now });
    const account = await findAccountById(pool, leaver?.id ?? '');
    if (account === null) throw new Error('no account');
    await actFor(hub, account.id, 'jst-020202', now);
    const own = await add(applied, 'of one who left', account.id, 'jst-020202');
    await draft(applied, { plan: own.sha256 }, 'jst-020202');
    const shared = await add(applied, 'of a colleague', account.id);
    await draft(applied, { plan: shared.sha256 });
    const unused = await add(applied, 'never saved', account.id);
    await clean({ database: hub.database, place: applied.place }, now);
    expect(await left(applied, own, shared, unused)).toHaveLength(3);
    await inTransaction(pool, (client) => eraseAccount(client, account, { actor: account.id, now }));
    await clean({ database: hub.database, place: applied.place }, now);
    expect(await left(applied, own, shared, unused)).toEqual(['of a colleague.pdf']);
  });
});

test('what a process that was killed has left goes after a day', async () => {
  const place = { folder: hub.downloadsFolder, s3: null };
  const folder = join(hub.downloadsFolder, 'uploads');
  const stray = ['a'.repeat(64), 'b'.repeat(64)];
  const yesterday = new Date(Date.now() - 25 * 60 * 60_000);
  for (const name of stray) await writeFile(join(folder, name), 'x');
  await utimes(join(folder, stray[0] ?? ''), yesterday, yesterday);
  await clean({ database: hub.database, place }, now);
  const names = await readdir(folder);
  expect(names).not.toContain(stray[0]);
  expect(names).toContain(stray[1]);
});

test('once a day the queue cleans up: files, addresses that were typed, acts older than five years', async () => {
  now = after(100);
  const applied = { place: { folder: hub.downloadsFolder, s3: null }, slug: 'folder-2026' };
  const unused = await add(applied, 'for the queue');
  await pool.query('UPDATE application_file SET added_at = $1 WHERE sha256 = $2', [begin, unused.sha256]);
  await pool.query(
    `INSERT INTO sign_in_link (token_hash, email, created_at, expires_at) VALUES ('x', 'typed@urzad.test', $1, $1)`,
    [begin],
  );
  await pool.query(
    `INSERT INTO subscriber (id, email, language, token, sent_through, created_at) VALUES ('x', 'never@urzad.test', 'pl', 't', 0, $1)`,
    [begin],
  );
  for (const [subject, years] of [
    ['old', 6],
    ['young', 4],
  ]) {
    await pool.query(
      `INSERT INTO audit_entry (action, subject, at) VALUES ('test', $1, clock_timestamp() - make_interval(years => $2))`,
      [subject, years],
    );
  }
  await hub.load('practices', 'p.json', JSON.stringify({ asOf: '2026-06-01', practices: [{ slug: 'p', title: 'P' }] }));
  await vi.waitFor(
    async () => {
      const { rows } = await pool.query(
        `SELECT (SELECT count(*)::int FROM application_file WHERE sha256 = $1) AS files,
          (SELECT count(*)::int FROM sign_in_link WHERE email = 'typed@urzad.test') AS links,
          (SELECT count(*)::int FROM subscriber WHERE email = 'never@urzad.test') AS subscribers,
          (SELECT string_agg(subject, ',') FROM audit_entry WHERE action = 'test') AS acts`,
        [unused.sha256],
      );
      expect(rows).toEqual([{ files: 0, links: 0, subscribers: 0, acts: 'young' }]);
    },
    { timeout: 120_000, interval: 500 },
  );
}, 180_000);
