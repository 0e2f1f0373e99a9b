/** People of a test who are signed in, by their names. */
import { type AccountRole, createAccount } from '#accounts';
import type { TestHub } from './hub.ts';
import type { MailServer } from './mail-server.ts';
import { signIn, type Visitor } from './visitor.ts';

interface PersonOptions {
  readonly role: AccountRole;
  /** The office they act for. */
  readonly office?: string;
}

export interface TestPerson {
  readonly visitor: Visitor;
  readonly accountId: string;
}

export async function addPeople<T extends string>(
  hub: TestHub,
  mail: MailServer,
  now: Date,
  people: Readonly<Record<T, PersonOptions>>,
): Promise<Readonly<Record<T, TestPerson>>> {
  const added: [string, TestPerson][] = [];
  for (const [name, { role, office }] of Object.entries<PersonOptions>(people)) {
    const email = `${name}@urzad.test`;
    const account = await createAccount(hub.database.pool, { email, role }, { actor: null, now });
    const accountId = account?.id ?? '';
    if (office !== undefined) await actFor(hub, accountId, office, now);
    added.push([name, { visitor: await signIn(hub, mail, email), accountId }]);
  }
  return Object.fromEntries(added) as Record<T, TestPerson>;
}

export async function actFor(hub: TestHub, accountId: string, office: string, now: Date): Promise<void> {
  await hub.database.pool.query(
    'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
    [accountId, office, now],
  );
}

/** A call that is open from 14:00 to 20:00 in Poland on 15 June 2026; other fields of the form replace these. */
export async function openCall(editor: Visitor, fields: Readonly<Record<string, string>>): Promise<string> {
  const call = {
    titlePl: 'Nabór próbny',
    titleEn: 'Test call',
    kind: 'PRACTICES',
    admission: 'FIRST_COME',
    capacity: '3',
    tier: 'ANY',
    opensAt: '2026-06-15T14:00',
    closesAt: '2026-06-15T20:00',
    ...fields,
  };
  const page = `/account/calls/${fields['slug']}`;
  await editor.get('/account/new-call');
  const drafted = await editor.submit('/account/new-call', call);
  if (drafted.path !== page) throw new Error(`The call was not saved: ${drafted.html}`);
  await editor.submit(`${page}/publish`);
  return page;
}
