/** A hub in which every private table has secrets, and what looks for them in what it returns. */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { beforeAll, expect } from 'vitest';
import { type Answer, startHub } from './hub.ts';
import { startMailServer } from './mail-server.ts';
import { type Planted, plantSecrets } from './planted.ts';
import { signIn, type Visitor } from './visitor.ts';

export const secret = 'Planted5ecret';
export const practice = 'dzierzoniow-quality-programme';
/** Of the log. */
export const lines: string[] = [];
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
const most = Number.MAX_SAFE_INTEGER;
export const hub = await startHub({
  log,
  smtpUrl: mail.url,
  metricsArePublic: true,
  limits: {
    cost: most,
    fields: most,
    fieldPairs: most,
    documentBytes: most,
    documentTokens: most,
    depth: 100,
    bodyBytes: 1e7,
    operationTimeoutMs: 110_000,
    statementTimeoutMs: 110_000,
  },
});
const { pool } = hub.database;
const now = new Date('2026-06-15T12:00:00Z');

/** What everyone may see of a private table, in words of its own. */
export const publicColumns: Readonly<Record<string, string>> = {
  'correction.target_key': 'an open ticket shows what it is about',
  'correction.field': 'and which field',
  'correction.answer': 'a decided one shows why it was declined',
  'import_timing.source_kind': 'the kind of a source, not data of anybody',
};
const given = {
  account: { role: 'EDITOR' },
  account_office: { confirmed_at: now },
  correction: { target_key: practice, field: 'title', answer: null },
  import_timing: { source_kind: 'practices' },
  subscription: { confirmed_at: now },
};
export let planted: Planted;
export let contributor: Visitor;

export async function bodyOf(path: string, init: RequestInit = {}): Promise<string> {
  const response = await hub.app.handler.fetch(`https://hub.test${path}`, init);
  expect(response.status, path).not.toBe(500);
  return Buffer.from(await response.arrayBuffer()).toString('latin1');
}

/** However it is cached. */
export async function byContributor(query: string): Promise<Answer> {
  const cookie = [...contributor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { 'content-type': 'application/json', origin: 'https://hub.test', cookie };
  return JSON.parse(await bodyOf('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) })) as Answer;
}

export const hasSecret = (text: string): boolean => text.toLowerCase().includes(secret.toLowerCase());
export const expectNone = (text: string, where: string): void => {
  const at = text.toLowerCase().indexOf(secret.toLowerCase());
  expect(at === -1 ? '' : text.slice(Math.max(0, at - 200), at + 100), where).toBe('');
};

beforeAll(async () => {
  planted = await plantSecrets(pool, secret, given);
  contributor = await signIn(hub, mail, 'clerk@urzad.test');
  const practices = [{ slug: 'published-after', title: 'Praktyka po zasadzeniu' }];
  // A release of its own, so that nothing is served as it was before.
  await hub.load('practices', 'after.json', JSON.stringify({ asOf: '2026-06-01', practices }));
});
