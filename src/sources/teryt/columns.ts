import { RefusedFileError } from '#platform/errors.ts';

/** The columns of TERC by their official names, and TERC for files that write the code in one column. */
export type Column = 'WOJ' | 'POW' | 'GMI' | 'RODZ' | 'NAZWA' | 'NAZWA_DOD' | 'STAN_NA' | 'TERC';

export const officialOrder = ['WOJ', 'POW', 'GMI', 'RODZ', 'NAZWA', 'NAZWA_DOD', 'STAN_NA'] as const;

const spellings: Record<Column, RegExp> = {
  WOJ: /^((KOD|ID|NR)_?)?WOJ(EWODZTWO)?(_?(KOD|ID))?$/,
  POW: /^((KOD|ID|NR)_?)?POW(IAT)?(_?(KOD|ID))?$/,
  GMI: /^((KOD|ID|NR)_?)?GM(I|INA)?(_?(KOD|ID))?$/,
  RODZ: /^(R_?GMI|RODZ(AJ)?(_?(GMI(NY)?|JEDNOSTKI))?)$/,
  NAZWA: /^(NAZWA(_JEDNOSTKI)?|NAME)$/,
  NAZWA_DOD: /^(NAZWA_?DOD(ATKOWA)?|NAZ_?DOD)$/,
  STAN_NA: /^STAN(_?NA(_DZIEN)?)?$/,
  TERC: /^((KOD|ID)_?)?(TERC|TERYT)(_?(KOD|ID))?$|^(KOD|CODE)$/,
};

/** Upper case ASCII with underscores: `Nazwa dod.` → `NAZWA_DOD`. */
function plainHeading(heading: string): string {
  const ascii = heading.normalize('NFD').replace(/\p{M}/gu, '').replace(/[łŁ]/g, 'L').toUpperCase();
  return ascii.replace(/[^A-Z0-9]+/g, '_').replace(/^_+|_+$/g, '');
}

export function columnOf(heading: string): Column | null {
  const plain = plainHeading(heading);
  for (const [column, spelling] of Object.entries(spellings)) if (spelling.test(plain)) return column as Column;
  return null;
}

/** Enough to read a register. Any table of statistics begins with a code and a name, so one code column needs more. */
export function isHeader(columns: readonly (Column | null)[]): boolean {
  const has = (column: Column) => columns.includes(column);
  return has('NAZWA') && (has('WOJ') || (has('TERC') && (has('NAZWA_DOD') || has('STAN_NA'))));
}

const others = {
  NTS: 'NTS, the statistical units of the Local Data Bank up to 2017',
  KTS: 'KTS, the statistical units of the Local Data Bank',
  SIMC: 'SIMC, the list of localities',
  ULIC: 'ULIC, the list of streets',
  WMRODZ: 'WMRODZ, the kinds of localities',
} as const;
type OtherRegister = keyof typeof others;

/** Other catalogues of TERYT share columns with TERC, so they are looked for before TERC itself. */
export function refuseOtherHeadings(headings: readonly string[]): void {
  const plain = new Set(headings.map(plainHeading));
  const has = (...names: string[]) => names.some((name) => plain.has(name));
  if (has('SYM_UL', 'SYMUL')) throw otherRegister('ULIC');
  if (has('SYMPOD', 'SYM_POD') || (has('SYM') && has('RM', 'MZ', 'NAZWA'))) throw otherRegister('SIMC');
  if (has('NAZWA_RM', 'NAZWARM')) throw otherRegister('WMRODZ');
  if (has('PODREG', 'NTS') || (has('POZIOM') && has('REGION'))) throw otherRegister('NTS');
  if (has('KTS', 'MAKROREG')) throw otherRegister('KTS');
}

/** A row of TERC in the official order, where a file has no header; the label and the date may be left out. */
export function isBareRow(cells: readonly string[]): boolean {
  refuseOtherRow(cells);
  const [woj = '', pow = '', gmi = '', rodz = '', name = ''] = cells.map((cell) => cell.trim());
  const areCodes = /^\d{1,2}$/.test(woj) && [pow, gmi, rodz].every((code) => /^\d{0,2}$/.test(code));
  const width = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  return areCodes && /^\p{L}/u.test(name) && width <= officialOrder.length;
}

/** The same catalogues without a header, recognised by the shape of a row. */
function refuseOtherRow(cells: readonly string[]): void {
  const digits = (i: number, pattern: RegExp) => pattern.test((cells[i] ?? '').trim());
  if (digits(4, /^\d{7}$/) && digits(5, /^\d{5}$/)) throw otherRegister('ULIC');
  if (digits(7, /^\d{7}$/) && digits(8, /^\d{7}$/)) throw otherRegister('SIMC');
  if (cells.length >= 9 && digits(0, /^[1-6]$/) && digits(1, /^[1-7]$/) && digits(2, /^(\d\d)?$/))
    throw otherRegister('NTS');
}

/** The catalogue that an XML document names. */
export function refuseOtherCatalogue(name: string): void {
  const plain = name.trim().toUpperCase();
  if (Object.hasOwn(others, plain)) throw otherRegister(plain as OtherRegister);
}

function otherRegister(register: OtherRegister): RefusedFileError {
  const hint = 'Load TERC (urzędowy): on eteryt.stat.gov.pl choose the catalogue TERC.';
  return new RefusedFileError(
    'OTHER_REGISTER',
    `The file is ${others[register]}, not the TERC register of units.`,
    hint,
  );
}
