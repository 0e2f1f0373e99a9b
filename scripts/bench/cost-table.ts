/** The table of docs/cost.md: what a point of cost takes, the dearest first. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { benchFolder } from './servers.ts';

export interface MeasuredCost {
  readonly name: string;
  readonly isHostile: boolean;
  readonly points: number;
  readonly hubMs: number;
  readonly databaseMs: number;
  /** Beyond what every request takes. */
  readonly usPerPoint: number;
}

const marks = ['<!-- cost: written by node scripts/bench/cost.ts -->', '<!-- /cost -->'] as const;

export async function writeCostTable(found: readonly MeasuredCost[], median: number): Promise<void> {
  const file = path.join(benchFolder, '../../docs/cost.md');
  const text = await readFile(file, 'utf8');
  const [before, rest] = text.split(marks[0]);
  const after = rest?.split(marks[1])[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/cost.md has lost its marks ${marks.join(' ')}`);
  const worst = Math.max(...found.map(({ usPerPoint }) => usPerPoint));
  const lines = [
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}: the median is ${median.toFixed(1)} µs a point, the most ${(worst / median).toFixed(1)} times that.`,
    '',
    '| operation | points | ms: hub + database | µs a point | × median |',
    '|---|---|---|---|---|',
    ...found
      .toSorted((a, b) => b.usPerPoint - a.usPerPoint)
      .map(
        ({ name, isHostile, points, hubMs, databaseMs, usPerPoint }) =>
          `| ${isHostile ? name : `\`${name}\``} | ${Math.round(points).toLocaleString('en')} | ${hubMs.toFixed(1)} + ${databaseMs.toFixed(1)} | ${usPerPoint.toFixed(1)} | ${(usPerPoint / median).toFixed(1)} |`,
      ),
  ];
  await writeFile(file, `${before}${marks[0]}\n\n${lines.join('\n')}\n\n${marks[1]}${after}`);
}
