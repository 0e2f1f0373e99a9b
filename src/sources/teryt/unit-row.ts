import type { AsOf } from './as-of.ts';
import { parseDay } from './as-of.ts';
import type { RawRecord } from './table.ts';

/** A row whose own cells are right; whether it fits the others is requested later. */
export interface UnitRow {
  readonly row: number;
  readonly woj: string;
  readonly pow: string | null;
  readonly gmi: string | null;
  readonly rodz: string | null;
  readonly name: string;
  readonly label: string | null;
}

export interface Place {
  readonly woj: string;
  readonly pow: string | null;
  readonly gmi: string | null;
  readonly rodz: string | null;
}

/** What is wrong with one record. */
export class RowFault extends Error {
  readonly column: string | null;
  readonly place: Place | null;

  constructor(column: string | null, reason: string, place: Place | null = null) {
    super(reason);
    this.column = column;
    this.place = place;
  }
}

export const tercOf = (place: Place) => `${place.woj}${place.pow ?? ''}${place.gmi ?? ''}${place.rodz ?? ''}`;

const MAX_NAME = 200;

export function readUnitRow(record: RawRecord, asOf: AsOf): UnitRow {
  if (record.fault !== null) throw new RowFault(null, record.fault);
  const place = placeOf(record.cells);
  const name = readText(record.cells.NAZWA, 'NAZWA', place);
  if (name === '') throw new RowFault('NAZWA', 'The name is empty: write the name of the unit.', place);
  const label = readText(record.cells.NAZWA_DOD, 'NAZWA_DOD', place);
  if (asOf.fromRows) checkDay(record.cells.STAN_NA ?? '', asOf.day, place);
  return { row: record.row, ...place, name, label: label === '' ? null : label };
}

/** The codes alone; what only looks at the kinds of rows needs no more. */
export function placeOf(cells: RawRecord['cells']): Place {
  const place = cells.WOJ === undefined && cells.TERC !== undefined ? fromTerc(cells.TERC) : fromColumns(cells);
  const { woj, pow, gmi, rodz } = place;
  if (woj === null) throw new RowFault('WOJ', 'WOJ is empty: every row has the code of its voivodeship.');
  if (Number(woj) % 2 === 1 || woj < '02' || woj > '32') {
    throw new RowFault('WOJ', `WOJ ${woj} is no voivodeship: the codes are even, 02 to 32.`);
  }
  const known = { woj, pow, gmi, rodz };
  if (pow === null && (gmi ?? rodz) !== null)
    throw new RowFault('POW', 'POW is empty though GMI or RODZ is not.', known);
  if (gmi === null && rodz !== null) throw new RowFault('GMI', 'GMI is empty though RODZ is not.', known);
  if (gmi !== null && rodz === null)
    throw new RowFault('RODZ', 'RODZ is empty though GMI is not: write 1, 2, 3, 4, 5, 8 or 9.', known);
  if (rodz !== null && !'1234589'.includes(rodz)) {
    throw new RowFault('RODZ', `RODZ ${rodz} is no kind of gmina: the kinds are 1, 2, 3, 4, 5, 8 and 9.`, {
      ...known,
      rodz: null,
    });
  }
  return known;
}

/** The code of a row that was rejected, with `?` for each digit that cannot be stated. Null where nothing of it can. */
export function readableCode(cells: RawRecord['cells']): string | null {
  if (cells.WOJ === undefined) return null;
  const part = (column: 'WOJ' | 'POW' | 'GMI' | 'RODZ', width: number): string => {
    try {
      return blankZeros(readCode(cells[column], column, width)) ?? '';
    } catch {
      return '?'.repeat(width);
    }
  };
  const [woj, pow, gmi, rodz] = [part('WOJ', 2), part('POW', 2), part('GMI', 2), part('RODZ', 1)];
  const isVoivodeship = Number(woj) % 2 === 0 && woj >= '02' && woj <= '32';
  // What a row of a lower level leaves empty is missing.
  const level = gmi !== '' || (rodz !== '' && rodz !== '0') ? 3 : pow !== '' ? 2 : 1;
  const kind = '1234589'.includes(rodz) ? rodz : '';
  const parts = [isVoivodeship ? woj : '??', pow || '??', (gmi || '??') + (kind || '?')];
  return parts.slice(0, level).join('');
}

/** The name of a row that was rejected; null where the name is at fault too, and so is not the unit's. */
export function readableName({ NAZWA }: RawRecord['cells']): string | null {
  try {
    return readText(NAZWA, 'NAZWA', null);
  } catch {
    return null;
  }
}

