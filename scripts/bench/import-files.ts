/** The large files that imports are measured with: made up, the same in every run. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sl2014Xlsx } from '../../test/fixtures/eu-projects/lists.ts';
import { benchRows } from '../../test/fixtures/eu-projects/many.ts';
import { buildTerc, toCsv } from '../../test/fixtures/terc.ts';

export interface BenchFile {
  readonly source: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly options: readonly string[];
}

async function written(
  folder: string,
  name: string,
  content: string | Uint8Array,
  facts: Pick<BenchFile, 'source' | 'options'>,
): Promise<BenchFile> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return { ...facts, path: file, bytes: await readFile(file) };
}

const day = '2000-01-01';

/** The whole register: 16 voivodeships, 380 powiats, their gminas and parts. */
export function registerFile(folder: string): Promise<BenchFile> {
  return written(folder, `TERC_${day}.csv`, toCsv(buildTerc({ asOf: day })), { source: 'teryt', options: [] });
}

/** 100,000 projects in the layout of 2014-2020: 25 columns, descriptions of up to 2,000 characters. */
export function projectsFile(folder: string): Promise<BenchFile> {
  const bytes = sl2014Xlsx(benchRows(100_000));
  return written(folder, 'Lista_projektow_2023-12-31.xlsx', bytes, { source: 'eu-projects', options: [] });
}

export const years = Array.from({ length: 25 }, (_, index) => 2000 + index);
export const groups = Array.from({ length: 16 }, (_, index) => `group-${index + 1}`);

/** One million values of one metric: every gmina, 25 years, 16 groups; months fill them up. */
export async function observationsFile(folder: string): Promise<BenchFile> {
  const codes = buildTerc({ asOf: day })
    .filter(({ RODZ }) => ['1', '2', '3'].includes(RODZ))
    .map(({ WOJ, POW, GMI, RODZ }) => WOJ + POW + GMI + RODZ);
  const lines = ['code,year,group,value'];
  let state = 1;
  for (const code of codes) {
    for (const year of years) {
      for (const group of groups) {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        lines.push(`${code},${year},${group},${(state % 1_000_000) / 10}`);
      }
    }
  }
  for (let index = 0; lines.length <= 1_000_000; index += 1) {
    const month = String(1 + Math.floor(index / codes.length)).padStart(2, '0');
    lines.push(`${codes[index % codes.length]},2024-${month},total,1`);
  }
  const mapping = path.join(folder, 'million.yaml');
  await writeFile(
    mapping,
    `facet: { code: bench, name: Bench, publisher: Nobody, licence: CC0 }
code: code
period: { column: year }
dimensions: [{ code: group, column: group }]
values: [{ column: value, metric: bench-1 }]
metrics: [{ code: bench-1, namePl: Bench, unitPl: osoba, aggregation: SUM }]
`,
  );
  return written(folder, 'million.csv', `${lines.join('\n')}\n`, {
    source: 'metrics',
    options: ['--mapping', mapping],
  });
}
