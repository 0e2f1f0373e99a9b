/** The columns of an export: nested fields become columns, inner lists JSON or, where it is wished, rows. */
import { type GraphQLOutputType, getNamedType, isCompositeType } from 'graphql';
import type { ColumnType } from '../datasets/index.ts';
import { isConnection, isList, type Selected, type SelectedField, type Selections } from './selections.ts';

export interface ExportColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** How the cells of rows are taken from an entry of the API. */
export type Cells =
  | { readonly kind: 'cell'; readonly index: number; readonly type: ColumnType; readonly of: CellSource }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [key: string, cells: Cells])[] }
  /** Each entry of the list is a row. */
  | { readonly kind: 'rows'; readonly of: CellSource; readonly entry: Cells };

/** `entries`: of a connection its entries, whether it was read by `nodes` or by `edges`. */
export type CellSource = 'value' | 'entries';

export interface Layout {
  readonly columns: readonly ExportColumn[];
  readonly cells: Cells;
  /** Paths of the inner lists, which can be made rows. */
  readonly lists: readonly string[];
}

const scalarTypes: Readonly<Record<string, ColumnType>> = {
  Int: 'integer',
  Float: 'number',
  Boolean: 'boolean',
  Date: 'date',
  DateTime: 'datetime',
  Decimal: 'decimal',
  JSON: 'json',
  JsonStat: 'json',
  GeoJSON: 'json',
};

/** `rows`: the path of the inner list whose entries are rows; null: none. */
export function layoutOf(selections: Selections, entry: EntryType, rows: readonly string[] | null): Layout {
  const builder = new LayoutBuilder(selections, rows);
  const cells = builder.entry(entry, [], []);
  return { columns: builder.columns, cells, lists: builder.lists };
}

/** What an entry is: its type, and what is selected of it. */
export interface EntryType {
  readonly type: GraphQLOutputType;
  readonly selected: readonly Selected[];
}

class LayoutBuilder {
  readonly columns: ExportColumn[] = [];
  readonly lists: string[] = [];
  readonly #selections: Selections;
  readonly #rows: readonly string[] | null;
  readonly #names = new Set<string>();

  constructor(selections: Selections, rows: readonly string[] | null) {
    this.#selections = selections;
    this.#rows = rows;
  }

  entry({ type, selected }: EntryType, path: readonly string[], name: readonly string[]): Cells {
    const named = getNamedType(type);
    if (!isCompositeType(named)) return this.#cell(name, scalarTypes[named.name] ?? 'string', 'value');
    const fields = this.#selections.fieldsOf(selected);
    return { kind: 'object', fields: fields.map((field) => [field.key, this.#field(field, path, name)]) };
  }

  #field(field: SelectedField, path: readonly string[], name: readonly string[]): Cells {
    const [here, called] = [
      [...path, field.key],
      [...name, field.key],
    ];
    if (isConnection(field.type)) return this.#connection(field, here, called);
    if (isList(field.type)) return this.#list(field, 'value', here, called);
    return this.entry(field, here, called);
  }

  #list(entry: EntryType, of: CellSource, path: readonly string[], name: readonly string[]): Cells {
    this.lists.push(path.join('.'));
    const isRows = this.#rows !== null && path.every((part, index) => this.#rows?.[index] === part);
    return isRows ? { kind: 'rows', of, entry: this.entry(entry, path, name) } : this.#cell(name, 'json', of);
  }

  /** Its entries are a list under the connection's own name; its count is a column, and whether it goes on. */
  #connection(field: SelectedField, path: readonly string[], name: readonly string[]): Cells {
    const fields = this.#selections.fieldsOf(field.selected);
    const cells: [string, Cells][] = [];
    const entry = entriesOf(this.#selections, field.selected);
    if (entry !== null) cells.push(['', this.#list(entry, 'entries', path, name)]);
    for (const inner of fields) {
      if (inner.name === 'nodes' || inner.name === 'edges') continue;
      if (inner.name !== 'pageInfo') cells.push([inner.key, this.#field(inner, path, name)]);
      else cells.push([inner.key, this.#pageInfo(inner, name)]);
    }
    return { kind: 'object', fields: cells };
  }

  #pageInfo(field: SelectedField, name: readonly string[]): Cells {
    const wanted = this.#selections.fieldsOf(field.selected).filter((inner) => inner.name === 'hasNextPage');
    return {
      kind: 'object',
      fields: wanted.map(({ key }) => [key, this.#cell([...name, key], 'boolean', 'value')]),
    };
  }

  #cell(path: readonly string[], type: ColumnType, of: CellSource): Cells {
    const name = this.#unique(path.length === 0 ? 'value' : path.map(snakeCase).join('_'));
    this.columns.push({ name, type });
    return { kind: 'cell', index: this.columns.length - 1, type, of };
  }

  /** `powiatName` and `powiat { name }` would have one name. */
  #unique(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#names.has(name); count += 1) name = `${wanted}_${count}`;
    this.#names.add(name);
    return name;
  }
}

/** The type of a connection's entries and all that is selected of them, by `nodes` and by `edges`; null: nothing is. */
export function entriesOf(selections: Selections, connection: readonly Selected[]): EntryType | null {
  const fields = selections.fieldsOf(connection);
  const edges = fields.filter(({ name }) => name === 'edges').flatMap(({ selected }) => selected);
  const found = [
    ...fields.filter(({ name }) => name === 'nodes'),
    ...selections.fieldsOf(edges).filter(({ name }) => name === 'node'),
  ];
  const [first] = found;
  return first === undefined ? null : { type: first.type, selected: found.flatMap(({ selected }) => selected) };
}

function snakeCase(key: string): string {
  return key
    .replace(/^_+/, '')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
