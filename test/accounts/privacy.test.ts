/** What is private is nowhere public: secrets are planted in every private table and looked for on every public surface. */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { createAccount, recordAct } from '#accounts';
import { openCorrection } from '#corrections';
import { datasets } from '#exports/datasets/index.ts';
import { readJournalTables } from '#platform/releases/journal.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { privateTables } from '../harness/private-tables.ts';
import { signIn } from '../harness/visitor.ts';

const secret = 'Planted5ecret';
const lines: string[] = [];
const log = pino(
  // Below it are the variables of operations, which are the caller's own.
  { level: 'info' },
  new Writable({
    write(chunk, _encoding, callback) {
      lines.push(String(chunk));
      callback();
    },
  }),
);
const mail = await startMailServer();
const hub = await startHub({ log, smtpUrl: mail.url });
const { pool } = hub.database;

async function plant(): Promise<void> {
  const now = new Date('2026-06-15T12:00:00Z');
  await createAccount(
    pool,
    { email: `${secret}@urzad.test`.toLowerCase(), name: secret, role: 'EDITOR' },
    { actor: null, now },
  );
  await recordAct(pool, { actor: secret, action: 'test', subject: secret, after: { secret }, at: now });
  const proposal = { field: 'title', value: secret, reason: secret, evidence: `https://site.example/${secret}` };
  const target = { type: 'PRACTICE', key: 'dzierzoniow-quality-programme' } as const;
  await openCorrection(pool, { target, ...proposal }, { network: secret, now });
  const visitor = await signIn(hub, mail, `${secret}@urzad.test`.toLowerCase());
  await visitor.get('/account/audit');
}

async function bodyOf(path: string, init: RequestInit = {}): Promise<string> {
  const response = await hub.app.handler.fetch(`https://hub.test${path}`, init);
  return response.text();
}

const hasSecret = (text: string): boolean => text.toLowerCase().includes(secret.toLowerCase());

describe('private tables', async () => {
  await plant();

  test('are known, and none is in the journal or a download', async () => {
    expect(privateTables).toContain('account');
    const journaled = (await readJournalTables(pool)).map(({ name }) => name);
    expect(journaled.filter((name) => privateTables.includes(name))).toEqual([]);
    const sql = datasets.map(({ rows, table }) => `${table} ${rows.compile().sql}`);
    const named = privateTables.filter((name) => sql.some((text) => text.includes(`"${name}"`)));
    expect(named).toEqual([]);
  });

  test('have no trace in downloads', async () => {
    for (const { name } of datasets) {
      const body = await bodyOf(`/releases/latest/${name}.ndjson`);
      expect(hasSecret(body), name).toBe(false);
    }
    const files = ['manifest.json', 'datapackage.json', 'SHA256SUMS'];
    for (const file of files) expect(hasSecret(await bodyOf(`/releases/latest/${file}`)), file).toBe(false);
  });

  test.for([
    '/changes?from=0',
    '/operations',
    `/search?q=${secret}x`,
    '/search/suggestions?q=planted5ecret',
    '/data',
    '/practices.json',
    '/offices.csv',
    '/corrections',
    '/corrections/1',
    '/practices/dzierzoniow-quality-programme',
    '/account/corrections',
    '/account',
    '/account/claims',
    '/account/audit',
    '/account/audit.ndjson',
  ])('have no trace at %s', async (path) => {
    const body = await bodyOf(path);
    expect(hasSecret(body.replaceAll(`${secret}x`, ''))).toBe(false);
  });

  test('have no trace in the search of the API', async () => {
    const body = await hub.answer('query ($text: String!) { search(text: $text) { totalCount } }', { text: secret });
    expect(body).toMatchObject({ data: { search: { totalCount: 0 } } });
  });

  test('have no trace in the log', () => {
    expect(lines.filter(hasSecret)).toEqual([]);
  });
});
