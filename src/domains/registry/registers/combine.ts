/** Decides what a newly read register adds to the ones that are kept. */
import type { RegisterRow } from '../history/observe.ts';
import type { IsoDate } from '../model.ts';
import type { KeptRegister, Slice } from './store.ts';

export interface NewRegister {
  readonly asOf: IsoDate;
  /** Voivodeships that the file lists completely; of the others it shows a selection. */
  readonly completeVoivodeships: readonly string[];
  readonly wholeCountry: boolean;
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
    const slice = { voivodeship, complete, wholeCountry: register.wholeCountry, sourceId, unread };
    const known = oldRows.get(voivodeship) ?? [];
    const told = withVoivodeshipRow(voivodeship, listed, known);
    const old = oldSlices.get(voivodeship);
    if (old !== undefined && !saysMore(slice, told, old, known)) continue;
    slices.push(slice);
    rows.push(...told);
  }
  const replaced = new Set(slices.map(({ voivodeship }) => voivodeship));
  const combined = {
    asOf: register.asOf,
    slices: [...sameDay.slices.filter(({ voivodeship }) => !replaced.has(voivodeship)), ...slices],
    rows: [...sameDay.rows.filter((row) => !replaced.has(voivodeshipOf(row))), ...rows],
  };
  return { slices, rows, registers: [...kept.filter((other) => other !== sameDay), combined] };
}

/** The file of one voivodeship leaves out the voivodeship's own row, which is no news about it. */
function withVoivodeshipRow(
  voivodeship: string,
  listed: readonly RegisterRow[],
  known: readonly RegisterRow[],
): readonly RegisterRow[] {
  if (listed.some(({ terc }) => terc === voivodeship)) return listed;
  return [...known.filter(({ terc }) => terc === voivodeship), ...listed];
}

/** Whether the new slice takes the place of the one that is kept for the same voivodeship and day. */
function saysMore(slice: Slice, rows: readonly RegisterRow[], old: Slice, oldRows: readonly RegisterRow[]): boolean {
  if (slice.complete !== old.complete) return slice.complete;
  if (!sameRows(rows, oldRows)) return true;
  // The same rows again are no news, but a register of the whole country is the better source than a part's own.
  if (slice.wholeCountry !== old.wholeCountry) return slice.wholeCountry;
  return !sameTexts(slice.unread, old.unread);
}

/** A row that could not be taken belongs to the voivodeship that it begins with, or else to any. */
function mayBeIn(voivodeship: string, unread: string): boolean {
  const start = /^\d+$/.test(unread) ? unread.slice(0, 2) : /^\d\d(?!\d)/.exec(unread)?.[0];
  return start === undefined || start === voivodeship;
}

function sameRows(a: readonly RegisterRow[], b: readonly RegisterRow[]): boolean {
  if (a.length !== b.length) return false;
  const names = new Map(b.map(({ terc, name }) => [terc, name]));
  return a.every(({ terc, name }) => names.get(terc) === name);
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

function voivodeshipOf({ terc }: RegisterRow): string {
  return terc.slice(0, 2);
}
