/** What a unit that is no longer listed may live on as. */
import type { IsoDate } from '../model.ts';
import { foldName } from '../text.ts';
import type { Matchable } from './match.ts';
import type { ObservedUnit } from './observe.ts';
import type { Track, UnitState } from './track.ts';
import { fitsCode, type Stray } from './unread.ts';

export interface Origin extends Matchable {
  readonly track: Track;
}

/** What a vanished unit may live on as. */
export interface Candidate extends Matchable {
  /** A unit that appears; others only stand in the way of being sure. */
  readonly unit?: ObservedUnit;
  /** The last day on which it was certainly not there. */
  readonly absentOn?: IsoDate | undefined;
  /** The day from which it is known. */
  readonly begun?: IsoDate;
}

export function mayBeOne({ track }: Origin, { begun }: Candidate): boolean {
  return begun === undefined || begun > track.lastShown;
}

/** Whether a row under a code of nobody may be the row of a unit that is not listed under its own. */
export function mayBeRowOf(stray: Stray, unit: UnitState): boolean {
  const isSameKind = stray.kind === unit.kind || (isGmina(stray.kind) && isGmina(unit.kind));
  const mayHaveName = stray.name === null || stray.name === foldName(unit.name);
  // With a part of the code missing it may be its very row, with a new name.
  return isSameKind && (mayHaveName || fitsCode(stray.terc, unit.terc));
}

const isGmina = (kind: string | null): boolean => kind?.endsWith('GMINA') ?? true;
