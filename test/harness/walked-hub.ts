/** For the walks under test/browser: a hub that listens, at the time of a document, with people who get mails. */
import { afterAll } from 'vitest';
import { type AccountRole, createAccount } from '#accounts';
import { listen } from '#http/server.ts';
import { startHub, type TestHub } from './hub.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { freePort } from './open-call.ts';

export interface WalkedHub {
  readonly hub: TestHub;
  readonly mail: MailServer;
  readonly origin: string;
  setTime(at: string): void;
  /** An account, which acts for an office where one is given. */
  addPerson(email: string, role: AccountRole, office?: string): Promise<void>;
}

export async function startWalkedHub(begin: string): Promise<WalkedHub> {
  let now = new Date(begin);
  const mail = await startMailServer();
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const hub = await startHub({ publicUrl: origin, smtpUrl: mail.url, clock: () => now });
  const server = await listen(hub.app.handler, { host: 'localhost', port, connections: 200 });
  afterAll(() => server.stop());
  return {
    hub,
    mail,
    origin,
    setTime(at) {
      now = new Date(at);
    },
    async addPerson(email, role, office) {
      const account = await createAccount(hub.database.pool, { email, role }, { actor: null, now });
      if (office === undefined) return;
      await hub.database.pool.query(
        'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
        [account?.id, office, now],
      );
    },
  };
}
