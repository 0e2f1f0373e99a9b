/** Clients of the API add files: an address for one file, the file sent there once, and the file attached to a draft. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { disableAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, openCall, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const names = { call: 'sent-2026', office: 'jst-246601' };
let people: Readonly<Record<'editor' | 'clerk' | 'colleague' | 'other', TestPerson>>;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    clerk: { role: 'CONTRIBUTOR', office: names.office },
    colleague: { role: 'CONTRIBUTOR', office: names.office },
    other: { role: 'CONTRIBUTOR', office: 'jst-020202' },
  });
  const questions = ['about | text | no | Opis | Description | 500', 'plan | file | yes | Plan | Plan | 1'].join('\n');
  await openCall(people.editor.visitor, { slug: names.call, questions });
});

const pdf = (text: string): string => `%PDF-1.7\n${text}`;
const ids = {
  call: btoa(`Call:${names.call}`),
  office: btoa(`Office:${names.office}`),
};
const arguments_ = '$call: ID!, $office: ID!';

interface Made {
  readonly target: { readonly uploadId: string; readonly url: string; readonly maxBytes: number } | null;
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] }[];
}

async function createUpload(by: keyof typeof people, file: object = {}): Promise<Made> {
  const given = { ...names, question: 'plan', fileName: 'plan.pdf', bytes: 100, ...file };
  const { data, errors } = await people[by].visitor.graphql(
    `mutation (${arguments_}, $question: String!, $fileName: String!, $bytes: Int!) {
      createUpload(call: $call, office: $office, question: $question, fileName: $fileName, bytes: $bytes) {
        target { uploadId url maxBytes expiresAt } userErrors { code path }
      }
    }`,
    given,
  );
  expect(errors).toBeUndefined();
  return data?.['createUpload'] as Made;
}

/** Without any cookie: the address alone authorises it. */
function send(url: string, body: string): Promise<Response> {
  return hub.app.handler.fetch(url, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body });
}

async function attach(by: keyof typeof people, uploadId: string, version: number, given: object = {}) {
  const { data } = await people[by].visitor.graphql(
    `mutation (${arguments_}, $uploadId: String!, $version: Int!) {
      attachUpload(call: $call, office: $office, uploadId: $uploadId, version: $version) {
        application { answers version } userErrors { code path }
      }
    }`,
    { ...names, uploadId, version, ...given },
  );
  return data?.['attachUpload'];
}

async function sent(by: keyof typeof people, text: string): Promise<string> {
  const { target } = await createUpload(by);
  expect((await send(target?.url ?? '', pdf(text))).status).toBe(201);
  return target?.uploadId ?? '';
}

describe('a file', () => {
  test('is sent to its address, attached to the draft beside what is in it, and submitted', async () => {
    const save = `mutation ($call: ID!, $office: ID!) {
      saveApplication(call: $call, office: $office, answers: { about: "Opis" }, version: 0) { application { version } }
    }`;
    await people.clerk.visitor.graphql(save, ids);
    const { target } = await createUpload('clerk');
    expect(target?.maxBytes).toBe(1024 * 1024);
    expect(target?.url).toMatch(/^https:\/\/hub\.test\/uploads\?token=[\w-]{43}$/);
    const response = await send(target?.url ?? '', pdf('sent'));
    expect(response.status).toBe(201);
    const sha256 = createHash('sha256').update(pdf('sent')).digest('hex');
    expect(await response.json()).toEqual({
      uploadId: target?.uploadId,
      sha256,
      name: 'plan.pdf',
      mediaType: 'application/pdf',
      bytes: pdf('sent').length,
    });
    expect(await attach('clerk', target?.uploadId ?? '', 1)).toEqual({
      application: { answers: { about: 'Opis', plan: sha256 }, version: 2 },
      userErrors: [],
    });
    const { data } = await people.clerk.visitor.graphql(
      'mutation ($call: ID!, $office: ID!) { submitApplication(call: $call, office: $office) { userErrors { code } } }',
      ids,
    );
    expect(data).toEqual({ submitApplication: { userErrors: [] } });
    const own = await people.clerk.visitor.graphql(
      'query ($call: ID!, $office: ID!) { viewer { application(call: $call, office: $office) { version } } }',
      ids,
    );
    expect(own.data).toEqual({ viewer: { application: { version: 2 } } });
    const page = `/account/calls/${names.call}/${names.office}/files/${sha256}`;
    expect((await people.clerk.visitor.get(page)).html).toBe(pdf('sent'));
  });

  test('is attached to the version that was read', async () => {
    expect(await attach('clerk', await sent('clerk', 'older'), 1)).toEqual({
      application: null,
      userErrors: [{ code: 'CONFLICT', path: ['version'] }],
    });
  });
});

