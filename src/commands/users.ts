/** `npm run users -- create|list|role|disable|link|erase`: who may contribute. It needs no server. */
import path from 'node:path';
import type { Logger } from 'pino';
import {
  type Account,
  type AccountRole,
  accountRoles,
  changeRole,
  createAccount,
  disableAccount,
  eraseAccount,
  findAccount,
  linkMinutes,
  listAccounts,
  normalEmail,
  requestLink,
} from '#accounts';
import type { Config } from '#config';
import type { Database } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { BadArgumentError } from '#platform/errors.ts';
import { openMailer } from '#platform/mail/mailer.ts';
import { stopSignal } from './signals.ts';
import { withHub } from './with-hub.ts';

const acting = () => ({ actor: null, now: new Date() });

export async function createUser(
  email: string,
  options: { role?: string; name?: string },
  config: Config,
  log: Logger,
): Promise<void> {
  const address = addressOf(email);
  const role = roleOf(options.role ?? 'CONTRIBUTOR');
  await withDatabase(config, log, async (database) => {
    const account = await inTransaction(database.pool, (client) =>
      createAccount(client, { email: address, name: options.name ?? null, role }, acting()),
    );
    if (account === null) throw new BadArgumentError(`${address} has an account already.`, 'Change it with role.');
    process.stdout.write(`${lineOf(account)}\n`);
  });
}

export async function showUsers(config: Config, log: Logger): Promise<void> {
  await withDatabase(config, log, async (database) => {
    const accounts = await listAccounts(database.pool);
    for (const account of accounts) process.stdout.write(`${lineOf(account)}\n`);
    if (accounts.length === 0) process.stderr.write('There are no accounts.\n');
  });
}

export async function setUserRole(email: string, role: string, config: Config, log: Logger): Promise<void> {
  const wanted = roleOf(role);
  await changeUser(email, config, log, (database, account) =>
    inTransaction(database.pool, (client) => changeRole(client, account, wanted, acting())),
  );
}

export async function disableUser(email: string, config: Config, log: Logger): Promise<void> {
  await changeUser(email, config, log, (database, account) =>
    inTransaction(database.pool, (client) => disableAccount(client, account, acting())),
  );
}

export async function eraseUser(email: string, config: Config, log: Logger): Promise<void> {
  await changeUser(email, config, log, (database, account) =>
    inTransaction(database.pool, (client) => eraseAccount(client, account, acting())),
  );
}

/** The link goes by mail; without SMTP_URL it is printed, too. */
export async function sendLink(email: string, config: Config, log: Logger): Promise<void> {
  await changeUser(email, config, log, async (database, account) => {
    const request = { email: account.email, browser: null, network: null, now: new Date() };
    const outcome = await inTransaction(database.pool, (client) => requestLink(client, request));
    if (outcome.status !== 'CREATED') throw new BadArgumentError(`${account.email} is disabled.`, 'Enable another.');
    const link = `${config.publicUrl}/account/confirm?token=${outcome.token}`;
    const mailer = openMailer({ ...config.mail, outbox: path.join(config.dataDir, 'outbox') }, log);
    const text = `Odnośnik do logowania, na raz, przez ${linkMinutes} minut / a link to sign in once, for ${linkMinutes} minutes:\n\n${link}\n`;
    await mailer.send({ to: account.email, subject: 'Węzeł', text });
    mailer.close();
    if (!mailer.sendsBySmtp) process.stdout.write(`${link}\n`);
  });
}

async function changeUser(
  email: string,
  config: Config,
  log: Logger,
  change: (database: Database, account: Account) => Promise<void>,
): Promise<void> {
  const address = addressOf(email);
  await withDatabase(config, log, async (database) => {
    const account = await findAccount(database.pool, address);
    if (account === null) throw new BadArgumentError(`${address} has no account.`, 'npm run users -- list names them.');
    await change(database, account);
    const changed = (await listAccounts(database.pool)).find(({ id }) => id === account.id);
    if (changed !== undefined) process.stderr.write(`${lineOf(changed)}\n`);
  });
}

async function withDatabase(config: Config, log: Logger, work: (database: Database) => Promise<void>): Promise<void> {
  const signal = stopSignal();
  await withHub(config, log, ({ database }) => {
    signal.throwIfAborted();
    return work(database);
  });
}

function addressOf(email: string): string {
  const address = normalEmail(email);
  if (address !== null) return address;
  throw new BadArgumentError(`"${email.slice(0, 80)}" is no e-mail address.`, 'Give one such as jan@urzad.gov.pl.');
}

function roleOf(text: string): AccountRole {
  const role = accountRoles.find((known) => known === text.toUpperCase());
  if (role !== undefined) return role;
  throw new BadArgumentError(`"${text.slice(0, 40)}" is no role.`, `Give one of ${accountRoles.join(', ')}.`);
}

function lineOf({ id, email, role, createdAt, disabledAt, erasedAt }: Account): string {
  const state = erasedAt !== null ? 'erased' : disabledAt !== null ? 'disabled' : 'active';
  return [id, email, role, `created ${createdAt.toISOString()}`, state].join('\t');
}
