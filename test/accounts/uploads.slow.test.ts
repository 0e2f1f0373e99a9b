/** Files of applications: what is taken, who gets it, and the tricks that are played with uploads. */
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccount, findAccount } from '#accounts';
import { listen } from '#http/server.ts';
import { uploadsForBackup } from '#http/uploads/backup-files.ts';
import { restoreBackup } from '#platform/backup/restore.ts';
import { writeBackup } from '#platform/backup/write.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, Visitor } from '../harness/visitor.ts';

const folder = await mkdtemp(join(tmpdir(), 'wezel-scan-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const scanner = join(folder, 'scan.sh');
// As a scanner of viruses answers: 0, 1, or that it could not tell.
await writeFile(scanner, '#!/bin/sh\ngrep -q EICAR "$2" && exit 1\ngrep -q BROKEN "$2" && exit 2\nexit 0\n');
await chmod(scanner, 0o700);

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now, uploadScan: [scanner, '--quiet'] });
const people = new Map<string, Visitor>();
const person = (name: string): Visitor => people.get(name) as Visitor;
const page = '/account/calls/files-2026/jst-246601';

const pdf = (text = 'x'): string => `%PDF-1.7\n${text}\n%%EOF`;
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const docx = (extra: Record<string, Uint8Array> = {}): Uint8Array =>
  zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<w/>'), ...extra });
const odt = (extra: Record<string, Uint8Array> = {}): Uint8Array =>
  zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
    'content.xml': strToU8('<c/>'),
    ...extra,
  });
/** States that it has a gigabyte in it. */
const bomb = (): Uint8Array => {
  const bytes = Buffer.from(docx());
  const entry = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  bytes.writeUInt32LE(2 ** 30, entry + 24);
  return bytes;
};

beforeAll(async () => {
  for (const [name, role] of [
    ['editor', 'EDITOR'],
    ['anna', 'REVIEWER'],
    ['jan', 'REVIEWER'],
    ['clerk', 'CONTRIBUTOR'],
    ['other', 'CONTRIBUTOR'],
  ] as const) {
    const email = `${name}@urzad.test`;
    await createAccount(hub.database.pool, { email, role }, { actor: null, now });
    people.set(name, await signIn(hub, mail, email));
  }
  for (const [name, office] of [
    ['clerk', 'jst-246601'],
    ['other', 'jst-020202'],
  ]) {
    const account = await findAccount(hub.database.pool, `${name}@urzad.test`);
    await hub.database.pool.query(
      'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
      [account?.id, office, now],
    );
  }
  await person('editor').get('/account/new-call');
  await person('editor').submit('/account/new-call', {
    slug: 'files-2026',
    titlePl: 'Nabór z plikami',
    titleEn: 'Call with files',
    kind: 'PRACTICES',
    admission: 'REVIEW',
    capacity: '3',
    tier: 'SELF_GOVERNMENT',
    opensAt: '2026-06-15T14:00',
    closesAt: '2026-06-15T20:00',
    criteria: 'novel | 1 | Nowatorska | Novel',
    reviewsNeeded: '1',
    questions: ['about | text | no | Opis | Description | 500', 'plan | file | yes | Plan | Plan |'].join('\n'),
  });
  await person('editor').submit('/account/calls/files-2026/publish');
});

async function upload(name: string, content: Uint8Array | string, fields: Record<string, string> = {}) {
  await person('clerk').get(page);
  return person('clerk').upload(`${page}/draft`, fields, { file_plan: [name, content] });
}

/** The address of the attachment on the page of the application. */
async function attached(): Promise<string> {
  const { html } = await person('clerk').get(page);
  return new RegExp(`href="(${page}/files/[\\da-f]{64})"`).exec(html)?.[1] ?? '';
}

