/** The rows that belong to one row, in their order: of all owners in an answer with one statement. */
import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '#graphql/context.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import { type Select, selectionOf, selectionOfEntries } from '#graphql/rows.ts';

/** Rows of these owners, in order, with the columns that the document needs; `more` is what else the list is requested with. */
type Read<Owner, More, Row> = (owners: readonly Owner[], select: Select, more: More) => Promise<readonly Row[]>;

export class OwnedRows<Owner, Row extends object, More = undefined> {
  readonly #typename: string;
  readonly #context: Context;
  readonly #ownerOf: (row: Row) => Owner | null;
  readonly #read: Read<Owner, More, Row>;
  readonly #loaders = new Map<string, DataLoader<Owner, Row[]>>();

  constructor(typename: string, context: Context, ownerOf: (row: Row) => Owner | null, read: Read<Owner, More, Row>) {
    this.#typename = typename;
    this.#context = context;
    this.#ownerOf = ownerOf;
    this.#read = read;
  }

  /** The rows that the list `info` is of. */
  load(owner: Owner, info: GraphQLResolveInfo, more: More): Promise<Row[]> {
    return this.#load(owner, selectionOf(this.#typename, this.#context, info), more);
  }

  /** The rows that the connection `info` is of. */
  loadEntries(owner: Owner, info: GraphQLResolveInfo, more: More): Promise<Row[]> {
    return this.#load(owner, selectionOfEntries(this.#typename, this.#context, info), more);
  }

  #load(owner: Owner, { key, select }: { key: string; select: Select }, more: More): Promise<Row[]> {
    const name = `${key} ${JSON.stringify(more)}`;
    let loader = this.#loaders.get(name);
    if (loader === undefined) {
      loader = new DataLoader((owners) => this.#readTogether(owners, select, more));
      this.#loaders.set(name, loader);
    }
    return loader.load(owner);
  }

  async #readTogether(owners: readonly Owner[], select: Select, more: More): Promise<Row[][]> {
    const rows = await this.#read(owners, select, more);
    const lists = Map.groupBy(rows.map(markLoaded), this.#ownerOf);
    return owners.map((owner) => lists.get(owner) ?? []);
  }
}
