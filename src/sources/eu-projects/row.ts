/** One row of a list, read by the meanings of its columns. */

import { LRUCache } from 'lru-cache';
import { dayOf } from '#formats/days.ts';
import type { Cell, TableRow } from '#formats/table.ts';
import {
  type Currency,
  factNames,
  type ListedBeneficiary,
  type ListedProblem,
  type ListedProject,
  type ProgrammingPeriod,
  type StatedFacts,
  statedFacts,
} from '#projects';
import { foldName } from '#registry';
import { amountOf } from './amounts.ts';
import { countryOf } from './countries.ts';
import type { Meaning } from './headings.ts';
import { placesOfNuts } from './kohesio-places.ts';
import type { Layout } from './layouts.ts';
import { placeInColumns, placesInCell } from './locations.ts';

export interface RowContext {
  readonly layout: Layout;
  readonly sheet: string;
  readonly date1904: boolean;
}

/** What is wrong with a row that cannot be taken. */
export interface RowFault {
  readonly column: string | null;
  readonly reason: string;
}

const longestShown = 500;
/** No project of a list began before or ends after these. */
const range = { first: '1990-01-01', last: '2099-12-31' };

export function readProject(row: TableRow, context: RowContext): ListedProject | RowFault {
  const reader = new RowReader(row, context);
  const { list, period: fixed } = context.layout;
  const title = reader.text('title') ?? reader.text('titleEn');
  const contractNumber = reader.text('contractNumber');
  if (title === null && contractNumber === null) {
    return { column: null, reason: 'The row has neither a title nor a contract number: it is no project.' };
  }
  if (title === null) return { column: reader.heading('title'), reason: 'The project has no title. Fill it in.' };
  const period = fixed ?? periodOf(reader.text('wholeProgramming'));
  if (period === null) {
    const reason = 'The programming period is none of 2007-2013, 2014-2020 and 2021-2027.';
    return { column: reader.heading('wholeProgramming'), reason };
  }
  const programme = reader.text('programme');
  reader.listDamage(row);
  return {
    sheet: context.sheet,
    row: row.number,
    period,
    country: list === 'KOHESIO' ? countryOf(reader.text('country'), nutsCodesIn(reader)) : 'PL',
    contractNumber,
    title,
    titleEn: reader.text('titleEn'),
    summary: reader.text('summary'),
    programme: {
      programme,
      priority: reader.text('priority'),
      measure: reader.text('measure'),
      submeasure: reader.text('submeasure'),
    },
    fund: fundOf(reader.text('fund')),
    currency: list === 'KOHESIO' ? currencyOf(reader.text('currency')) : isInterreg(period, programme) ? 'EUR' : 'PLN',
    ...factsIn(reader),
    places: placesIn(reader, context.layout),
    beneficiary: beneficiaryIn(reader),
    original: row.cells,
    problems: reader.problems,
  };
}

class RowReader {
  readonly problems: ListedProblem[] = [];
  readonly #cells: readonly Cell[];
  readonly #context: RowContext;

  constructor({ cells }: TableRow, context: RowContext) {
    this.#cells = cells;
    this.#context = context;
  }

  heading(meaning: Meaning): string | null {
    return this.#context.layout.columns.get(meaning)?.text ?? null;
  }

  #cell(meaning: Meaning): Cell {
    const heading = this.#context.layout.columns.get(meaning);
    return heading === undefined ? null : (this.#cells[heading.index] ?? null);
  }

  /** Without the blanks around it; a dash or `brak` stands for nothing. */
  text(meaning: Meaning): string | null {
    const cell = this.#cell(meaning);
    if (cell === null) return null;
    const text = String(cell).replaceAll('\u00a0', ' ').trim();
    return text === '' || /^([-–—]|brak|n\/?d|nie dotyczy)$/i.test(text) ? null : text;
  }

  amount(meaning: Meaning): string | null {
    return this.#read(meaning, amountOf, 'This is no amount: it was left out. Write it as 1234.56.');
  }

