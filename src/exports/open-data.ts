/** What the hub offers as files: which releases there are, and where the files of each are kept. */
import { type Database, execute, query } from '#platform/database/index.ts';
import { firstJournaled, readChangeCounts } from '#platform/releases/changes.ts';
import type { CurrentRelease, ReleaseState } from '#platform/releases/current.ts';
import { type JournalTable, readJournalTables } from '#platform/releases/journal.ts';
import { KeptFiles } from './kept-files.ts';
import type { FilePlace } from './stores/index.ts';

export interface OpenDataOptions {
  readonly place: FilePlace;
  /** Where the hub is reached, without a slash at its end. */
  readonly publicUrl: string;
}

/** Of the declarations in datasets/: files of another one are made anew. */
export const schemaVersion = 2;
/** Of how files are written: the same rows, in other bytes. */
const encodingVersion = 2;

/** What stays the same until the next release. */
export interface ReleaseFacts {
  readonly latest: number;
  readonly first: number;
  /** The last release that took personal data out of those before it. */
  readonly redaction: number;
  /** When each was published; the place is its number minus 1. */
  readonly releasedAt: readonly Date[];
}

/** A release, and where it is read. */
type ServedRelease = Pick<ReleaseState, 'number' | 'server'>;

export class OpenData {
  readonly publicUrl: string;
  readonly files: KeptFiles;
  #tables: Promise<JournalTable[]> | undefined;
  #facts: { readonly number: number; readonly facts: Promise<ReleaseFacts> } | undefined;
  readonly #served: () => Promise<ServedRelease>;
  #server: Database;

  constructor({ place, publicUrl }: OpenDataOptions, server: Database, served: () => Promise<ServedRelease>) {
    this.#server = server;
    this.publicUrl = publicUrl;
    this.files = new KeptFiles(place, `v${schemaVersion}.${encodingVersion}`);
    this.#served = served;
  }

  /** Of a hub that serves: the release that is served. */
  static of(options: OpenDataOptions, current: CurrentRelease): OpenData {
    return new OpenData(options, current.server, () => current.get());
  }

  /** The server of the release that was asked for last. */
  get database(): Database {
    return this.#server;
  }

  tables(): Promise<JournalTable[]> {
    this.#tables ??= readJournalTables(this.database.pool).catch((error: unknown) => {
      this.#tables = undefined;
      throw error;
    });
    return this.#tables;
  }

  async facts(): Promise<ReleaseFacts> {
    const { number, server } = await this.#served();
    this.#server = server;
    if (this.#facts?.number !== number) {
      const facts = this.#readFacts(number);
      facts.catch(() => (this.#facts = undefined));
      this.#facts = { number, facts };
    }
    return this.#facts.facts;
  }

  async #readFacts(latest: number): Promise<ReleaseFacts> {
    const { pool } = this.database;
    const rows = await execute(
      pool,
      query
        .selectFrom('release')
        .select(['number', 'released_at as releasedAt', 'redacts'])
        .where('number', '<=', latest)
        .orderBy('number'),
    );
    const redaction = rows.findLast(({ redacts }) => redacts)?.number ?? 0;
    const first = await firstJournaled(pool);
    await this.files.keepOnly(`redacted-${redaction}`);
    return { latest, first: Math.max(first, 1), redaction, releasedAt: rows.map(({ releasedAt }) => releasedAt) };
  }

  /** The folder of a release: another database's release of this number has another moment. */
  async folderOf(release: number): Promise<string> {
    const { redaction, releasedAt } = await this.facts();
    const moment = releasedAt[release - 1]?.toISOString().replaceAll(/\D/g, '') ?? '';
    return `redacted-${redaction}/${release}-${moment}`;
  }

  changeCounts(range: { from: number; to: number; types: readonly string[] | null }) {
    return readChangeCounts(this.database.pool, range);
  }
}
