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
  readonly #config: RowConfig;
  readonly #names: readonly string[];
  readonly #parsers: readonly Parse[];
  /** Rows that begin as its copies have one hidden class. */
  readonly #empty: Readonly<Record<string, null>>;

  constructor(columns: readonly DescribedColumn[], config: RowConfig) {
    const types = config.types ?? pg.types;
    this.#columns = columns;
    this.#config = config;
    this.#names = columns.map(({ name }) => name);
    this.#parsers = columns.map(({ dataTypeID }) => types.getTypeParser(dataTypeID, 'text') as Parse);
    this.#empty = Object.fromEntries(this.#names.map((name) => [name, null]));
  }

  /** The shape for whoever wants the same columns as other values, or as arrays. */
  for(config: RowConfig): RowShape {
    const { types, rowMode } = this.#config;
    return types === config.types && rowMode === config.rowMode ? this : new RowShape(this.#columns, config);
  }

  rowOf(cells: readonly (string | null)[]): unknown {
    return this.#config.rowMode === 'array' ? this.#values(cells) : this.#named(cells);
  }

  #named(cells: readonly (string | null)[]): Record<string, unknown> {
    const row: Record<string, unknown> = { ...this.#empty };
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index];
      if (cell != null) row[this.#names[index] as string] = (this.#parsers[index] as Parse)(cell);
    }
    return row;
  }

  #values(cells: readonly (string | null)[]): unknown[] {
    return cells.map((cell, index) => (cell === null ? null : (this.#parsers[index] as Parse)(cell)));
  }
}
