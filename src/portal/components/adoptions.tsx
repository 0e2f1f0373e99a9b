/** Who adopted a practice from whom, as a small graph from left to right; the list below it says the same in words. */

import { linesOf } from '#charts/svg.ts';

export interface Adoption {
  readonly adopter: string;
  /** Null: it is not stated from whom. */
  readonly from: string | null;
}

interface PlacedNode {
  readonly name: string;
  readonly column: number;
  readonly row: number;
}

const box = { width: 230, height: 52, gapX: 70, gapY: 18, padding: 10 };

export function AdoptionGraph({ label, adoptions }: { label: string; adoptions: readonly Adoption[] }) {
  const edges = adoptions.filter((adoption) => adoption.from !== null);
  if (edges.length === 0) return null;
  const nodes = placed(adoptions);
  const columns = Math.max(...nodes.map(({ column }) => column)) + 1;
  const rows = Math.max(...nodes.map(({ row }) => row)) + 1;
  const width = columns * (box.width + box.gapX) - box.gapX;
  const height = rows * (box.height + box.gapY) - box.gapY;
  const byName = new Map(nodes.map((node) => [node.name, node]));
  return (
    <div class="graph">
      <svg viewBox={`-2 -2 ${width + 4} ${height + 4}`} width={width} height={height} role="img" aria-label={label}>
        {edges.map(({ from, adopter }) => (
          <Edge key={`${from} ${adopter}`} from={byName.get(from ?? '')} to={byName.get(adopter)} />
        ))}
        {nodes.map((node) => (
          <Node key={node.name} node={node} />
        ))}
      </svg>
    </div>
  );
}

function Edge({ from, to }: { from: PlacedNode | undefined; to: PlacedNode | undefined }) {
  if (from === undefined || to === undefined) return null;
  const [startX, startY] = [xOf(from) + box.width, yOf(from) + box.height / 2];
  const [endX, endY] = [xOf(to) - 4, yOf(to) + box.height / 2];
  const middle = (startX + endX) / 2;
  return (
    <>
      <path class="edge" d={`M${startX} ${startY}C${middle} ${startY} ${middle} ${endY} ${endX} ${endY}`} />
      <path class="arrow" d={`M${endX} ${endY}l-9 -5v10z`} />
    </>
  );
}

function Node({ node }: { node: PlacedNode }) {
  const lines = linesOf(node.name, { width: box.width - 2 * box.padding, fontSize: 14, max: 2 });
  const top = yOf(node) + box.height / 2 - (lines.length - 1) * 9 + 5;
  return (
    <g>
      <title>{node.name}</title>
      <rect x={xOf(node)} y={yOf(node)} width={box.width} height={box.height} rx="4" />
      {lines.map((line, index) => (
        <text key={line} x={xOf(node) + box.padding} y={top + index * 18} font-size="14">
          {line}
        </text>
      ))}
    </g>
  );
}

function xOf({ column }: PlacedNode): number {
  return column * (box.width + box.gapX);
}

function yOf({ row }: PlacedNode): number {
  return row * (box.height + box.gapY);
}

/** Each as many columns from the left as the adoption had steps; who adopts in a circle stays where it was met first. */
function placed(adoptions: readonly Adoption[]): PlacedNode[] {
  const columns = new Map<string, number>();
  const columnOf = (name: string, seen: readonly string[]): number => {
    const known = columns.get(name);
    if (known !== undefined) return known;
    const sources = adoptions.filter(({ adopter, from }) => adopter === name && from !== null && !seen.includes(from));
    const column = Math.max(-1, ...sources.map(({ from }) => columnOf(from ?? '', [...seen, name]))) + 1;
    columns.set(name, column);
    return column;
  };
  const names = new Set(adoptions.flatMap(({ from, adopter }) => (from === null ? [adopter] : [from, adopter])));
  const rows = new Map<number, number>();
  return [...names].map((name) => {
    const column = columnOf(name, []);
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    return { name, column, row };
  });
}
