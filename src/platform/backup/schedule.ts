/** Backups by themselves, while the hub serves: one each time the last is old enough, of which the newest are kept. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { BackupFiles } from './model.ts';
import { type BackupPlace, backupNameAt, timeOfBackup } from './places.ts';
import { writeBackup } from './write.ts';

export interface BackupSettings {
  /** Null: never. */
  readonly everySeconds: number | null;
  readonly keep: number;
  readonly hasKeys: boolean;
}

export interface ScheduleParts {
  /** Where the database is now. */
  readonly databaseUrl: () => string | Promise<string>;
  readonly settings: BackupSettings & { readonly everySeconds: number };
  readonly place: BackupPlace;
  readonly files?: BackupFiles | undefined;
  readonly log: Logger;
  readonly now?: () => number;
}

/** Node's timers go no further; whoever puts a newer file into the folder is noticed at the latest then. */
const maxWaitMs = 3_600_000;
const retryMs = 600_000;
const abandonedMs = 3_600_000;
/** The first one not while the hub starts. */
const firstWaitMs = 5_000;

export class BackupSchedule {
  readonly #parts: ScheduleParts;
  readonly #now: () => number;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #lastSuccess: number | null = null;

  constructor(parts: ScheduleParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
  }

  /** Of the newest whole backup, in milliseconds; null: there is none, or nobody has looked yet. */
  get lastSuccess(): number | null {
    return this.#lastSuccess;
  }

  get everySeconds(): number {
    return this.#parts.settings.everySeconds;
  }

  start(waitMs = firstWaitMs): void {
    this.#timer = setTimeout(() => void this.run(), waitMs).unref();
  }

  /** Makes one where it is due, and waits for the next. */
  run(): Promise<void> {
    this.#running ??= this.#attempt()
      .then(
        (waitMs) => this.#wait(waitMs),
        (error: unknown) => this.#failed(error),
      )
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('The hub stops'));
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #attempt(): Promise<number> {
    const { settings, place, log, databaseUrl, files } = this.#parts;
    const { hasKeys, everySeconds } = settings;
    const { signal } = this.#stop;
    await mkdir(place.folder, { recursive: true, mode: 0o700 });
    await removeAbandoned(place.folder, this.#now());
    await place.collect(signal);
    await this.#prune();
    this.#lastSuccess = timeOfBackup((await place.list(signal)).at(-1));
    const age = this.#now() - (this.#lastSuccess ?? 0);
    if (age < everySeconds * 1_000) return everySeconds * 1_000 - age;
    const startedAt = this.#now();
    const file = path.join(place.folder, backupNameAt(startedAt));
    const { release, rows, bytes, missingFiles } = await writeBackup(await databaseUrl(), file, {
      hasKeys,
      files,
      signal,
    });
    await place.collect(signal);
    this.#lastSuccess = startedAt;
    log.info({ file, release, rows, bytes, durationMs: this.#now() - startedAt }, 'backup');
    if (missingFiles.length > 0) log.error({ file, missingFiles }, 'the backup lacks files of applications');
    await this.#prune();
    return everySeconds * 1_000;
  }

  /** A backup is no worse for an older one that stays; the next attempt tries again. */
  async #prune(): Promise<void> {
    const { settings, place, log } = this.#parts;
    const { signal } = this.#stop;
    try {
      for (const name of (await place.list(signal)).slice(0, -settings.keep)) await place.remove(name, signal);
    } catch (error) {
      signal.throwIfAborted();
      log.error({ err: error }, 'old backups could not be removed');
    }
  }

  #wait(ms: number): void {
    if (!this.#stop.signal.aborted) this.start(Math.min(ms, maxWaitMs));
  }

  #failed(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    this.#parts.log.error({ err: error }, 'the backup failed');
    this.#wait(Math.min(retryMs, this.#parts.settings.everySeconds * 1_000));
  }
}

/** What a process that was killed left: nothing was written to it for long. */
async function removeAbandoned(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.part') || timeOfBackup(name.replace(/\.part$/, '')) === null) continue;
    const found = await stat(path.join(folder, name)).catch(() => null);
    if (found !== null && now - found.mtimeMs > abandonedMs) await rm(path.join(folder, name), { force: true });
  }
}
