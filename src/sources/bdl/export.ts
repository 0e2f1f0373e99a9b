/** An export of the Local Data Bank, understood: which metrics it has and how to read its rows. */
import type { MetricDefinition, Statement } from '#metrics';

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
