/** How much processor time the hub and its PostgreSQL have taken, as Linux accounts for it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Database } from '../../src/platform/database/index.ts';

/** `sysconf(_SC_CLK_TCK)` is 100 on every Linux that Node runs on. */
const ticksPerMs = 100 / 1_000;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly ticks: number;
  /** Of its children that have ended. */
  readonly ticksOfChildren: number;
}

function readProcess(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const command = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0] = [fields[1]];
    const sum = (a: number, b: number): number => (fields[a] ?? 0) + (fields[b] ?? 0);
    return { pid, parent, command, ticks: sum(11, 12), ticksOfChildren: sum(13, 14) };
  } catch {
    return undefined;
  }
}

/** Milliseconds of the hub, and of the postmaster with all that it has started. */
export function processorTime(hub: number, postmaster: number): { hub: number; database: number } {
  const own = readProcess(hub);
  const backends = readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .flatMap((pid) => readProcess(pid) ?? [])
    .filter(({ pid, parent }) => pid === postmaster || parent === postmaster);
  const master = backends.find(({ pid }) => pid === postmaster);
  const ticks = backends.reduce((total, one) => total + one.ticks, master?.ticksOfChildren ?? 0);
  return { hub: (own?.ticks ?? 0) / ticksPerMs, database: ticks / ticksPerMs };
}

/** The process id of the PostgreSQL on this machine. */
export async function postmasterOf({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
  const [pid] = readFileSync(path.join(rows[0]?.folder ?? '', 'postmaster.pid'), 'utf8').split('\n');
  return Number(pid);
}
