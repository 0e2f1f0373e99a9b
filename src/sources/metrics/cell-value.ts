/** What a cell says: a number, or why there is none. Zero is a number; an empty cell is none. */

import { isCountable, plainDecimal, scaled } from '#formats/numbers.ts';
import type { Flag } from '#metrics';

export interface CellValue {
  readonly value: number | null;
  readonly flag: Flag;
}

/** What stands for the number zero, or for a value that is missing. */
export type MissingMarks = Readonly<Record<string, Flag | 'ZERO'>>;

/**
 * Statistics Poland's conventional signs: a dash for what was not published in this division, a dot for what is secret or
 * unreliable, x for what cannot be.
 */
export const defaultMissing: MissingMarks = {
  '': 'MISSING',
  '-': 'MISSING',
  '–': 'MISSING',
  '.': 'CONFIDENTIAL',
  x: 'NOT_APPLICABLE',
  X: 'NOT_APPLICABLE',
  n: 'NOT_YET_AVAILABLE',
};

export interface Reading {
  readonly missing: MissingMarks;
  readonly decimal?: ',' | '.' | undefined;
  readonly factor: number;
}

/** Null for a text that is neither a number nor a known mark. */
export function readCell(text: string, { missing, decimal, factor }: Reading): CellValue | null {
  const trimmed = text.trim();
  const mark = Object.hasOwn(missing, trimmed) ? missing[trimmed] : undefined;
  if (mark === 'ZERO') return { value: 0, flag: 'NORMAL' };
  if (mark !== undefined) return { value: null, flag: mark };
  // Nearly every cell of a large file; the general reading costs three times as much.
  if (factor === 1 && decimal !== ',' && /^\d{1,15}(?:\.\d{1,12})?$/.test(trimmed)) {
    return { value: Number(trimmed), flag: 'NORMAL' };
  }
  const plain = plainDecimal(trimmed, decimal);
  if (plain === null) return null;
  const value = scaled(plain, factor);
  return isCountable(value) ? { value, flag: 'NORMAL' } : null;
}

export function notANumber(text: string, { missing }: Reading): string {
  const marks = Object.keys(missing).filter((mark) => mark !== '');
  return `"${text.slice(0, 40)}" is no number (from 1e-100 to 1e100, of either sign, or 0) and no mark for a missing one. Fix it, or name it under "missing" (known: ${marks.join(' ')}).`;
}
