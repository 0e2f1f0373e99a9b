/** Rows of Prisma models, with the columns that the document needs: the prisma plugin's selection decides which. */
import { queryFromInfo } from '@pothos/plugin-prisma';
import DataLoader from 'dataloader';
import { BREAK, type FieldNode, type GraphQLResolveInfo, type OperationDefinitionNode, visit } from 'graphql';
import type { Context } from './context.ts';
import { markLoaded } from './loaded-rows.ts';

/** What is read of a row: columns, and relations with their own selection, as Prisma takes it. */
export interface Select {
  readonly [field: string]: boolean | { readonly select: Select };
}

export interface Selection {
  /** The same for equal selections. */
  readonly key: string;
  readonly select: Select;
}

/** Where the entries of a connection stand below its field. */
const entries = [['edges', 'node'], ['nodes']];

/** The columns that the field's own object needs. */
export function selectionOf(typename: string, context: Context, info: GraphQLResolveInfo): Selection {
  return remembered(typename, context, info, []);
}

/** The columns that the entries of the field's connection need. */
export function selectionOfEntries(typename: string, context: Context, info: GraphQLResolveInfo): Selection {
  return remembered(typename, context, info, entries);
}

/** Documents are kept, and so is what their fields need; unless directives decide which fields there are. */
const known = new WeakMap<FieldNode, Map<string, Selection>>();

function remembered(typename: string, context: Context, info: GraphQLResolveInfo, paths: string[][]): Selection {
  const [node, ...others] = info.fieldNodes;
  if (node === undefined || others.length > 0 || hasDirectives(info)) return find(typename, context, info, paths);
  const selections = known.get(node) ?? new Map<string, Selection>();
  known.set(node, selections);
  const found = selections.get(typename) ?? find(typename, context, info, paths);
  selections.set(typename, found);
  return found;
}

function find(typename: string, context: Context, info: GraphQLResolveInfo, paths: string[][]): Selection {
  const { select = {} } = queryFromInfo({ context, info, typeName: typename, paths }) as { select?: Select };
  return { key: JSON.stringify(select), select };
}

const conditional = new WeakMap<OperationDefinitionNode, boolean>();

/** Whether directives, in the operation or in a fragment, may leave fields out. */
function hasDirectives({ operation, fragments }: GraphQLResolveInfo): boolean {
  const before = conditional.get(operation);
  if (before !== undefined) return before;
  let found = false;
  for (const definition of [operation, ...Object.values(fragments)]) {
    visit(definition, {
      Directive: () => {
        found = true;
        return BREAK;
      },
    });
  }
  conditional.set(operation, found);
  return found;
}

type Read<Key, Row> = (keys: readonly Key[], selection: Selection) => Promise<readonly Row[]>;

interface Request<Key> {
  readonly key: Key;
  readonly selection: Selection;
}

/** Loads rows of one type by key: one statement for all that an answer needs at the same time. */
export class RowLoader<Key, Row extends object> {
  readonly #typename: string;
  readonly #context: Context;
  readonly #keyOf: (row: Row) => Key;
  readonly #read: Read<Key, Row>;
  /** Made when it is first needed: an operation has the loaders of whole domains, and uses few of them. */
  #loader: DataLoader<Request<Key>, Row | null, string> | undefined;

  constructor(typename: string, context: Context, keyOf: (row: Row) => Key, read: Read<Key, Row>) {
    this.#typename = typename;
    this.#context = context;
    this.#keyOf = keyOf;
    this.#read = read;
  }

  /** The row that the field `info` resolves to; null when there is none. */
  load(key: Key, info: GraphQLResolveInfo): Promise<Row | null> {
    this.#loader ??= new DataLoader((requests) => this.#readTogether(requests), {
      cacheKeyFn: (request) => `${String(request.key)} ${request.selection.key}`,
    });
    return this.#loader.load({ key, selection: selectionOf(this.#typename, this.#context, info) });
  }

  /** The same for a row that others refer to, which is there for certain. */
  async get(key: Key, info: GraphQLResolveInfo): Promise<Row> {
    const row = await this.load(key, info);
    if (row === null) throw new Error(`There is no ${this.#typename} ${String(key)}`);
    return row;
  }

  /** The rows that the entries of the connection `info` are; null in the place of each that there is none of. */
  loadEntries(keys: readonly Key[], info: GraphQLResolveInfo): Promise<(Row | null)[]> {
    return this.#readAll(keys, selectionOfEntries(this.#typename, this.#context, info));
  }

  /** Many at once, in one statement of their own. */
  loadMany(keys: readonly Key[], info: GraphQLResolveInfo): Promise<(Row | null)[]> {
    return this.#readAll(keys, selectionOf(this.#typename, this.#context, info));
  }

  /** Fields that need other columns of the same type share a statement for all of them. */
  #readTogether(requests: readonly Request<Key>[]): Promise<(Row | null)[]> {
    const selections = new Map(requests.map(({ selection }) => [selection.key, selection]));
    return this.#readAll(
      requests.map(({ key }) => key),
      [...selections.values()].reduce(union),
    );
  }

  async #readAll(keys: readonly Key[], selection: Selection): Promise<(Row | null)[]> {
    if (keys.length === 0) return [];
    const read = await this.#read([...new Set(keys)], selection);
    const rows = new Map(read.map((row) => [this.#keyOf(row), markLoaded(row)]));
    return keys.map((key) => rows.get(key) ?? null);
  }
}

function union(one: Selection, other: Selection): Selection {
  return { key: `${one.key} ${other.key}`, select: unionOf(one.select, other.select) };
}

function unionOf(one: Select, other: Select): Select {
  const both = { ...one };
  for (const [field, wanted] of Object.entries(other)) {
    const known = both[field];
    both[field] =
      typeof known === 'object' && typeof wanted === 'object'
        ? { select: unionOf(known.select, wanted.select) }
        : (known ?? wanted);
  }
  return both;
}

/** The rows of a list whose entries are all read, to be put in order and into pages in memory. */
export async function rowsOfEntries<Row extends object>(
  typename: string,
  context: Context,
  info: GraphQLResolveInfo,
  read: (select: Select) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const { select } = selectionOfEntries(typename, context, info);
  return (await read(select)).map(markLoaded);
}

/** How `node` and `nodes` read a type: its extension `nodesByIds`. */
export function nodesByIds<Key, Row extends object>(
  loaderOf: (context: Context) => RowLoader<Key, Row>,
  keyOf: (id: string) => Key = (id) => id as Key,
) {
  return (ids: readonly string[], context: Context, info: GraphQLResolveInfo): Promise<(Row | null)[]> =>
    loaderOf(context).loadMany(ids.map(keyOf), info);
}
