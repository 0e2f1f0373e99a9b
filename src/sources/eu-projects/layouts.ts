/** The layouts in which the lists of the three periods are published, derived from the columns that they have. */

import type { Cell } from '#formats/table.ts';
import type { ProgrammingPeriod, ProjectList } from '#projects';
import { type Columns, columnsOf, type Meaning } from './headings.ts';

export interface Layout {
  readonly list: ProjectList;
  /** Null where each row says its own. */
  readonly period: ProgrammingPeriod | null;
  readonly columns: Columns;
}

/** A title, the date of the state and blank rows may stand above the headings. */
const lastHeadingRow = 12;

interface Shape {
  readonly list: ProjectList;
  readonly period: ProgrammingPeriod | null;
  readonly needs: readonly Meaning[];
  /** At least one of these. */
  readonly marks: readonly Meaning[];
}

/** The first that fits; later ones have fewer columns. */
const shapes: readonly Shape[] = [
  {
    list: 'KOHESIO',
    period: null,
    needs: ['title', 'wholeProgramming'],
    marks: ['kohesioId', 'contractNumber'],
  },
  {
    list: 'KSI_SIMIK',
    period: 'P2007_2013',
    needs: ['contractNumber', 'title', 'beneficiaryName', 'voivodeship'],
    marks: ['nip', 'legalForm', 'gmina', 'postcode'],
  },
  {
    list: 'SL2014',
    period: 'P2014_2020',
    needs: ['contractNumber', 'title', 'beneficiaryName', 'location'],
    marks: ['submeasure', 'eligibleCost', 'isCompleted'],
  },
  {
    list: 'CST2021',
    period: 'P2021_2027',
    needs: ['contractNumber', 'title', 'beneficiaryName', 'location'],
    marks: ['objective', 'euroRate', 'contractorName', 'measure'],
  },
  {
    list: 'GRANTS_MAP',
    period: 'P2014_2020',
    needs: ['title', 'beneficiaryName', 'value', 'euContribution'],
    marks: ['multimedia', 'isWide'],
  },
];

export interface HeadedRow {
  readonly number: number;
  readonly cells: readonly Cell[];
}

export function layoutIn(rows: readonly HeadedRow[]): { readonly layout: Layout; readonly row: HeadedRow } | null {
  for (const row of rows.slice(0, lastHeadingRow)) {
    const layout = layoutOf(row.cells);
    if (layout !== null) return { layout, row };
  }
  return null;
}

export function layoutOf(cells: readonly Cell[]): Layout | null {
  const columns = columnsOf(cells);
  const shape = shapes.find(
    ({ needs, marks }) =>
      needs.every((meaning) => columns.has(meaning)) && marks.some((meaning) => columns.has(meaning)),
  );
  if (shape === undefined) return null;
  const { list, period } = shape;
  return { list, period: list === 'GRANTS_MAP' ? grantsPeriod(columns) : period, columns };
}

/** The two files of the map of grants differ in nothing but the unit in their headings. */
function grantsPeriod(columns: Columns): ProgrammingPeriod {
  return /\[/.test(columns.get('value')?.text ?? '') ? 'P2007_2013' : 'P2014_2020';
}