describe('a file', () => {
  test.for([
    ['plan.pdf', pdf(), 'application/pdf', 'plan.pdf'],
    ['Plan działań 2026.PDF', pdf('a'), 'application/pdf', 'Plan działań 2026.pdf'],
    ['zdjecie.png', png, 'image/png', 'zdjecie.png'],
    ['zdjecie.jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]), 'image/jpeg', 'zdjecie.jpg'],
    ['plan.docx', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'plan.docx'],
    ['plan.odt', odt(), 'application/vnd.oasis.opendocument.text', 'plan.odt'],
    // Names that mean something to a file system, a web server or a reader.
    ['../../etc/cron.d/plan.pdf', pdf('b'), 'application/pdf', 'plan.pdf'],
    ['C:\\temp\\plan.pdf', pdf('c'), 'application/pdf', 'plan.pdf'],
    ['plan.php.pdf', pdf('d'), 'application/pdf', 'plan_php.pdf'],
    ['plan\u202efdp.exe.pdf', pdf('e'), 'application/pdf', 'plan_fdp_exe.pdf'],
    ['.pdf', pdf('f'), 'application/pdf', 'plik.pdf'],
    // Something else as well: it is sent as what its beginning and its name say, and as nothing else.
    ['plan.pdf', `${pdf('h')}<html><script>alert(1)</script></html>`, 'application/pdf', 'plan.pdf'],
    ['zdjecie.png', Buffer.concat([png, docx()]), 'image/png', 'zdjecie.png'],
    ['a";x="<b>.pdf', pdf('g'), 'application/pdf', 'a_x_b_.pdf'],
  ] as const)('%s is taken as an attachment', async ([name, content, mediaType, stored]) => {
    expect((await upload(name, content)).status).toBe(200);
    const got = await person('clerk').get(await attached());
    expect(got.status).toBe(200);
    expect(got.headers.get('content-type')).toBe(mediaType);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(got.headers.get('content-security-policy')).toContain('sandbox');
    expect(got.headers.get('cache-control')).toBe('private, no-store');
    expect(got.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(decodeURIComponent(got.headers.get('content-disposition') ?? '')).toContain(`filename*=UTF-8''${stored}`);
  });

  test.for([
    ['a page in the name of an image', 'photo.png', '<html><script>alert(1)</script></html>'],
    ['a page', 'page.html', '<html></html>'],
    ['a drawing with a script', 'a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['another type of file', 'photo.png', pdf()],
    ['a program after a document', 'plan.pdf.exe', pdf()],
    ['no extension', 'plan', pdf()],
    ['a document with macros', 'plan.docx', docx({ 'word/vbaProject.bin': strToU8('x') })],
    ['a document with macro sheets', 'plan.docx', docx({ 'xl/macrosheets/sheet1.xml': strToU8('x') })],
    ['an open document with macros', 'plan.odt', odt({ 'Basic/Standard/Module1.xml': strToU8('x') })],
    ['an open document with scripts', 'plan.odt', odt({ 'Scripts/python/run.py': strToU8('x') })],
    ['a document after another one', 'plan.docx', Buffer.concat([Buffer.from(pdf()), docx()])],
    ['a packed file in the name of a document', 'plan.pdf', docx()],
    ['a drawing in the name of an image', 'a.png', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['any packed file', 'plan.docx', zipSync({ 'a.txt': strToU8('x') })],
    ['a packed file that claims a gigabyte', 'plan.docx', bomb()],
    ['a packed file that is cut off', 'plan.docx', docx().slice(0, 60)],
    [
      'a directory outside of the file',
      'plan.docx',
      Buffer.from('PK\u0003\u0004PK\u0005\u0006\0\0\0\0\u0001\0\u0001\0\xff\xff\xff\xff\xff\xff\xff\x7f\0\0', 'latin1'),
    ],
    ['what the scanner refuses', 'plan.pdf', pdf('EICAR')],
    ['what the scanner cannot judge', 'plan.pdf', pdf('BROKEN')],
    ['more than the maximum', 'plan.pdf', pdf('x'.repeat(1024 * 1024))],
  ] as const)('%s is not taken, and the rest of the draft is kept', async ([what, name, content]) => {
    await upload('good.pdf', pdf('good'));
    const before = await attached();
    const shown = await upload(name, content, { answer_about: what });
    expect(shown.status).toBe(400);
    expect(shown.html.match(/aria-invalid/g)).toHaveLength(1);
    expect((await person('clerk').get(page)).html).toContain(what);
    expect(await attached()).toBe(before);
  });

  test('is removed from the draft, and no submission is valid without one that is required', async () => {
    await upload('good.pdf', pdf('good'));
    await person('clerk').get(page);
    await person('clerk').upload(`${page}/draft`, { remove_plan: 'yes' }, {});
    expect(await attached()).toBe('');
    expect((await person('clerk').submit(`${page}/submit`)).status).toBe(400);
  });

  test('is stored under a name that says nothing, readable by the hub alone', async () => {
    const stored = (await readdir(join(hub.downloadsFolder, 'uploads'))).filter((name) => !name.startsWith('.'));
    expect(stored.length).toBeGreaterThan(10);
    expect(stored.filter((name) => !/^[\da-f]{64}(\.json)?$/.test(name))).toEqual([]);
    expect(await readdir(join(hub.downloadsFolder, 'uploads', '.parts'))).toEqual([]);
    for (const path of [`/uploads/${stored[0]}`, `/assets/../uploads/${stored[0]}`, `/exports/${stored[0]}`]) {
      expect((await hub.app.handler.fetch(`https://hub.test${path}`)).status).toBe(404);
    }
  });
});

const send = (visitor: Visitor, fields: Record<string, string>, headers?: Record<string, string>) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('file_plan', new Blob([pdf('forged')]), 'plan.pdf');
  return visitor.send('POST', `${page}/draft`, body, headers);
};
const csrfOf = async (visitor: Visitor): Promise<string> =>
  /name="csrf" value="([^"]*)"/.exec((await visitor.get('/account')).html)?.[1] ?? '';

describe('a form with files', () => {
  test('is taken from its own page only, of the session that it was made for', async () => {
    const csrf = await csrfOf(person('clerk'));
    expect((await send(person('clerk'), { version: '1' })).status).toBe(403);
    expect((await send(person('clerk'), { version: '1', csrf: await csrfOf(person('other')) })).status).toBe(403);
    expect((await send(person('clerk'), { version: '1', csrf }, { origin: 'https://evil.test' })).status).toBe(403);
    expect((await send(person('clerk'), { version: '1', csrf }, {})).status).toBe(403);
    expect((await send(person('other'), { version: '1', csrf: await csrfOf(person('other')) })).status).toBe(404);
    expect((await send(new Visitor(hub), { version: '1' })).status).toBe(401);
  });

  test('is cut off while it is read, and not read at all of somebody who is not signed in', async () => {
    const server = await listen(hub.app.handler, { host: '127.0.0.1', port: 0, connections: 20 });
    const { hostname, port } = new URL(server.url);
    /** Sends a part of what it announces; `status` is 0 where the connection was closed while it was sending. */
    const post = async (cookie: string, chunks: number, length?: number) => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x', origin: 'https://hub.test', cookie };
      const announced = length === undefined ? {} : { 'content-length': String(length) };
      const target = { hostname, port, path: `${page}/draft`, method: 'POST', agent: false } as const;
      const sending = request({ ...target, headers: { ...headers, ...announced } });
      const answered = new Promise<{ status: number; connection: string | undefined }>((resolve) => {
        sending.on('error', () => resolve({ status: 0, connection: undefined }));
        sending.on('response', (response: IncomingMessage) => {
          response.resume();
          resolve({ status: response.statusCode ?? 0, connection: response.headers.connection });
        });
      });
      sending.flushHeaders();
      for (let chunk = 0; chunk < chunks; chunk += 1) sending.write(Buffer.alloc(64 * 1024));
      const outcome = await answered;
      sending.destroy();
      return outcome;
    };
    const cookies = [...person('clerk').cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const megabytes = 50 * 1024 * 1024;
    expect(await post(cookies, 0, megabytes)).toEqual({ status: 413, connection: 'close' });
    expect([413, 0]).toContain((await post(cookies, 100)).status);
    expect(await post('', 1, megabytes)).toEqual({ status: 401, connection: 'close' });
    await server.stop();
  });

  test('that cannot be read is refused', async () => {
    const cookie = [...person('clerk').cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { origin: 'https://hub.test', cookie, 'content-type': 'multipart/form-data; boundary=x' };
    for (const body of ['', '--y\r\n', '--x\r\nContent-Disposition: form-data\r\n\r\n', 'x'.repeat(1_000)]) {
      const response = await hub.app.handler.fetch(`https://hub.test${page}/draft`, { method: 'POST', headers, body });
      expect([400, 403]).toContain(response.status);
    }
  });

  test('of one account is read one at a time', async () => {
    const csrf = await csrfOf(person('clerk'));
    const answers = await Promise.all([1, 2, 3].map(() => send(person('clerk'), { csrf, version: '0' })));
    expect(answers.map(({ status }) => status).filter((status) => status !== 503 && status !== 409)).toEqual([]);
  });
});

describe('a submitted file', () => {
  const asEditor = '/account/calls/files-2026/submissions/1/files/plan';
  const asReviewer = '/review/files-2026/1/files/plan';

  test('is for those who may see the answer', async () => {
    await upload('secret.pdf', pdf('Planted5ecret'));
    const path = await attached();
    expect((await person('clerk').submit(`${page}/submit`)).html).toContain('files-2026-1');
    now = new Date('2026-06-15T18:30:00Z');
    const late = await send(person('clerk'), { csrf: await csrfOf(person('clerk')), version: '1' });
    expect(late.status).toBe(409);
    expect(late.html).not.toContain('forged');
    const submission = '/account/calls/files-2026/submissions/1';
    await person('editor').get(submission);
    for (const name of ['anna', 'jan']) {
      await person('editor').submit(`${submission}/assign`, { email: `${name}@urzad.test` });
    }
    expect((await person('editor').get(asEditor)).html).toContain('Planted5ecret');
    expect((await person('clerk').get(path)).html).toContain('Planted5ecret');
    // Before, and after a conflict of interest was declared.
    expect((await person('anna').get(asReviewer)).status).toBe(404);
    await person('anna').get('/review/files-2026/1');
    expect((await person('anna').submit('/review/files-2026/1/declare', { conflict: '' })).html).toContain(asReviewer);
    expect((await person('anna').get(asReviewer)).html).toContain('Planted5ecret');
    await person('jan').get('/review/files-2026/1');
    await person('jan').submit('/review/files-2026/1/declare', { conflict: 'Moja siostra tam pracuje' });
    expect((await person('jan').get(asReviewer)).status).toBe(404);
    const others = [
      [new Visitor(hub), 401],
      [person('other'), 404],
      [person('jan'), 404],
      [person('editor'), 404],
    ] as const;
    for (const [visitor, status] of others) expect((await visitor.get(path)).status).toBe(status);
    const digest = path.split('/').at(-1) ?? '';
    expect((await person('other').get(`/account/calls/files-2026/jst-020202/files/${digest}`)).status).toBe(404);
    expect((await person('other').get(asReviewer)).status).toBe(403);
    expect((await person('clerk').get(asEditor)).status).toBe(403);
    for (const key of ['about', 'constructor', '__proto__', '..%2f..%2fplan']) {
      expect((await person('editor').get(asEditor.replace(/plan$/, key))).status).toBe(404);
    }
  });

  test('is not another office by naming its digest', async () => {
    now = new Date('2026-06-15T17:00:00Z');
    const digest = (await attached()).split('/').at(-1) ?? '';
    const other = '/account/calls/files-2026/jst-020202';
    await person('other').get(other);
    await person('other').upload(`${other}/draft`, { answer_plan: digest }, {});
    const shown = await person('other').submit(`${other}/submit`);
    expect(shown.status).toBe(400);
    expect(shown.html).not.toContain('secret.pdf');
  });

  test('is in a backup, and in what is restored from it', async () => {
    const file = join(folder, 'backup.tar');
    const place = { folder: hub.downloadsFolder, s3: null };
    const report = await writeBackup(hub.database.url, file, { hasKeys: false, files: uploadsForBackup(place) });
    expect(report.files).toBeGreaterThan(10);
    const target = join(folder, 'restored');
    const { url } = await createTestDatabase('empty');
    await restoreBackup(url, file, { files: uploadsForBackup({ folder: target, s3: null }) });
    const names = async (from: string) =>
      (await readdir(join(from, 'uploads'))).filter((name) => !name.startsWith('.')).sort();
    expect(await names(target)).toEqual(await names(hub.downloadsFolder));
  });
});
