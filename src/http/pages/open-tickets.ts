/** Which pages have open corrections: in memory, and read again when another process or this one opens or decides one. */
import { correctionsChannel, openTickets, pageOfTarget } from '#corrections';
import type { Database } from '#platform/database/index.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { readPrimary } from '#platform/releases/servers.ts';
import type { CorrectionMark } from '#portal/page.ts';

type Marks = ReadonlyMap<string, readonly CorrectionMark[]>;

const none: readonly CorrectionMark[] = [];

export class OpenTickets {
  readonly #database: Database;
  readonly #current: CurrentRelease;
  #marks: Promise<Marks> | undefined;
  #last: Marks = new Map();

  constructor(database: Database, current: CurrentRelease) {
    this.#database = database;
    this.#current = current;
    current.hear(correctionsChannel, () => {
      this.#marks = undefined;
    });
  }

  /** Of a page by its path without the prefix of the language. */
  async at(path: string): Promise<readonly CorrectionMark[]> {
    this.#marks ??= this.#read();
    return (await this.#marks).get(path) ?? none;
  }

  /** While the database is away, what was known holds. */
  async #read(): Promise<Marks> {
    try {
      const tickets = await readPrimary(this.#database, this.#current, ({ pool }) => openTickets(pool));
      this.#last = Map.groupBy(tickets, ({ target }) => pageOfTarget(target));
    } catch {
      this.#marks = undefined;
    }
    return this.#last;
  }
}