type OpenPlace = { woj: string | null; pow: string | null; gmi: string | null; rodz: string | null };

function fromColumns(cells: RawRecord['cells']): OpenPlace {
  const woj = readCode(cells.WOJ, 'WOJ', 2);
  const pow = readCode(cells.POW, 'POW', 2);
  const gmi = readCode(cells.GMI, 'GMI', 2);
  const rodz = readCode(cells.RODZ, 'RODZ', 1);
  // Zeros stand for “none” in rows of higher levels; beside a GMI, RODZ 0 is a mistake.
  return {
    woj,
    pow: blankZeros(pow),
    gmi: blankZeros(gmi),
    rodz: rodz === '0' && blankZeros(gmi) === null ? null : rodz,
  };
}

const blankZeros = (code: string | null) => (code === '00' ? null : code);

/** 2, 4 or 7 digits; one fewer where a leading zero was lost; 7 digits with zeros for a higher level. */
function fromTerc(text: string): OpenPlace {
  const digits = plainCode(text);
  if (!/^\d{1,7}$/.test(digits) || digits.length === 5) {
    throw new RowFault('TERC', `TERC “${excerpt(text)}” is no code: write 2, 4 or 7 digits.`);
  }
  const code =
    digits.length % 2 === 1 && digits.length < 7 ? `0${digits}` : digits.length === 6 ? `0${digits}` : digits;
  const part = (from: number, to: number) => blankZeros(code.slice(from, to) || null);
  const gmi = part(4, 6);
  const rodz = code.slice(6) || null;
  return { woj: code.slice(0, 2), pow: part(2, 4), gmi, rodz: rodz === '0' && gmi === null ? null : rodz };
}

function readCode(cell: string | undefined, column: string, width: number): string | null {
  if (cell?.length === width && /^\d+$/.test(cell)) return cell;
  const digits = plainCode(cell ?? '');
  if (digits === '') return null;
  const code = /^\d+$/.test(digits) ? String(Number(digits)).padStart(width, '0') : '';
  if (code.length === width && digits.length < 16) return code;
  throw new RowFault(
    column,
    `${column} “${excerpt(cell ?? '')}” is no code of ${width} digit${width === 1 ? '' : 's'}.`,
  );
}

/** Undoes what spreadsheets and data frames do to codes: ="02", '02, 2.0, NaN. */
function plainCode(cell: string): string {
  if (/^\d*$/.test(cell)) return cell;
  const text = cell
    .trim()
    .replace(/^="?(.*?)"?$/, '$1')
    .replace(/^'/, '')
    .trim();
  if (/^(nan|null|none|n\/a|<na>|-|–)$/i.test(text)) return '';
  return text.replace(/\.0+$/, '');
}

/** Signs of text that was decoded with the wrong encoding somewhere on its way, as `BolesĹ‚awiec` or `Boles?awiec`. */
const garbled = /\uFFFD|\p{L}\?|\?\p{L}|[ĂÄĹ][\u0080-\u00BF\u02D8-\u02DD\u2013-\u203A\u20AC\u2122]/u;

/** Nearly every name is plain and needs none of the costly checks below. */
const plainText = /^(?! )[A-Za-z0-9ĄĆĘŁŃÓŚŹŻąćęłńóśźż().,/-]+(?: [A-Za-z0-9ĄĆĘŁŃÓŚŹŻąćęłńóśźż().,/-]+)*$/;

function readText(cell: string | undefined, column: string, place: Place | null): string {
  if (cell !== undefined && cell.length > 4 && cell.length <= MAX_NAME && plainText.test(cell)) return cell;
  const text = (cell ?? '')
    .replace(/[\uFEFF\u200B\u00AD]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text))
    throw new RowFault(column, `${column} holds a control character: remove it.`, place);
  if (garbled.test(text)) {
    throw new RowFault(
      column,
      `${column} “${excerpt(text)}” was garbled by a wrong encoding: get the file as UTF-8.`,
      place,
    );
  }
  if (text.length > MAX_NAME)
    throw new RowFault(column, `${column} has ${text.length} characters; at most ${MAX_NAME} are read.`, place);
  return /^(nan|null|none)$/i.test(text) ? '' : text;
}

function checkDay(cell: string, expected: string, place: Place): void {
  const day = parseDay(cell);
  if (day === expected) return;
  const found = cell.trim() === '' ? 'is empty' : day === null ? `“${excerpt(cell)}” is no date` : `is ${day}`;
  throw new RowFault('STAN_NA', `STAN_NA ${found}; the other rows show ${expected}.`, place);
}

const excerpt = (text: string) => text.trim().slice(0, 40);
