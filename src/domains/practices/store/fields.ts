/** How the properties of the practices format stand in columns, read and written by one description. */
import type { Tables } from '#platform/database/index.ts';
import { type Content, isObject, isText, polishOf } from '../content.ts';

/** A row of any table here, as JSON. */
export type Row = Readonly<Record<string, unknown>>;

export interface Field {
  readonly property: string;
  readonly columns: readonly string[];
  /** Set where it is a text, which may be in two languages. */
  readonly isText?: boolean;
  /** Of a value that is not stated all columns are null. */
  toRow(value: unknown): Row;
  /** Undefined when it is not stated. */
  fromRow(row: Row): unknown;
}

/** Describes fields of one table; the names of its columns are checked by the compiler. */
export class FieldsOf<T extends keyof Tables> {
  /** A value in one column: a code, a day, a key, or a list as JSON. */
  value(property: string, column: keyof Tables[T] & string): Field {
    return {
      property,
      columns: [column],
      toRow: (value) => ({ [column]: value ?? null }),
      fromRow: (row) => (isStated(row[column]) ? row[column] : undefined),
    };
  }

  /** A text in Polish, and in English where the entry has both. */
  text(property: string, pl: keyof Tables[T] & string, en: keyof Tables[T] & string): Field {
    return {
      property,
      columns: [pl, en],
      isText: true,
      toRow: (value) => ({
        [pl]: isText(value) ? polishOf(value) : null,
        [en]: isText(value) && typeof value !== 'string' ? value.en : null,
      }),
      fromRow: (row) => {
        if (row[pl] === null) return undefined;
        return row[en] === null ? row[pl] : { pl: row[pl], en: row[en] };
      },
    };
  }

  /** An object whose properties are columns; one without any is not stated. */
  object(property: string, fields: readonly Field[]): Field {
    return {
      property,
      columns: fields.flatMap(({ columns }) => columns),
      toRow: (value) => rowOf(fields, isObject(value) ? value : {}),
      fromRow: (row) => {
        const content = contentOf(fields, row);
        return Object.keys(content).length === 0 ? undefined : content;
      },
    };
  }
}

function isStated(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}

export function rowOf(fields: readonly Field[], content: Content): Record<string, unknown> {
  return Object.assign({}, ...fields.map((field) => field.toRow(content[field.property])));
}

export function contentOf(fields: readonly Field[], row: Row): Record<string, unknown> {
  const content: Record<string, unknown> = {};
  for (const field of fields) {
    const value = field.fromRow(row);
    if (value !== undefined) content[field.property] = value;
  }
  return content;
}
