/** What a code in any of its usual shapes may mean, before any register is requested. */
import { parseBdlId, parseTerc } from '../codes.ts';
import { voivodeshipOfIsoCode } from '../iso-codes.ts';
import { ntsRegionOf } from '../nuts.ts';
import { nutsRegionOf } from '../nuts-editions.ts';
import type { ReadingMethod } from './confidence.ts';

export interface CodeReading {
  /** 2, 4, 6 or 7 digits, well formed. */
  readonly terc: string;
  readonly method: ReadingMethod;
  /** The id it was read from, where that holds more than the TERC. */
  readonly bdlId: string | null;
  /** What is read is only a part of the unit that has the TERC. */
  readonly isPart?: boolean;
}

/** Longer than any code with blanks between all its digits. */
const maxCodeLength = 40;

/** Whether a text can only be a code, though it has letters. */
export function isLetteredCode(text: string): boolean {
  return voivodeshipOfIsoCode(text) !== null || nutsRegionOf(text) !== null;
}

/** All readings, best first. Six digits such as 201011 have two: 20 10 11 without RODZ, or 0201011 without its zero. */
export function readCode(code: string): CodeReading[] {
  if (code.length > maxCodeLength) return [];
  const iso = voivodeshipOfIsoCode(code);
  if (iso !== null) return readTerc(iso, 'ISO_CODE');
  const region = nutsRegionOf(code);
  if (region !== null) {
    const { voivodeships, isWhole } = region;
    return voivodeships.map((terc) => ({ terc, method: 'NUTS_CODE', bdlId: null, isPart: !isWhole }));
  }
  const digits = digitsOf(code);
  return digits === null ? [] : readDigits(digits);
}

/** The digits without blanks, dashes, dots, an Excel apostrophe or an Excel `.0`; null for anything but a code. */
function digitsOf(code: string): string | null {
  const plain = code
    .normalize('NFKC')
    .trim()
    .replace(/^(\d+)[.,]0{1,2}$/, '$1');
  const digits = plain.replace(/[\s.\-\u2010-\u2015'"’_/]/g, '');
  return /^\d{1,14}$/.test(digits) ? digits : null;
}

function readDigits(digits: string): CodeReading[] {
  const lostZero = (): CodeReading[] => readTerc(`0${digits}`, 'TERC_CODE_LEADING_ZERO');
  switch (digits.length) {
    case 1:
    case 3:
    case 5:
      return lostZero();
    case 2:
    case 4:
    case 7:
      return readTerc(digits, 'TERC_CODE');
    case 6:
      return [...readTerc(digits, 'TERC_CODE_WITHOUT_KIND'), ...lostZero()];
    case 10:
      return readNts(digits);
    case 11:
      return [...readNtsWithLevel(digits), ...readBdl(`0${digits}`, 'BDL_ID')];
    case 12:
      return readBdl(digits, 'BDL_ID');
    case 14:
      // KTS, the classification that replaced NTS in 2018: country (10), then the digits that BDL uses.
      return digits.startsWith('10') ? readBdl(digits.slice(2), 'KTS_ID') : [];
    default:
      return [];
  }
}

function readTerc(digits: string, method: ReadingMethod): CodeReading[] {
  const terc = withoutPadding(digits);
  const padded = terc !== digits && method !== 'TERC_CODE_LEADING_ZERO';
  return parseTerc(terc) === null ? [] : [{ terc, method: padded ? 'TERC_CODE_PADDED' : method, bdlId: null }];
}

/** Statistical tables write powiats and voivodeships with 7 digits too: 0201000, 0200000. */
function withoutPadding(digits: string): string {
  if (digits.length < 6) return digits;
  if (/^0+$/.test(digits.slice(2))) return digits.slice(0, 2);
  return /^0+$/.test(digits.slice(4)) ? digits.slice(0, 4) : digits;
}

function readBdl(id: string, method: ReadingMethod): CodeReading[] {
  const terc = parseBdlId(id)?.terc;
  return terc ? [{ terc, method, bdlId: id }] : [];
}

/** NTS, until 2017: region(1) WOJ(2) subregion(2) POW(2) GMI(2) RODZ(1). */
function readNts(digits: string): CodeReading[] {
  const woj = digits.slice(1, 3);
  if (ntsRegionOf(woj) !== digits[0]) return [];
  const [reading] = readTerc(withoutPadding(woj + digits.slice(5)), 'NTS_ID');
  const onlySubregion = reading?.terc.length === 2 && digits.slice(3, 5) !== '00';
  return reading && !onlySubregion ? [{ ...reading, method: 'NTS_ID' }] : [];
}

/** The same after a digit for the level: 2 voivodeship, 4 powiat, 5 gmina. */
function readNtsWithLevel(digits: string): CodeReading[] {
  const lengths: Readonly<Record<string, number>> = { '2': 2, '4': 4, '5': 7 };
  return readNts(digits.slice(1)).filter(({ terc }) => terc.length === lengths[digits[0] as string]);
}
