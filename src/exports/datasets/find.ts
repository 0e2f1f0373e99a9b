/** A dataset and a format by the name of a file: `projects.csv`, `projects.ndjson.gz`, `observations/72305.parquet`. */
import { type Dataset, datasets } from './index.ts';

export const formats = ['csv', 'ndjson', 'parquet', 'geojson'] as const;
export type Format = (typeof formats)[number];

export function formatsOf({ columns }: Dataset): readonly Format[] {
  const hasGeometry = Object.values(columns).some(([type]) => type === 'geometry');
  return hasGeometry ? formats : formats.filter((format) => format !== 'geojson');
}

export interface NamedTable {
  readonly dataset: Dataset;
  readonly format: Format;
  readonly isZipped: boolean;
  readonly metric: string | undefined;
}

/** Null when no dataset, or no format of it, has the name. */
export function tableNamed(name: string): NamedTable | null {
  const [, base = '', format = '', zipped] = /^(.*?)\.(csv|ndjson|parquet|geojson)(\.gz)?$/.exec(name) ?? [];
  const [wanted, metric, ...more] = base.split('/');
  const dataset = datasets.find((known) => known.name === wanted);
  if (dataset === undefined || more.length > 0 || (metric !== undefined && wanted !== 'observations')) return null;
  const known = formatsOf(dataset).find((candidate) => candidate === format);
  if (known === undefined || metric === '') return null;
  return { dataset, format: known, isZipped: zipped !== undefined, metric };
}

/** The names of all files that a release has, but for those of single metrics. */
export const fileNames: readonly string[] = datasets.flatMap((dataset) =>
  formatsOf(dataset).map((format) => `${dataset.name}.${format}`),
);
