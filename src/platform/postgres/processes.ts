import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { clusterName, type Place } from './place.ts';

interface PidFile {
  readonly pid: number;
  /** Missing during the first moments of a start. */
  readonly port: number | undefined;
}

/** https://www.postgresql.org/docs/18/storage-file-layout.html: the pid stands in line 1, the port in line 4. */
export function readPidFile({ data }: Place): PidFile | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) || undefined };
  } catch {
    return undefined;
  }
}

/** A pid outlives its process in a file and may be another process's by now. */
export function isServerOf(place: Place, pid: number): boolean {
  const args = argumentsOf(pid);
  if (args === undefined) return false;
  if (args === 'unknown') return true;
  return args.includes(`cluster_name=${clusterName(place)}`) || sameFolder(args[args.indexOf('-D') + 1], place.data);
}

function argumentsOf(pid: number): string[] | 'unknown' | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (process.platform !== 'win32') {
      return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
        .trim()
        .split(' ');
    }
    process.kill(pid, 0);
    return 'unknown';
  } catch {
    return undefined;
  }
}

function sameFolder(path: string | undefined, data: string): boolean {
  try {
    return path !== undefined && realpathSync(path) === realpathSync(data);
  } catch {
    return false;
  }
}

/**
 * Children that outlived a killed server keep its shared memory, and one inside a long query would for as long as that
 * lasts. A server that a killed hub was just starting may be there too. Only for holders of the start lock, when no pid
 * file names a living server. SIGQUIT is PostgreSQL's immediate shutdown, after which the next start recovers.
 */
export function endOrphans(place: Place): void {
  if (process.platform !== 'linux') return;
  const name = clusterName(place);
  for (const entry of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const args = (argumentsOf(Number(entry)) ?? []) as string[];
    if (args[0]?.startsWith(`postgres: ${name}: `) || args.includes(`cluster_name=${name}`)) end(Number(entry));
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** Two containers may share the data folder, but neither sees the processes of the other. */
export function hostIdentity(): string {
  if (process.platform !== 'linux') return '';
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')} ${readlinkSync('/proc/self/ns/net')}`;
  } catch {
    return '';
  }
}
