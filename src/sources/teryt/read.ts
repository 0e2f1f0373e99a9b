import type { Content } from '#formats/contents.ts';
import { readContent } from '#formats/open.ts';
import { storable } from '#formats/storable.ts';
import { RefusedFileError } from '#platform/errors.ts';
import { type AsOf, type AsOfOptions, determineAsOf } from './as-of.ts';
import { officialOrder } from './columns.ts';
import { voivodeshipCodes } from './known-counts.ts';
import { relate } from './relations.ts';
import { type RawRecord, type RegisterTable, reading, readRegisterTable } from './table.ts';
import { refuseCutRow, refuseUnfinishedUnit, refuseWithoutParts, wholeVoivodeships } from './truncation.ts';
import {
  type Place,
  placeOf,
  RowFault,
  readableCode,
  readableName,
  readUnitRow,
  tercOf,
  type UnitRow,
} from './unit-row.ts';

/** A checked row of TERC; codes are padded strings, `rodz` is one digit. */
export type TercRow = UnitRow;

export interface RejectedRow {
  /** Line in a csv, ordinal of the record in XML and JSON; both from 1. */
  readonly row: number;
  readonly column: string | null;
  /** The unit's code as far as it could be read (6 digits where RODZ is wrong). */
  readonly terc: string | null;
  /**
   * Which unit the row may be about, for a unit rejected here is not gone: `code:name` with `?` for digits that could not
   * be read, or else the words of the row. The same in every form of a file.
   */
  readonly about: string;
  /** What is wrong and how to fix it. */
  readonly reason: string;
  /** The row as it stands in the file, at most 300 characters. */
  readonly original: string;
}

export interface TercRegister {
  /** The day whose state the register shows. */
  readonly asOf: string;
  /** How the file was read, as `zip/csv ; utf-8`. */
  readonly format: string;
  readonly wholeCountry: boolean;
  /** Codes of the voivodeships that the file covers completely; it says nothing of the others. */
  readonly voivodeships: readonly string[];
  readonly rows: readonly TercRow[];
  readonly duplicates: number;
  readonly rejected: readonly RejectedRow[];
  /** rows + duplicates + rejected */
  readonly records: number;
}

const MAX_ORIGINAL = 300;
const MAX_REJECTED_SHARE = 0.01;

/** Reads any form of the official TERC register; throws RefusedFileError when the file as a whole cannot be trusted. */
export function readTercRegister(bytes: Uint8Array, options: AsOfOptions): TercRegister {
  const file = { bytes, name: options.fileName ?? '' };
  return readContent(file, reading, (content) => readRegister(content, options));
}

function readRegister(content: Content, options: AsOfOptions): TercRegister {
  const table = readRegisterTable(content);
  if (table.records.length === 0) throw empty();
  refuseAddressVariant(table);
  const asOf = determineAsOf(table, options);
  refuseCutRow(table, asOf.fromRows);
  return check(table, asOf);
}

/** TERC (adresowy) replaces every urban-rural gmina by its parts. Loaded as official, it would abolish 700 gminas. */
function refuseAddressVariant(table: RegisterTable): void {
  let parts = 0;
  for (const record of table.records) {
    const rodz = placeOrNull(record)?.rodz;
    if (rodz === '3') return;
    if (rodz === '4' || rodz === '5') parts++;
  }
  if (parts < 2) return;
  const message = `The file is the address variant of TERC: it has ${parts} parts of gminas (RODZ 4, 5) and no urban-rural gmina (RODZ 3).`;
  throw new RefusedFileError(
    'ADDRESS_VARIANT',
    message,
    'On eteryt.stat.gov.pl choose TERC (urzędowy) instead of TERC (adresowy).',
  );
}

function placeOrNull(record: RawRecord): Place | null {
  try {
    return record.fault === null ? placeOf(record.cells) : null;
  } catch {
    return null;
  }
}

interface ReadRows {
  readonly units: UnitRow[];
  /** Of all rows whose codes could be read, rejected ones too. */
  readonly places: Place[];
  readonly rejected: RejectedRow[];
}

function readRows(table: RegisterTable, asOf: AsOf): ReadRows {
  const read: ReadRows = { units: [], places: [], rejected: [] };
  for (const record of table.records) {
    try {
      const unit = readUnitRow(record, asOf);
      read.units.push(unit);
      read.places.push(unit);
    } catch (fault) {
      if (!(fault instanceof RowFault)) throw fault;
      if (fault.place) read.places.push(fault.place);
      read.rejected.push(rejection(record, fault.column, fault.message, fault.place));
    }
  }
  return read;
}

/** First the rows by themselves, then the file as a whole, last how rows fit together: a cut file is called cut. */
function check(table: RegisterTable, asOf: AsOf): TercRegister {
  const { units, places, rejected: unreadable } = readRows(table, asOf);
  const records = table.records.length;
  if (!endsUnreadable(table, unreadable)) refuseUnfinishedUnit(places);
  refuseManyRejects(unreadable, records);
  refuseWithoutParts(places);
  const voivodeships = wholeVoivodeships(places, asOf.day);
  const { rows, duplicates, misfits } = relate(units, places);
  const byRow = new Map(table.records.map((record) => [record.row, record]));
  const unfitting = misfits.map(({ unit, column, reason }) =>
    rejection(byRow.get(unit.row) as RawRecord, column, reason, unit),
  );
  const rejected = [...unreadable, ...unfitting].sort((a, b) => a.row - b.row);
  refuseManyRejects(rejected, records);
  const wholeCountry = voivodeships.length === voivodeshipCodes.length;
  return { asOf: asOf.day, format: table.format, wholeCountry, voivodeships, rows, duplicates, rejected, records };
}

/** After the last unit came another row, if a bad one: that unit was not cut. */
function endsUnreadable(table: RegisterTable, unreadable: readonly RejectedRow[]): boolean {
  const last = unreadable.at(-1);
  return last !== undefined && last.terc === null && last.row === table.records.at(-1)?.row;
}

function rejection(record: RawRecord, column: string | null, reason: string, place: Place | null): RejectedRow {
  const text = record.original;
  const original = text.length > MAX_ORIGINAL ? `${text.slice(0, MAX_ORIGINAL - 1)}…` : text;
  const about = aboutOf(record, column) ?? wordsOf(record, original);
  return { row: record.row, column, terc: place && tercOf(place), about, reason, original };
}

function aboutOf({ cells, fault }: RawRecord, column: string | null): string | null {
  const code = fault === null ? readableCode(cells) : null;
  return code && `${code}:${column === 'NAZWA' ? '' : (readableName(cells) ?? '')}`;
}

/** The cells in the official order; the text as it stands where it could not be taken apart. */
function wordsOf({ cells }: RawRecord, original: string): string {
  const words = [cells.TERC, ...officialOrder.map((column) => cells[column])].join(' ').trim() || original;
  return storable(words.slice(0, MAX_ORIGINAL))
    .replace(/[\s\uFFFD]+/g, ' ')
    .trim();
}

function refuseManyRejects(rejected: readonly RejectedRow[], records: number): void {
  if (rejected.length <= records * MAX_REJECTED_SHARE) return;
  const first = rejected.slice(0, 3).map((reject) => `row ${reject.row}: ${reject.reason}`);
  const message = `${rejected.length} of ${records} rows are wrong, more than 1 %: ${first.join(' ')}`;
  throw new RefusedFileError('TOO_MANY_REJECTS', message, 'Fix the file, or download it again.');
}

const empty = () =>
  new RefusedFileError('EMPTY', 'The file is empty: it holds no rows.', 'Download the register again.');
