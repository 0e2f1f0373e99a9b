/** An export of the Local Data Bank, understood: which metrics it has and how to read its rows. */

import type { TextRow } from '#formats/text-table.ts';
import type { MetricDefinition, StatedNames, Statement } from '#metrics';
import { RefusedFileError } from '#platform/errors.ts';

export interface BdlExport {
  readonly format: string;
  /** Names the publication of the values, such as `bdl-fina-1590`. */
  readonly facetCode: string;
  readonly facetName: string;
  readonly metrics: readonly MetricDefinition[];
  readonly latestPeriod: number | null;
  statements(): Iterable<Statement>;
}

/** What a file that says too little may be completed with. */
export interface ExportHints {
  readonly fileName: string;
  readonly period: number | null;
}

export function sameForAll(texts: readonly string[]): boolean {
  return texts.every((text) => text === texts[0]);
}

/** Where a number is cut in two by its own decimal comma, what follows it stands under no heading. */
export function refuseShifted(row: TextRow, header: TextRow): void {
  const extra = row.cells.findIndex((cell, index) => cell.trim() !== '' && (header.cells[index] ?? '').trim() === '');
  if (extra === -1) return;
  throw new RefusedFileError(
    'UNKNOWN_FORMAT',
    `Row ${row.number} holds "${row.cells[extra]?.slice(0, 40)}" in column ${extra + 1}, which has no heading.`,
    'A decimal comma may stand between commas as delimiters: export it with semicolons, or put numbers in quotes.',
  );
}

/** `2,897,300` shows what the comma in `31,100` is, which alone would be 31.1. */
export function refuseGroupedDigits(row: TextRow, cell: string): void {
  if (!/^-?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$|^-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$/.test(cell)) return;
  throw new RefusedFileError(
    'UNKNOWN_FORMAT',
    `Row ${row.number} holds "${cell.slice(0, 40)}", in which thousands are separated, so that 31,100 would not be 31.1.`,
    'Export it again without separators of thousands, or load it as "metrics" with a mapping.',
  );
}

/** The name beside a code, which the code must not contradict; a row without a code is not found by its name alone. */
export function namesBeside(code: string, name: string | undefined): { names?: StatedNames } {
  return code === '' || name === undefined ? {} : { names: { unit: name, powiat: '', voivodeship: '' } };
}
