/** Names beside codes as they stand in real files: tables of GUS, of the ministry of finance, of GUGiK, lists of offices. */
import { readTable } from '#formats/open.ts';
import { type Cell, cellText, rowsOf } from '#formats/table.ts';
import { sharedFile } from './shared-data.ts';

/** A text and the code of the unit that it names. */
export interface NamedRow {
  readonly text: string;
  readonly terc: string;
}

function cellsOf(name: string): string[][] {
  const file = { name, bytes: sharedFile(name) };
  return readTable(file, { what: 'a table', hint: '' }, ({ sheets }) =>
    sheets.flatMap((sheet) => [...rowsOf(sheet)].map(({ cells }) => cells.map((cell: Cell) => cellText(cell)))),
  );
}

/** `0201000` and `0200000` of tables as TERC writes them. */
const unpadded = (code: string): string => code.replace(/^(\d\d)00000$/, '$1').replace(/^(\d{4})000$/, '$1');

export function gusRows(): NamedRow[] {
  const tables = [
    'metrics/LUDN_2137_CTAB_20210625164329.csv',
    'metrics/LUDN_2425_CTAB_20241028202819_2023.csv',
    'metrics/RYNE_1944_CTAB_20250616184618.csv',
  ];
  return tables.flatMap((table) =>
    cellsOf(table).flatMap(([code = '', text = '']) =>
      /^\d{7}$/.test(code) && code !== '0000000' ? [{ text, terc: unpadded(code) }] : [],
    ),
  );
}

export function gugikRows(): NamedRow[] {
  return cellsOf('metrics/GUGiK_Wykaz_powierzchni_2025-01-01.xlsx').flatMap(([code = '', text = '']) => {
    const terc = code.replaceAll(' ', '');
    return /^\d{2,7}$/.test(terc) && terc !== '00' ? [{ text, terc }] : [];
  });
}

/** Shares of the income tax: codes in four columns, names in capitals. */
export function taxRows(): NamedRow[] {
  return cellsOf('metrics/20200214_Gminy_za_2019.xlsx').flatMap(
    ([woj = '', pow = '', gmi = '', rodz = '', text = '']) =>
      /^\d\d \d\d \d\d \d$/.test([woj, pow, gmi, rodz].join(' ')) ? [{ text, terc: woj + pow + gmi + rodz }] : [],
  );
}

export interface OfficeRow extends NamedRow {
  readonly office: string;
  readonly type: string;
}

export function officeRows(): OfficeRow[] {
  return cellsOf('offices/Baza_teleadresowa_jst_2021-05-19_cp1250.csv').flatMap(
    ([code = '', text = '', , , type = '', office = '']) => {
      const terc = unpadded(code.trim());
      return /^\d{2,7}$/.test(terc) ? [{ text, terc, type, office: office.replace(/\s+/g, ' ').trim() }] : [];
    },
  );
}
