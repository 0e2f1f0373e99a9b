/** How many entries lists have: of all of a kind read with the release, of filters when they are first asked for. */
import { LRUCache } from 'lru-cache';
import { execute, query } from '#platform/database/index.ts';
import type { Held } from '#platform/releases/current.ts';

const maxFilters = 1_000;

export class ListTotals {
  readonly #totals: ReadonlyMap<string, number>;
  readonly #filtered = new LRUCache<string, number>({ max: maxFilters });

  constructor(totals: ReadonlyMap<string, number>) {
    this.#totals = totals;
  }

  /** Of a filter by its key; of all entries with an empty one. */
  async count(table: string, filter: string, read: () => Promise<number>): Promise<number> {
    if (filter === '') return this.#totals.get(table) ?? 0;
    const key = `${table} ${filter}`;
    const known = this.#filtered.get(key);
    if (known !== undefined) return known;
    const count = await read();
    this.#filtered.set(key, count);
    return count;
  }
}

export const listTotals: Held<ListTotals> = {
  name: 'The numbers of practices, calls and events',
  async load(client) {
    const tables = ['practice', 'call', 'event', 'living_lab', 'citation'] as const;
    const totals = new Map<string, number>();
    for (const table of tables) {
      const statement = query.selectFrom(table).select(({ fn }) => fn.countAll<string>().as('count'));
      const [counted] = await execute(client, statement);
      totals.set(table, Number(counted?.count ?? 0));
    }
    return new ListTotals(totals);
  },
};
