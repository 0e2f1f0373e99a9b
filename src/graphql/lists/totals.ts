/** How many rows lists have: counted when it is first requested of a release. */
import { LRUCache } from 'lru-cache';
import type { ReferenceData } from '#platform/releases/current.ts';

const maxLists = 1_000;

export class ListTotals {
  readonly #totals = new LRUCache<string, number>({ max: maxLists });

  /** Of a filter by its key; of all rows of the table with an empty one. */
  async count(table: string, filter: string, read: () => Promise<number>): Promise<number> {
    const key = `${table} ${filter}`;
    const known = this.#totals.get(key);
    if (known !== undefined) return known;
    const count = await read();
    this.#totals.set(key, count);
    return count;
  }
}

export const listTotals: ReferenceData<ListTotals> = {
  name: 'The numbers of rows of lists',
  load: async () => new ListTotals(),
};
