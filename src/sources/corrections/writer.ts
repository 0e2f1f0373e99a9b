/** How editors state fields of an entry of one type, and how what they no longer state becomes what files state again. */
import type { ClientBase } from 'pg';
import type { EditorialReference, ListedDetail } from '#platform/editorial/model.ts';

export interface EditorialPlace {
  readonly client: ClientBase;
  readonly release: number;
  readonly sourceId: string;
  readonly day: string;
}

export interface FieldValue {
  readonly field: string;
  readonly value: string;
}

/** What files state of a field; null: nothing. */
export interface ListedField {
  readonly field: string;
  readonly value: string | null;
  readonly detail?: ListedDetail | null;
}

export interface WrittenField extends FieldValue {
  /** What was there, be it of files or of editors. */
  readonly before: string | null;
  readonly beforeDetail?: ListedDetail;
}

export interface Written {
  /** Whether anything but the source is different. */
  readonly isChanged: boolean;
  /** Those that were given. */
  readonly fields: readonly WrittenField[];
  readonly reference: EditorialReference;
}

export interface EditorialWriter {
  isField(field: string): boolean;
  /** Null where the entry is not there, or a value does not fit its field. */
  write(place: EditorialPlace, key: string, changes: readonly FieldValue[]): Promise<Written | null>;
  /** After the statements of these fields are gone; false where that is not possible. */
  withdraw(place: EditorialPlace, key: string, listed: readonly ListedField[]): Promise<boolean>;
}
