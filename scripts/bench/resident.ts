/** How much memory a process takes, as Linux accounts for it; elsewhere it is not a number. */
import { existsSync, readFileSync } from 'node:fs';

export function residentMegabytes(pid: number): { now: number; max: number } {
  const file = `/proc/${pid}/status`;
  const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const of = (name: string): number => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024);
  return { now: of('VmRSS'), max: of('VmHWM') };
}
