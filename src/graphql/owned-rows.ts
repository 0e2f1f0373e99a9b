/** The rows that belong to other rows, in their order: of all owners in an answer by one statement. */
import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from './context.ts';
import { markLoaded } from './loaded-rows.ts';
import { type Selection, selectionOf } from './rows.ts';

/** Rows in their order, with the columns that the document needs and the one that leads to their owner. */
type ReadOwned<Row> = (owners: readonly string[], selection: Selection) => Promise<readonly Row[]>;

export class OwnedRowLoader<Row extends object> {
  readonly #typename: string;
  readonly #context: Context;
  readonly #ownerOf: (row: Row) => string;
  readonly #read: ReadOwned<Row>;
  /** By selection; made when it is first needed. */
  #loaders: Map<string, DataLoader<string, Row[]>> | undefined;

  constructor(typename: string, context: Context, ownerOf: (row: Row) => string, read: ReadOwned<Row>) {
    this.#typename = typename;
    this.#context = context;
    this.#ownerOf = ownerOf;
    this.#read = read;
  }

  /** The rows that the list field `info` resolves to. */
  load(owner: string, info: GraphQLResolveInfo): Promise<Row[]> {
    const selection = selectionOf(this.#typename, this.#context, info);
    this.#loaders ??= new Map();
    const loader = this.#loaders.get(selection.key) ?? this.#loaderOf(selection);
    this.#loaders.set(selection.key, loader);
    return loader.load(owner);
  }

  #loaderOf(selection: Selection): DataLoader<string, Row[]> {
    return new DataLoader(async (owners) => {
      const lists = Map.groupBy(await this.#read(owners, selection), this.#ownerOf);
      return owners.map((owner) => (lists.get(owner) ?? []).map(markLoaded));
    });
  }
}
