import { chownSync, lchownSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OperatorError } from '../errors.ts';
import type { Binaries } from './binaries.ts';
import { explainFileError } from './failures.ts';
import type { Place } from './place.ts';
import { type Account, run } from './programs.ts';

interface User {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, and initdb wants a user who stands in the user database. An ordinary user runs it
 * as himself. Root lends it to a user without rights; see docs/decisions/embedded-postgres.md for the ways and their order.
 */
export async function chooseAccount(place: Place, binaries: Binaries): Promise<Account> {
  const { environment } = binaries;
  const uid = process.geteuid?.();
  const own = { prefix: [], environment };
  if (uid === undefined || (uid !== 0 && (await findUser(String(uid))))) return own;
  for (const candidate of uid === 0 ? await accountsForRoot(place) : await mappedAccounts()) {
    const account = { ...candidate, environment };
    if (await reaches(account, place, binaries)) return account;
  }
  throw uid === 0 ? rootHasNoAccount(place) : namelessUser(uid);
}

async function accountsForRoot(place: Place): Promise<Account[]> {
  const users = await usersForRoot(place);
  return [
    ...users.map((user) => ({ prefix: [], ...user, owner: user })),
    ...users.map((user) => ({ prefix: withCapabilities(user, ['dac_read_search']), owner: user })),
    ...users.map((user) => ({ prefix: withCapabilities(user, ['dac_override']), owner: user })),
    ...(await mappedAccounts()),
  ];
}

/** Whoever owns the data folder, so that he can go on without root; else the users that exist for such purposes. */
async function usersForRoot(place: Place): Promise<User[]> {
  const owners = [place.root, place.dataDir].map((path) => statSync(path).uid).filter((uid) => uid !== 0);
  const found: User[] = [];
  for (const name of [...owners.map(String), 'postgres', 'nobody']) {
    const user = await findUser(name);
    if (user && user.uid !== 0 && !found.some(({ uid }) => uid === user.uid)) found.push(user);
  }
  return found;
}

/**
 * For folders that only root may enter, such as root's home: the user keeps the one right to walk through (and read)
 * any folder. no_setuid_fixup, because access(2), with which PostgreSQL checks its own files, ignores it otherwise.
 */
function withCapabilities({ uid, gid }: User, names: string[]): string[] {
  const only = ['-all', ...names.map((name) => `+${name}`)].join(',');
  const user = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const sets = [`--bounding-set=${only}`, `--inh-caps=${only}`, `--ambient-caps=${only}`];
  return ['setpriv', ...user, '--securebits=+no_setuid_fixup', ...sets, '--'];
}

/** Inside a user namespace this process's own user is called nobody; outside it stays who it is, without any capability. */
async function mappedAccounts(): Promise<Account[]> {
  const nobody = await findUser('nobody');
  if (process.platform !== 'linux' || !nobody || !process.geteuid || !process.getegid) return [];
  const prefix = ['unshare', '--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`, '--'];
  return [{ prefix, owner: { uid: process.geteuid(), gid: process.getegid() } }];
}

/** By `id`, which asks every source of users that the machine has. */
async function findUser(nameOrUid: string): Promise<User | undefined> {
  const [uid, gid, name] = await Promise.all(
    ['-u', '-g', '-un'].map((what) => run({ prefix: [] }, 'id', [what, nameOrUid])),
  );
  if (uid?.exitCode !== 0 || gid?.exitCode !== 0 || name?.exitCode !== 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

/** `test -x` asks access(2), as PostgreSQL does; the folder itself is handed over later, the way to it must be open. */
async function reaches(account: Account, place: Place, { postgres }: Binaries): Promise<boolean> {
  const script = 'test -x "$1" && test -d "$2" && exec "$1" --version';
  const { exitCode } = await run(account, 'sh', ['-c', script, 'sh', postgres, place.root]);
  return exitCode === 0 && canOwn(account, place.root);
}

function canOwn({ owner }: Account, folder: string): boolean {
  if (!owner) return true;
  const before = statSync(folder);
  try {
    // Refused in containers without CAP_CHOWN and for users that are not mapped into a rootless one.
    chownSync(folder, owner.uid, owner.gid);
    chownSync(folder, before.uid, before.gid);
    return true;
  } catch {
    return false;
  }
}

/** The folder itself comes last: when this is interrupted, the next start sees the old owner and does it again. */
export function handOver(folder: string, { owner }: Account): void {
  if (!owner || statSync(folder).uid === owner.uid) return;
  try {
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      lchownSync(join(folder, entry), owner.uid, owner.gid);
    }
    chownSync(folder, owner.uid, owner.gid);
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

function rootHasNoAccount({ root }: Place): OperatorError {
  return new OperatorError(
    'DATABASE_AS_ROOT',
    `PostgreSQL refuses to run as root, and no other user (postgres, nobody) can be lent ${dirname(root)}.`,
    'Start the hub as an ordinary user who owns that folder, or set DATABASE_URL to a PostgreSQL server.',
  );
}

function namelessUser(uid: number): OperatorError {
  return new OperatorError(
    'DATABASE_NAMELESS_USER',
    `PostgreSQL cannot run as user ${uid}, who has no name on this machine (no entry in /etc/passwd).`,
    'Add an entry, start the hub as another user, or set DATABASE_URL to a PostgreSQL server.',
  );
}
