export type { Delimiter } from '#formats/csv-records.ts';