  day(meaning: Meaning): string | null {
    const { date1904 } = this.#context;
    return this.#read(
      meaning,
      (cell) => dayOf(cell, { date1904, range }),
      'This is no day from 1990 to 2099: it was left out. Write it as 2024-01-31.',
    );
  }

  flag(meaning: Meaning): boolean | null {
    const text = this.text(meaning);
    if (text === null) return null;
    return /^(tak|yes|true|1)$/i.test(text) ? true : /^(nie|no|false|0)$/i.test(text) ? false : null;
  }

  #read(meaning: Meaning, read: (cell: Cell) => string | null, reason: string): string | null {
    const text = this.text(meaning);
    if (text === null) return null;
    const value = read(this.#cell(meaning));
    if (value === null) this.list('INVALID_VALUE', meaning, reason, text);
    return value;
  }

  /** A damaged cell is taken as far as it can be read. */
  listDamage({ fault, cells }: TableRow): void {
    if (fault === null || fault.index === null) return;
    const heading = [...this.#context.layout.columns.values()].find(({ index }) => index === fault.index);
    const original = String(cells[fault.index] ?? '').slice(0, longestShown);
    this.problems.push({ kind: 'INVALID_VALUE', column: heading?.text ?? null, reason: fault.reason, original });
  }

  list(kind: ListedProblem['kind'], meaning: Meaning, reason: string, original: string): void {
    this.problems.push({ kind, column: this.heading(meaning), reason, original: original.slice(0, longestShown) });
  }
}

function factsIn(reader: RowReader): StatedFacts {
  const facts = factNames.map((name) => [name, reader[statedFacts[name]](name)] as const);
  return Object.fromEntries(facts) as StatedFacts;
}

function placesIn(reader: RowReader, { list, columns }: Layout): ListedProject['places'] {
  if (list === 'KOHESIO') return placesOfNuts(nutsCodesIn(reader), reader.text('localUnits'));
  if (columns.has('location')) return placesInCell(reader.text('location'));
  return placeInColumns(reader.text('voivodeship'), reader.text('powiat'), reader.text('gmina'));
}

/** The regions (NUTS 2), or else the subregions in them. */
function nutsCodesIn(reader: RowReader): string[] {
  const cell = reader.text('nuts2') ?? reader.text('nuts3') ?? '';
  return cell.split(/[|;,\s]+/).filter((code) => code !== '');
}

function beneficiaryIn(reader: RowReader): ListedBeneficiary | null {
  const name = reader.text('beneficiaryName');
  if (name === null) return null;
  return {
    name: name.replace(/\s+/g, ' '),
    nip: reader.text('nip'),
    legalForm: reader.text('legalForm'),
    postcode: reader.text('postcode'),
    town: reader.text('town'),
    voivodeship: reader.text('seatVoivodeship'),
    powiat: reader.text('seatPowiat'),
  };
}

/** The list of 2014-2020 states the amounts of European Territorial Cooperation (EWT, Interreg) in euro, all others in złote. */
function isInterreg(period: ProgrammingPeriod, programme: string | null): boolean {
  if (period !== 'P2014_2020' || programme === null) return false;
  const known = interreg.get(programme);
  if (known !== undefined) return known;
  const found = namesInterreg(programme);
  interreg.set(programme, found);
  return found;
}

/** A list has some dozen programmes and some thousand rows of each. */
const interreg = new LRUCache<string, boolean>({ max: 1_000 });

function namesInterreg(programme: string): boolean {
  return /interreg|\bewt\b|wspolprac\w* (transgraniczn|transnarodow|miedzyregional|terytorialn)|poludniowy baltyk|south baltic/.test(
    foldName(programme),
  );
}

function currencyOf(text: string | null): Currency {
  return text !== null && /^(pln|zł)$/i.test(text) ? 'PLN' : 'EUR';
}

const polishFunds: Readonly<Record<string, string>> = {
  ERDF: 'EFRR',
  ESF: 'EFS',
  'ESF+': 'EFS+',
  CF: 'FS',
  JTF: 'FST',
  YEI: 'YEI',
};

/** Kohesio writes the English letters of the funds. */
function fundOf(text: string | null): string | null {
  return text === null ? null : (polishFunds[text.toUpperCase()] ?? text.replace(/\s+/g, ' '));
}

function periodOf(text: string | null): ProgrammingPeriod | null {
  const years = /(2007|2014|2021)\D+(2013|2020|2027)/.exec(text ?? '');
  const period = years === null ? '' : `P${years[1]}_${years[2]}`;
  return period === 'P2007_2013' || period === 'P2014_2020' || period === 'P2021_2027' ? period : null;
}
