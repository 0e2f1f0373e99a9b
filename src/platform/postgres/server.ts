import {
  chownSync,
  closeSync,
  fchownSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../errors.ts';
import { chooseAccount, handOver } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { checkCluster, createCluster } from './cluster.ts';
import { ADDRESS, ask } from './connection.ts';
import { decisiveLine, explainFileError, explainOutput } from './failures.ts';
import { tryExclusive } from './locks.ts';
import { clusterName, type Place, readIfThere } from './place.ts';
import { endOrphans, hostIdentity, isServerOf, readPidFile } from './processes.ts';
import { type Account, launch, run } from './programs.ts';
import { settings } from './settings.ts';

export type Log = (line: string) => void;

const POLL_MS = 50;
/** Recovery after a crash replays at most max_wal_size (2 GB), which takes seconds to a minute or two. */
const READY_MS = 180_000;
const ATTEMPTS = 40;
const LOG_BYTES = 1_000_000;

/** The port of the running server, which is started when there is none. Callers hold the start lock. */
export async function ensureServer(place: Place, log: Log): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = (await findServer(place, log)) ?? (await startServer(place, log, attempt === ATTEMPTS));
    if (port !== undefined) return port;
  }
}

/** Callers hold the start lock and know that nobody uses the server any more. */
export async function stopServer(place: Place, log: Log): Promise<void> {
  const found = readPidFile(place);
  if (!found || !isServerOf(place, found.pid)) return;
  const binaries = await findBinaries(place);
  const account = await chooseAccount(place, binaries);
  const args = ['stop', `--pgdata=${place.data}`, '--mode=fast', '--wait', '--timeout=120', '--silent'];
  const { exitCode, output } = await run(account, binaries.pg_ctl, args);
  if (exitCode !== 0 && isServerOf(place, found.pid)) {
    throw explainOutput(output, 'The embedded PostgreSQL did not stop', place.root, `See ${place.logFile}.`);
  }
  log('PostgreSQL stopped');
}

async function findServer(place: Place, log: Log): Promise<number | undefined> {
  const found = readPidFile(place);
  if (!found) return undefined;
  if (isServerOf(place, found.pid)) return untilReady(place, () => isServerOf(place, found.pid));
  refuseForeignHost(place);
  log(`PostgreSQL was killed (process ${found.pid}); recovering`);
  rmSync(join(place.data, 'postmaster.pid'), { force: true });
  return undefined;
}

/** undefined: the server ended before it was ready. */
async function untilReady(place: Place, alive: () => boolean): Promise<number | undefined> {
  const deadline = Date.now() + READY_MS;
  while (alive()) {
    const port = readPidFile(place)?.port;
    if (port !== undefined && (await ask(place, port)) === 'ready') return port;
    if (Date.now() > deadline) throw notReady(place);
    await sleep(POLL_MS);
  }
  return undefined;
}

/** undefined: another attempt may succeed. */
async function startServer(place: Place, log: Log, last: boolean): Promise<number | undefined> {
  const binaries = await findBinaries(place);
  const exists = checkCluster(place, binaries);
  const account = await chooseAccount(place, binaries);
  handOver(place.root, account);
  if (!exists) {
    log(`Creating the embedded PostgreSQL in ${place.root}`);
    await createCluster(place, account, binaries);
  }
  noteHost(place, account);
  const logged = openLog(place, account);
  const ended = startProcess(place, account, binaries, await freePort(), logged.file);
  const port = await untilReady(place, () => ended.reason === undefined);
  if (port !== undefined) {
    log(`PostgreSQL listens on ${ADDRESS}:${port}`);
    return port;
  }
  const output = `${readFileSync(place.logFile).subarray(logged.from)}\n${ended.reason ?? ''}`;
  if (last || !(await mayRetry(place, output))) throw didNotStart(place, output);
  return undefined;
}

function startProcess(place: Place, account: Account, { postgres }: Binaries, port: number, logFile: number) {
  const ended: { reason?: string } = {};
  const args = ['-D', place.data, ...settings({ port, address: ADDRESS, clusterName: clusterName(place) })];
  const server = launch(account, postgres, args, ['ignore', logFile, logFile]);
  server.once('error', (error) => {
    ended.reason = `error: ${error.message}`;
  });
  server.once('exit', (exitCode, signal) => {
    ended.reason ??= `exit ${exitCode ?? signal}`;
  });
  server.unref();
  closeSync(logFile);
  return ended;
}

/** Another program took the port first, or what is left of a killed server is still going away. */
async function mayRetry(place: Place, output: string): Promise<boolean> {
  if (/could not create any TCP\/IP sockets/.test(output)) return true;
  if (!/pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(output)) return false;
  const found = readPidFile(place);
  if (!found || !isServerOf(place, found.pid)) endOrphans(place);
  await sleep(500);
  return true;
}

function openLog({ logFile }: Place, { owner }: Account): { file: number; from: number } {
  try {
    const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    if (size > LOG_BYTES) renameSync(logFile, `${logFile}.1`);
    const file = openSync(logFile, 'a', 0o600);
    if (owner) fchownSync(file, owner.uid, owner.gid);
    return { file, from: size > LOG_BYTES ? 0 : size };
  } catch (error) {
    throw explainFileError(error, logFile);
  }
}

function noteHost({ hostFile }: Place, { owner }: Account): void {
  try {
    writeFileSync(hostFile, hostIdentity(), { mode: 0o600 });
    if (owner) chownSync(hostFile, owner.uid, owner.gid);
  } catch (error) {
    throw explainFileError(error, hostFile);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, ADDRESS, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** A server that another container runs on the same folder looks dead from here; a second one would destroy the data. */
function refuseForeignHost(place: Place): void {
  if (readIfThere(place.hostFile) === hostIdentity()) return;
  const alone = tryExclusive(place.usersLock);
  alone?.release();
  if (alone) return;
  throw new OperatorError(
    'DATABASE_IN_OTHER_CONTAINER',
    `The embedded PostgreSQL in ${place.root} is used by a hub in another container.`,
    'Stop that hub first, or set DATABASE_URL to a PostgreSQL server that both can reach.',
  );
}

function didNotStart(place: Place, output: string): OperatorError {
  const hint = `See ${place.logFile}; restore ${place.cluster} from a backup if it is damaged, or set DATABASE_URL.`;
  return explainOutput(output, 'The embedded PostgreSQL did not start', place.root, hint);
}

function notReady(place: Place): OperatorError {
  const last = decisiveLine(readIfThere(place.logFile)?.slice(-2_000) ?? '');
  return new OperatorError(
    'DATABASE_NOT_READY',
    `The embedded PostgreSQL runs but does not answer; its last line: ${last}.`,
    `Wait until it has recovered, or end process ${readPidFile(place)?.pid ?? ''}, and start again.`,
  );
}
