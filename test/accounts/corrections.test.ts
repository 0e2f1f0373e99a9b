/** Reporting an error, and what becomes of it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;

const list = (website: string): string =>
  `key;name;kind;tier;website\r\nurzad-probny;Urząd Próbny;OTHER;GOVERNMENT;${website}\r\n`;
const office = '{ office(id: "urzad-probny") { name website status source { name } records { source { name } } } }';
const page = '/offices/urzad-probny';
let editor: Visitor;

beforeAll(async () => {
  await hub.load('offices', 'offices_2024-05-01.csv', list('http://old.example'));
  await createAccount(pool, { email: 'editor@urzad.test', role: 'EDITOR' }, { actor: null, now });
  editor = await signIn(hub, mail, 'editor@urzad.test');
});

/** Hours later, so that the tests do not use up one another's rate. */
async function report(
  fields: Record<string, string>,
  about = page,
): Promise<{ status: number; html: string; number: number }> {
  now = new Date(now.getTime() + 61 * 60_000);
  await editor.get('/account');
  const visitor = new Visitor(hub);
  await visitor.get(`/corrections/new?page=${encodeURIComponent(about)}`);
  const shown = await visitor.submit('/corrections/new', { reason: 'It says so there.', ...fields });
  return { ...shown, number: Number(/href="\/corrections\/(\d+)"/.exec(shown.html)?.[1]) };
}

test('every page of an entry leads to the form', async () => {
  for (const [path, href] of [
    [page, '/corrections/new?page=%2Foffices%2Furzad-probny'],
    [`/en${page}`, '/en/corrections/new?page=%2Foffices%2Furzad-probny'],
    ['/units/0202021', '/corrections/new?page=%2Funits%2F0202021'],
    ['/practices/dzierzoniow-quality-programme', '/corrections/new?page=%2Fpractices%2Fdzierzoniow-quality-programme'],
  ] as const) {
    expect((await new Visitor(hub).get(path)).html).toContain(`href="${href}"`);
    expect((await new Visitor(hub).get(href)).status).toBe(200);
  }
});

describe('a report', () => {
  test('gets a public number, and shows what was proposed to nobody but editors', async () => {
    const { number } = await report({ field: 'website', value: 'https://proposed.example', reason: 'Secret reason' });
    for (const prefix of ['', '/en']) {
      for (const path of [`/corrections/${number}`, '/corrections']) {
        const { html, status } = await new Visitor(hub).get(prefix + path);
        expect(status).toBe(200);
        expect(html).toContain('urzad-probny');
        expect(html).not.toMatch(/proposed\.example|Secret reason/);
      }
    }
    expect((await editor.get('/account/corrections')).html).toContain('Secret reason');
    await editor.submit('/account/corrections/decline', {
      number: String(number),
      answer: 'The old page still works.',
    });
    const { html } = await new Visitor(hub).get(`/en/corrections/${number}`);
    expect(html).toContain('declined');
    expect(html).toContain('The old page still works.');
    expect(html).not.toMatch(/proposed\.example|Secret reason/);
  });

  test.for([
    [{ field: 'website', value: '' }, 'Wpisz, jak powinno być.'],
    [{ field: 'website', value: 'x', reason: '' }, 'Wpisz, skąd to wiadomo.'],
    [{ field: 'website', value: 'x', reason: 'Ask jan@urzad.test' }, 'Usuń adresy e-mail'],
    [{ field: 'other', value: 'Call 600 100 200' }, 'Usuń adresy e-mail'],
    [{ field: 'website', value: 'x', evidence: 'javascript:alert(1)' }, 'Wpisz adres zaczynający się od https'],
    [
      { field: 'website', value: 'x', evidence: 'https://user:pass@site.example' },
      'Wpisz adres zaczynający się od https',
    ],
    [{ field: '<script>', value: 'x' }, 'Ten wpis nie ma takiego pola'],
    [{ field: 'Jan Niebywały of Long Street is a thief', value: 'x' }, 'Ten wpis nie ma takiego pola'],
    [{ field: 'openingHours', value: 'x' }, 'Ten wpis nie ma takiego pola'],
    [{ field: 'website', value: 'x'.repeat(2_001) }, 'To jest za długie.'],
  ] as const)('says at its field what is wrong: %j', async ([fields, words]) => {
    const { status, html } = await report(fields);
    expect(status).toBe(400);
    expect(html).toContain(words);
    expect(html).toContain('aria-invalid');
  });

  test('offers the fields of its entry, each under a name in both languages', async () => {
    for (const [path, named] of [
      ['/units/0202021', 'terc">kod TERC'],
      [page, 'phone">telefon'],
      ['/practices/dzierzoniow-quality-programme', 'summary.en">streszczenie (po angielsku)'],
    ] as const) {
      const polish = (await new Visitor(hub).get(`/corrections/new?page=${encodeURIComponent(path)}`)).html;
      expect(polish).toContain(named);
      const english = (await new Visitor(hub).get(`/en/corrections/new?page=${encodeURIComponent(path)}`)).html;
      for (const html of [polish, english]) {
        const options = [...html.matchAll(/<option value="([^"]+)"[^>]*>([^<]*)</g)];
        expect(options.length).toBeGreaterThan(20);
        expect(options.filter(([, value, label]) => value === label)).toEqual([]);
      }
    }
  });

  test('is about an entry that is there', async () => {
    const missing = '/practices/no-such-practice';
    expect((await new Visitor(hub).get(`/corrections/new?page=${missing}`)).status).toBe(404);
    const fields = { page: missing, field: 'title', value: 'x', reason: 'y' };
    expect((await new Visitor(hub).send('POST', '/corrections/new', fields)).status).toBe(400);
    expect((await new Visitor(hub).get('/corrections/new?page=/data')).status).toBe(404);
    expect((await new Visitor(hub).get('/corrections/999999')).status).toBe(404);
  });

  test.for(['/offices/%00', '/units/0202021%00', '/observations/x:%00'])('is about none at %s', async (named) => {
    const address = `/corrections/new?page=${encodeURIComponent(named)}`;
    for (const one of [address, `/en${address}`]) expect((await new Visitor(hub).get(one)).status).toBe(404);
    const fields = { page: named, field: 'other', value: 'x', reason: 'y' };
    expect((await new Visitor(hub).send('POST', '/corrections/new', fields)).status).toBe(404);
  });

  test('comes ten times an hour from one network', async () => {
    now = new Date(now.getTime() + 120 * 60_000);
    const send = () =>
      new Visitor(hub).send('POST', '/corrections/new', { page, field: 'other', value: 'x', reason: 'y' });
    const statuses = [];
    for (let index = 0; index < 12; index += 1) statuses.push((await send()).status);
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429]);
    now = new Date(now.getTime() + 61 * 60_000);
    await editor.get('/account');
  });

  test('is decided by editors only, and from their own pages', async () => {
    const { number } = await report({ field: 'website', value: 'https://mine.example' });
    const clerk = await signIn(hub, mail, 'clerk@urzad.test');
    expect((await clerk.get('/account/corrections')).status).toBe(403);
    const csrf = /name="csrf" value="([^"]*)"/.exec((await clerk.get('/account')).html)?.[1] ?? '';
    const forged = await clerk.send('POST', '/account/corrections/accept', { csrf, number: String(number) });
    expect(forged.status).toBe(403);
    expect((await editor.send('POST', '/account/corrections/accept', { number: String(number) })).status).toBe(403);
    expect((await new Visitor(hub).get(`/corrections/${number}`)).html).toContain('otwarte');
  });
});

