/** What the rows of a prepared statement are made of: a connection has it described once, with its first rows. */
import pg from 'pg';

/** A column, as PostgreSQL describes it. */
export interface DescribedColumn {
  readonly name: string;
  readonly dataTypeID: number;
}

/** How a statement wants its rows: their values by these types, by name or as arrays. */
export interface RowConfig {
  readonly types?: pg.CustomTypesConfig | undefined;
  readonly rowMode?: 'array' | undefined;
}

type Parse = (text: string) => unknown;

export class RowShape {
  readonly #columns: readonly DescribedColumn[];
  readonly #types: RowConfig['types'];
  readonly #rowMode: RowConfig['rowMode'];
  readonly #names: readonly string[];
  readonly #parsers: readonly Parse[];
  /** Rows that begin as its copies have one hidden class. */
  readonly #empty: Readonly<Record<string, null>>;

  constructor(columns: readonly DescribedColumn[], { types: own, rowMode }: RowConfig) {
    const types = own ?? pg.types;
    this.#columns = columns;
    this.#types = own;
    this.#rowMode = rowMode;
    this.#names = columns.map(({ name }) => name);
    this.#parsers = columns.map(({ dataTypeID }) => types.getTypeParser(dataTypeID, 'text') as Parse);
    this.#empty = Object.fromEntries(this.#names.map((name) => [name, null]));
  }

  /** The shape for whoever wants the same columns as other values, or as arrays. */
  for(config: RowConfig): RowShape {
    const isAlike = this.#types === config.types && this.#rowMode === config.rowMode;
    return isAlike ? this : new RowShape(this.#columns, config);
  }

  rowOf(cells: readonly (string | null)[]): unknown {
    return this.#rowMode === 'array' ? this.#values(cells) : this.#named(cells);
  }

  #named(cells: readonly (string | null)[]): Record<string, unknown> {
    const row: Record<string, unknown> = { ...this.#empty };
    for (let index = 0; index < cells.length; index += 1) row[this.#names[index] as string] = this.#value(cells, index);
    return row;
  }

  #value(cells: readonly (string | null)[], index: number): unknown {
    const cell = cells[index] ?? null;
    return cell === null ? null : (this.#parsers[index] as Parse)(cell);
  }

  #values(cells: readonly (string | null)[]): unknown[] {
    return cells.map((_cell, index) => this.#value(cells, index));
  }
}
