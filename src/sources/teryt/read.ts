import { RefusedFileError } from '#platform/errors.ts';
import { type AsOf, type AsOfOptions, determineAsOf } from './as-of.ts';
import { type Content, contentsOf } from './contents.ts';
import { readCsvTable } from './csv-table.ts';
import { decodeText } from './decode.ts';
import { readJsonTable } from './json-table.ts';
import { voivodeshipCodes } from './known-counts.ts';
import { relate } from './relations.ts';
import type { RawRecord, RegisterTable } from './table.ts';
import { refuseCutRow, refuseUnfinishedUnit, refuseWithoutParts, wholeVoivodeships } from './truncation.ts';
import { type Place, placeOf, RowFault, readUnitRow, tercOf, type UnitRow } from './unit-row.ts';
import { htmlPage, readXmlTable } from './xml-table.ts';

/** A checked row of TERC; codes are padded strings, `rodz` is one digit. */
export type TercRow = UnitRow;

export interface RejectedRow {
  /** Line in a csv, ordinal of the record in XML and JSON; both from 1. */
  readonly row: number;
  readonly column: string | null;
  /** The unit's code where it could be read: its absence from `rows` does not mean that the unit is gone. */
  readonly terc: string | null;
  /** What is wrong and how to mend it. */
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
  if (bytes.length === 0) throw empty();
  let refusal: unknown;
  for (const content of contentsOf(bytes, options.fileName ?? '')) {
    try {
      return readContent(content, options);
    } catch (error) {
      // An archive may hold other catalogues beside the register.
      if (!(error instanceof RefusedFileError) || !isOtherContent(error)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

const isOtherContent = (error: RefusedFileError) =>
  error.reason === 'OTHER_REGISTER' || error.reason === 'ADDRESS_VARIANT' || error.reason === 'UNKNOWN_FORMAT';

function readContent(content: Content, options: AsOfOptions): TercRegister {
  const table = readTable(content);
  if (table.records.length === 0) throw empty();
  refuseAddressVariant(table);
  const asOf = determineAsOf(table, options);
  refuseCutRow(table.records, asOf.fromRows);
  return check({ ...table, format: content.container + table.format }, asOf);
}

function readTable(content: Content): RegisterTable {
  const decoded = decodeText(content.bytes);
  const text = decoded.text.replace(/^\uFEFF/, '').trimStart();
  if (text === '') throw empty();
  if (text.slice(0, 1000).includes('\0')) {
    throw new RefusedFileError('UNKNOWN_FORMAT', 'The file is binary, not a TERC register.', 'Load the csv, xml or zip of TERC (urzędowy).');
  }
  if (/^<(!doctype html|html)/i.test(text)) throw htmlPage();
  if (text.startsWith('<')) return readXmlTable(text, decoded.encoding);
  const own = withoutAppendedPage(decoded.text.replace(/^\uFEFF/, ''));
  if (/^[[{]/.test(text)) return readJsonTable(own.trim(), decoded.encoding);
  return readCsvTable(own, decoded.encoding);
}

/** e-TERYT appends the HTML page of its form to what it serves. */
function withoutAppendedPage(text: string): string {
  const page = text.search(/<!doctype html|<html[\s>]/i);
  return page < 0 ? text : text.slice(0, page);
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
  throw new RefusedFileError('ADDRESS_VARIANT', message, 'On eteryt.stat.gov.pl choose TERC (urzędowy) instead of TERC (adresowy).');
}

function placeOrNull(record: RawRecord): Place | null {
  try {
    return record.fault === null ? placeOf(record.cells) : null;
  } catch {
    return null;
  }
}

function check(table: RegisterTable, asOf: AsOf): TercRegister {
  const units: UnitRow[] = [];
  const places: Place[] = [];
  const rejected: RejectedRow[] = [];
  for (const record of table.records) {
    try {
      const unit = readUnitRow(record, asOf);
      units.push(unit);
      places.push(unit);
    } catch (fault) {
      if (!(fault instanceof RowFault)) throw fault;
      if (fault.place) places.push(fault.place);
      rejected.push(rejection(record, fault.column, fault.message, fault.place));
    }
  }
  // After the last readable unit came another row: that unit was not cut.
  const unreadable = rejected.at(-1);
  if (unreadable?.terc !== null || unreadable.row !== table.records.at(-1)?.row) refuseUnfinishedUnit(places);
  const related = relate(units, places);
  const byRow = new Map(table.records.map((record) => [record.row, record]));
  for (const { unit, column, reason } of related.misfits) {
    rejected.push(rejection(byRow.get(unit.row) as RawRecord, column, reason, unit));
  }
  rejected.sort((a, b) => a.row - b.row);
  refuseManyRejects(rejected, table.records.length);
  refuseWithoutParts(related.rows);
  const voivodeships = wholeVoivodeships(places, asOf.day);
  const { rows, duplicates } = related;
  const wholeCountry = voivodeships.length === voivodeshipCodes.length;
  return { asOf: asOf.day, format: table.format, wholeCountry, voivodeships, rows, duplicates, rejected, records: table.records.length };
}

function rejection(record: RawRecord, column: string | null, reason: string, place: Place | null): RejectedRow {
  const text = typeof record.original === 'string' ? record.original : JSON.stringify(record.original);
  const original = text.length > MAX_ORIGINAL ? `${text.slice(0, MAX_ORIGINAL - 1)}…` : text;
  return { row: record.row, column, terc: place && tercOf(place), reason, original };
}

function refuseManyRejects(rejected: readonly RejectedRow[], records: number): void {
  if (rejected.length <= records * MAX_REJECTED_SHARE) return;
  const first = rejected.slice(0, 3).map((reject) => `row ${reject.row}: ${reject.reason}`);
  const message = `${rejected.length} of ${records} rows are wrong, more than 1 %: ${first.join(' ')}`;
  throw new RefusedFileError('TOO_MANY_REJECTS', message, 'Mend the file, or download it again.');
}

const empty = () => new RefusedFileError('EMPTY', 'The file is empty: it holds no rows.', 'Download the register again.');
