/** Decides what a newly read register adds to the ones that are kept. */
import type { RegisterRow } from '../history/observe.ts';
import { UnreadRows } from '../history/unread.ts';
import type { IsoDate } from '../model.ts';
import type { KeptRegister, Slice } from './store.ts';

export interface NewRegister {
  readonly asOf: IsoDate;
  /** Voivodeships that the file lists completely; of the others it shows a selection. */
  readonly completeVoivodeships: readonly string[];
  readonly wholeCountry: boolean;
  /** How far the file is from the official one of the whole country; of files that say the same the nearest is the source. */
  readonly rank: number;
  readonly rows: readonly RegisterRow[];
  /** Rows that could not be taken, by their code or else their text. */
  readonly unread: readonly string[];
}

export interface Addition {
  /** Slices that take the place of the kept ones, with their rows. */
  readonly slices: readonly Slice[];
  readonly rows: readonly RegisterRow[];
  readonly registers: readonly KeptRegister[];
}

export function combine(kept: readonly KeptRegister[], register: NewRegister, sourceId: string): Addition {
  const sameDay = kept.find(({ asOf }) => asOf === register.asOf) ?? { asOf: register.asOf, slices: [], rows: [] };
  const oldRows = Map.groupBy(sameDay.rows, voivodeshipOf);
  const oldSlices = new Map(sameDay.slices.map((slice) => [slice.voivodeship, slice]));
  const slices: Slice[] = [];
  const rows: RegisterRow[] = [];
  for (const [voivodeship, listed] of Map.groupBy(register.rows, voivodeshipOf)) {
    const complete = register.completeVoivodeships.includes(voivodeship);
    const unread = register.unread.filter((row) => mayBeIn(voivodeship, row)).toSorted();
    const stated = {
      slice: {
        voivodeship,
        complete,
        wholeCountry: register.wholeCountry,
        rank: register.rank,
        sourceId,
        unread,
      },
      rows: listed,
    };
    const old = oldSlices.get(voivodeship);
    const known = old && { slice: old, rows: oldRows.get(voivodeship) ?? [] };
    const together = known === undefined ? stated : ofOneDay(known, stated);
    if (together === known) continue;
    slices.push(together.slice);
    rows.push(...together.rows);
  }
  const replaced = new Set(slices.map(({ voivodeship }) => voivodeship));
  const combined = {
    asOf: register.asOf,
    slices: [...sameDay.slices.filter(({ voivodeship }) => !replaced.has(voivodeship)), ...slices],
    rows: [...sameDay.rows.filter((row) => !replaced.has(voivodeshipOf(row))), ...rows],
  };
  return { slices, rows, registers: [...kept.filter((other) => other !== sameDay), combined] };
}

/** What is described one voivodeship on one day. */
interface Stated {
  readonly slice: Slice;
  readonly rows: readonly RegisterRow[];
}

/**
 * What two files of one day state together. Files that agree complete each other, whichever was loaded first; a file that
 * says something else is a correction and takes the place of the one before it. `known` itself when nothing is new.
 */
function ofOneDay(known: Stated, stated: Stated): Stated {
  if (known.slice.complete !== stated.slice.complete) return known.slice.complete ? known : withOwnRow(stated, known);
  const missing = rowsBesides(known, stated);
  const added = rowsBesides(stated, known);
  const agree =
    sameNames(known.rows, stated.rows) &&
    missing.every((row) => isLeftOut(row, stated)) &&
    added.every((row) => isLeftOut(row, known));
  const rows = [...stated.rows, ...missing.filter((row) => isLeftOut(row, stated))];
  if (!agree) return { slice: stated.slice, rows };
  const slice = betterSource(known.slice, stated.slice);
  return slice === known.slice && added.length === 0 ? known : { slice, rows };
}

function withOwnRow(stated: Stated, known: Stated): Stated {
  const own = rowsBesides(known, stated).filter(({ terc }) => terc === stated.slice.voivodeship);
  return { slice: stated.slice, rows: [...own, ...stated.rows] };
}

/** The same in either order of loading. */
function betterSource(a: Slice, b: Slice): Slice {
  if (a.wholeCountry !== b.wholeCountry) return a.wholeCountry ? a : b;
  if (a.unread.length !== b.unread.length) return a.unread.length < b.unread.length ? a : b;
  if (a.rank !== b.rank) return a.rank < b.rank ? a : b;
  return a.sourceId <= b.sourceId ? a : b;
}

function rowsBesides({ rows }: Stated, other: Stated): RegisterRow[] {
  const codes = new Set(other.rows.map(({ terc }) => terc));
  return rows.filter(({ terc }) => !codes.has(terc));
}

/** A part's own file has no row of its voivodeship, and a row that could not be read is no news: neither contradicts. */
function isLeftOut({ terc, name }: RegisterRow, { slice }: Stated): boolean {
  const powiatTerc = terc.length === 7 && terc.slice(2, 4) > '60' ? terc.slice(0, 4) : null;
  return terc === slice.voivodeship || new UnreadRows(slice.unread).concern({ terc, name, powiatTerc });
}

function sameNames(a: readonly RegisterRow[], b: readonly RegisterRow[]): boolean {
  const names = new Map(b.map(({ terc, name }) => [terc, name]));
  return a.every(({ terc, name }) => (names.get(terc) ?? name) === name);
}

/** A row that could not be taken belongs to the voivodeship that it begins with, or else to any. */
function mayBeIn(voivodeship: string, unread: string): boolean {
  const start = /^([\d?]{2,7}:|\d\d(?!\d))/.exec(unread)?.[0].slice(0, 2);
  return start === undefined || start === voivodeship || start.includes('?');
}

function voivodeshipOf({ terc }: RegisterRow): string {
  return terc.slice(0, 2);
}