describe('an address', () => {
  test.for([
    ['a question that takes no file', { question: 'about' }, 'UNKNOWN_FIELD', ['question']],
    ['a question that is none', { question: '__proto__' }, 'UNKNOWN_FIELD', ['question']],
    ['a type that is not accepted', { fileName: 'plan.pdf.html' }, 'FILE_TYPE', ['fileName']],
    ['a name that is too long', { fileName: `${'a'.repeat(300)}.pdf` }, 'FILE_TYPE', ['fileName']],
    ['more than the question takes', { bytes: 1024 * 1024 + 1 }, 'FILE_TOO_LARGE', ['bytes']],
    ['nothing', { bytes: 0 }, 'FILE_TOO_LARGE', ['bytes']],
    ['another call', { call: 'no-such-call' }, 'NOT_FOUND', []],
    ['an office of others', { office: 'jst-020202' }, 'NOT_FOUND', []],
  ] as const)('is not made for %s', async ([, file, code, path]) => {
    expect(await createUpload('clerk', file)).toEqual({ target: null, userErrors: [{ code, path }] });
  });

  test('takes one file, and none before it is right', async () => {
    const { target } = await createUpload('clerk');
    const url = target?.url ?? '';
    const codes: unknown[] = [];
    for (const body of ['<html></html>', '', pdf('x'.repeat(1024 * 1024))]) {
      const response = await send(url, body);
      codes.push([response.status, ((await response.json()) as { code: string }).code]);
    }
    expect(codes).toEqual([
      [415, 'FILE_TYPE'],
      [415, 'FILE_TYPE'],
      [413, 'BODY_TOO_LARGE'],
    ]);
    expect((await send(url, pdf('right'))).status).toBe(201);
    expect((await send(url, pdf('another'))).status).toBe(404);
  });

  test('that is guessed, or older than 15 minutes, is none', async () => {
    expect((await send(`https://hub.test/uploads?token=${'A'.repeat(43)}`, pdf('x'))).status).toBe(404);
    const { target } = await createUpload('clerk');
    now = new Date(now.getTime() + 15 * 60_000);
    expect((await send(target?.url ?? '', pdf('late'))).status).toBe(404);
  });

  test('takes only as many as an account may have waiting', async () => {
    now = new Date(now.getTime() + 16 * 60_000);
    const made = [];
    for (let count = 0; count < 11; count += 1) made.push(await createUpload('colleague'));
    expect(made.filter(({ target }) => target !== null)).toHaveLength(10);
    expect(made.at(-1)?.userErrors).toEqual([{ code: 'RATE_LIMITED', path: [] }]);
  });

  test('ends with its account', async () => {
    now = new Date(now.getTime() + 16 * 60_000);
    const { target } = await createUpload('colleague');
    const account = await findAccount(hub.database.pool, 'colleague@urzad.test');
    if (account === null) throw new Error('no account');
    await disableAccount(hub.database.pool, account, { actor: null, now });
    expect((await send(target?.url ?? '', pdf('gone'))).status).toBe(404);
  });
});

test('a file that somebody else sent, or that has not come, is not attached', async () => {
  const uploadId = await sent('clerk', 'of the clerk');
  const missing = { application: null, userErrors: [{ code: 'NOT_FOUND', path: ['uploadId'] }] };
  expect(await attach('other', uploadId, 0, { office: 'jst-020202' })).toEqual(missing);
  expect(await attach('other', uploadId, 0)).toEqual({
    application: null,
    userErrors: [{ code: 'NOT_FOUND', path: [] }],
  });
  const { target } = await createUpload('clerk');
  expect(await attach('clerk', target?.uploadId ?? '', 2)).toEqual(missing);
});
