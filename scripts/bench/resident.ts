/** How much memory a process takes, as Linux accounts for it. */
import { readFileSync } from 'node:fs';

export function residentMegabytes(pid: number): { now: number; max: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024);
  return { now: of('VmRSS'), max: of('VmHWM') };
}
