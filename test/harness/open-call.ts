/** For the tests under test/browser: a hub that listens, with a call that is open and links that sign in. */
import { createServer } from 'node:net';
import { afterAll } from 'vitest';
import { type AccountRole, createAccount, requestLink } from '#accounts';
import { listen } from '#http/server.ts';
import { markPublished, parseForm, writeDraftCall } from '#live-calls';
import { startHub } from './hub.ts';

export interface OpenCall {
  readonly origin: string;
  /** The path of the form of the office. */
  readonly form: string;
  /** The path of a link for an account that acts for the office; it works in any browser. */
  linkFor(email: string, role?: AccountRole): Promise<string>;
}

const office = 'jst-246601';

export async function inOpenCall(): Promise<OpenCall> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const now = new Date();
  const hub = await startHub({ publicUrl: origin, clock: () => new Date() });
  const { pool } = hub.database;
  const editor = await createAccount(pool, { email: 'editor@urzad.test', role: 'EDITOR' }, { actor: null, now });
  const acting = { accountId: editor?.id ?? '', now };
  const form = parseForm('about | text | no | Opis | Description | 500\nplan | file | no | Plan | Plan |');
  const call = {
    slug: 'browser-call',
    titlePl: 'Nabór w przeglądarce',
    titleEn: 'Call in a browser',
    kind: 'PRACTICES',
    admission: 'FIRST_COME',
    capacity: 3,
    tiers: [],
    populationFrom: null,
    populationTo: null,
    populationRule: null,
    opensAt: new Date(now.getTime() - 60_000),
    closesAt: new Date(now.getTime() + 60 * 60_000),
    ...form,
    unitKinds: [],
    channels: [],
    documents: [],
    resultsDueOn: null,
    themes: [],
    criteria: [],
    reviewsNeeded: 1,
    reviewsDueAt: null,
  } as const;
  await writeDraftCall(pool as never, call, acting);
  await markPublished(pool as never, call.slug, acting);
  const server = await listen(hub.app.handler, { host: 'localhost', port, connections: 200 });
  afterAll(() => server.stop());
  return {
    origin,
    form: `/account/calls/${call.slug}/${office}`,
    async linkFor(email, role = 'CONTRIBUTOR') {
      const account = await createAccount(pool, { email, role }, { actor: null, now });
      await pool.query(
        'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
        [account?.id, office, now],
      );
      const link = await requestLink(pool as never, { email, browser: null, network: null, now: new Date() });
      if (link.status !== 'CREATED') throw new Error(`No link: ${link.status}`);
      return `/account/confirm?token=${link.token}`;
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, 'localhost', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}
