/** The formats of downloads in the words of the EU's and IANA's registries. */
import type { Format } from '../datasets/find.ts';

export interface FormatFacts {
  /** Of the EU vocabulary of file types. */
  readonly fileType: string;
  readonly mediaType: string;
  readonly title: readonly [polish: string, english: string];
}

export const formatFacts: Readonly<Record<Format, FormatFacts>> = {
  csv: { fileType: 'CSV', mediaType: 'text/csv', title: ['CSV', 'CSV'] },
  ndjson: {
    fileType: 'JSON',
    mediaType: 'application/x-ndjson',
    title: ['JSON, jeden obiekt w wierszu', 'JSON, one object in each line'],
  },
  parquet: { fileType: 'PARQUET', mediaType: 'application/vnd.apache.parquet', title: ['Parquet', 'Parquet'] },
  geojson: { fileType: 'GEOJSON', mediaType: 'application/geo+json', title: ['GeoJSON', 'GeoJSON'] },
};
