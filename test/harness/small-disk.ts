/** A disk of some megabytes, which only root can make: a test that fills it is skipped elsewhere. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export interface SmallDisk {
  readonly folder: string;
  resize(megabytes: number): void;
}

const mount = (...parameters: string[]): void =>
  void execFileSync('mount', parameters, { stdio: ['ignore', 'ignore', 'pipe'] });

function makeDisk(megabytes: number): SmallDisk & { unmount(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'wezel-small-disk-'));
  try {
    mount('-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder);
  } catch (error) {
    rmdirSync(folder);
    throw error;
  }
  return {
    folder,
    resize: (size) => mount('-o', `remount,size=${size}m`, folder),
    unmount() {
      // Lazily: whatever still has a file open there does not keep the test from ending.
      execFileSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}

export function smallDisk(megabytes: number): SmallDisk {
  const disk = makeDisk(megabytes);
  onTestFinished(() => disk.unmount());
  return disk;
}

function isPossible(): boolean {
  try {
    makeDisk(1).unmount();
    return true;
  } catch {
    return false;
  }
}

/** Null where disks can be made; else why not. */
export const noSmallDisk: string | null = isPossible() ? null : 'only root can mount a small disk here';
