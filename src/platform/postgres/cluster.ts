import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../errors.ts';
import { handOver } from './account.ts';
import type { Binaries } from './binaries.ts';
import { explainFileError, explainOutput } from './failures.ts';
import { type Place, readIfThere } from './place.ts';
import { type Account, type Outcome, run } from './programs.ts';
import { sharedMemory } from './settings.ts';

export const USER = 'wezel';
const UNFINISHED = 'new-';

/** True when there is a cluster that these binaries can run, false when there is none yet. */
export function checkCluster(place: Place, { majorVersion }: Binaries): boolean {
  const found = readIfThere(join(place.data, 'PG_VERSION'))?.trim();
  if (found === undefined) return false;
  if (found !== majorVersion) throw otherVersion(place, found, majorVersion);
  return true;
}

/** Built aside and then renamed, so that a cluster is either complete or not there, whatever interrupts this. */
export async function createCluster(place: Place, account: Account, binaries: Binaries): Promise<void> {
  const unfinished = beginAside(place);
  try {
    handOver(unfinished, account);
    await initialise(join(unfinished, 'data'), join(unfinished, 'password'), place, account, binaries);
    renameSync(unfinished, place.cluster);
    if (process.platform !== 'win32') syncFolder(place.root);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ENOTEMPTY' || code === 'EEXIST' ? notACluster(place) : explainFileError(error, place.root);
  }
}

/** A new name each time: an initdb whose hub was killed may still be writing into the old folder. */
function beginAside({ root }: Place): string {
  try {
    for (const entry of readdirSync(root)) {
      if (entry.startsWith(UNFINISHED)) rmSync(join(root, entry), { recursive: true, force: true, maxRetries: 3 });
    }
    const folder = mkdtempSync(join(root, UNFINISHED));
    chmodSync(folder, 0o700);
    writeFileSync(join(folder, 'password'), randomBytes(32).toString('base64url'), { mode: 0o600 });
    return folder;
  } catch (error) {
    throw explainFileError(error, root);
  }
}

/**
 * The builtin provider compares and folds text alike on every machine. LC_CTYPE matters beside it: pg_trgm drops all
 * Polish letters when it is C, so a UTF-8 one is taken wherever the machine has one.
 */
const CHARACTER_TYPES = ['C.UTF-8', 'en_US.UTF-8', 'pl_PL.UTF-8', 'C'];

async function initialise(data: string, passwordFile: string, place: Place, account: Account, { initdb }: Binaries) {
  let outcome: Outcome = { exitCode: null, output: '' };
  for (const type of CHARACTER_TYPES) {
    outcome = await run(account, initdb, [
      `--pgdata=${data}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      `--lc-ctype=${type}`,
      '--no-sync',
      '--no-instructions',
      ...sharedMemory().map((setting) => `--set=${setting}`),
    ]);
    if (outcome.exitCode === 0 || !/invalid locale/.test(outcome.output)) break;
  }
  // One sync of the finished folder costs a tenth of initdb's own.
  if (outcome.exitCode === 0) outcome = await run(account, initdb, [`--pgdata=${data}`, '--sync-only']);
  if (outcome.exitCode === 0) return;
  const hint = `See that ${place.root} can hold a database, or set DATABASE_URL to a PostgreSQL server.`;
  throw explainOutput(outcome.output, 'The embedded PostgreSQL could not be set up', place.root, hint);
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function otherVersion({ cluster }: Place, found: string, needed: string): OperatorError {
  return new OperatorError(
    'DATABASE_OTHER_VERSION',
    `${cluster} was written by PostgreSQL ${found}, and this hub brings PostgreSQL ${needed}.`,
    `Start the hub version that wrote it or set DATABASE_URL to a PostgreSQL ${found} server with that data; or move the folder away to begin with an empty database.`,
  );
}

function notACluster({ cluster }: Place): OperatorError {
  return new OperatorError(
    'DATABASE_DIR_DAMAGED',
    `${cluster} exists, but is not a PostgreSQL data folder.`,
    'Restore it from a backup, or move it away to begin with an empty database.',
  );
}