describe('an accepted report', () => {
  test('is a release with its own source, which the next import does not overwrite', async () => {
    const { number } = await report({ field: 'website', value: 'https://right.example' });
    const { release: before } = await hub.ask<{ release: { number: number } }>('{ release { number } }');
    await editor.get('/account/corrections');
    await editor.submit('/account/corrections/accept', { number: String(number) });
    const release = before.number + 1;
    expect(await hub.ask('{ release { number source { name publisher publicationUrl } } }')).toEqual({
      release: {
        number: release,
        source: {
          name: `Poprawka ${number}`,
          publisher: 'Redakcja Węzła',
          publicationUrl: `https://hub.test/corrections/${number}`,
        },
      },
    });
    // Name and source of the office stay those of its list.
    expect(await hub.ask(office)).toMatchObject({
      office: {
        name: 'Urząd Próbny',
        website: 'https://right.example',
        status: 'ACTIVE',
        source: { name: expect.not.stringContaining('Poprawka') },
        records: [
          { source: { name: expect.not.stringContaining('Poprawka') } },
          { source: { name: `Poprawka ${number}` } },
        ],
      },
    });
    const ticket = async () => (await new Visitor(hub).get(`/en/corrections/${number}`)).html;
    expect(await ticket()).toContain(`accepted in release ${release}`);
    expect(await ticket()).toContain('https://right.example');
    expect(await ticket()).not.toContain('Conflict');

    await hub.load('offices', 'offices_2024-06-01.csv', list('http://old.example'));
    expect(await ticket()).not.toContain('Conflict');
    await hub.load('offices', 'offices_2025-01-01.csv', list('https://newest.example'));
    expect(await hub.ask(office)).toMatchObject({ office: { website: 'https://right.example' } });
    expect(await ticket()).toContain('The source states now: https://newest.example');
    await hub.load('offices', 'offices_2025-02-01.csv', list('https://right.example'));
    expect(await ticket()).not.toContain('Conflict');

    const changes = await hub.app.handler.fetch(`http://hub.test/changes?from=${before.number}&to=${release}`);
    expect(await changes.text()).toContain('https://right.example');
  });

  test('leaves earlier ones of the same office as they are', async () => {
    const { number } = await report({ field: 'bip', value: 'https://bip.example' });
    await editor.get('/account/corrections');
    await editor.submit('/account/corrections/accept', { number: String(number) });
    expect(await hub.ask('{ office(id: "urzad-probny") { website bip } }')).toEqual({
      office: { website: 'https://right.example', bip: 'https://bip.example' },
    });
    const again = await editor.send('POST', '/account/corrections/accept', {
      csrf: /name="csrf" value="([^"]*)"/.exec((await editor.get('/account')).html)?.[1] ?? '',
      number: String(number),
    });
    expect(again.status).toBe(409);
  });

  test('of another fact names the release that corrects it', async () => {
    const { number } = await report(
      { field: 'title', value: 'Better title' },
      '/practices/dzierzoniow-quality-programme',
    );
    await editor.get('/account/corrections');
    await editor.submit('/account/corrections/accept', { number: String(number), release: '99999' });
    expect((await new Visitor(hub).get(`/en/corrections/${number}`)).html).toContain('open');
    await editor.get('/account/corrections');
    await editor.submit('/account/corrections/accept', { number: String(number), release: '1' });
    expect((await new Visitor(hub).get(`/en/corrections/${number}`)).html).toContain('accepted in release 1');
  });

  test('is in the audit log', async () => {
    const { rows } = await pool.query<{ action: string; count: string }>(
      "SELECT action, count(*)::text AS count FROM audit_entry WHERE action LIKE 'correction.%' GROUP BY 1 ORDER BY 1",
    );
    expect(rows).toEqual([
      { action: 'correction.accepted', count: '3' },
      { action: 'correction.declined', count: '1' },
    ]);
  });
});
