/** The table of docs/cost.md: what a point of cost takes, the dearest first. */
import { writeSection } from './section.ts';

export interface MeasuredCost {
  readonly name: string;
  readonly isHostile: boolean;
  readonly points: number;
  readonly hubMs: number;
  readonly databaseMs: number;
  /** Beyond what every request takes. */
  readonly usPerPoint: number;
}

const section = {
  file: 'docs/cost.md',
  marks: ['<!-- cost: written by node scripts/bench/cost.ts -->', '<!-- /cost -->'],
} as const;

export async function writeCostTable(found: readonly MeasuredCost[], median: number): Promise<void> {
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
  await writeSection(section, lines.join('\n'));
}
