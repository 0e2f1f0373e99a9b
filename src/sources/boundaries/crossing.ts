/** Whether a ring crosses itself, which leaves open what is inside: RFC 7946 takes rings to be simple, as OGC 06-103r4 does. */
import type { Position, Ring } from './rings.ts';

interface Edge {
  readonly from: Position;
  readonly to: Position;
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** The boundary of a voivodeship takes a tenth of this; a ring that is made to hurt is left unchecked. */
const maxComparisons = 5_000_000;

/** Where two of its edges cross; null where none do. Edges that only touch are left alone. */
export function crossingOf(ring: Ring): Position | null {
  const edges = ring
    .slice(1)
    .map((to, index): Edge => {
      const from = ring[index] as Position;
      const [west, east] = from[0] < to[0] ? [from[0], to[0]] : [to[0], from[0]];
      const [south, north] = from[1] < to[1] ? [from[1], to[1]] : [to[1], from[1]];
      return { from, to, west, east, south, north };
    })
    .toSorted((a, b) => a.west - b.west);
  let comparisons = 0;
  let reached: Edge[] = [];
  for (const edge of edges) {
    reached = reached.filter(({ east }) => east >= edge.west);
    comparisons += reached.length + 1;
    if (comparisons > maxComparisons) return null;
    const crossed = reached.find((other) => cross(edge, other));
    if (crossed !== undefined) return edge.from;
    reached.push(edge);
  }
  return null;
}

function cross(a: Edge, b: Edge): boolean {
  return (
    a.south <= b.north &&
    b.south <= a.north &&
    side(a.from, a.to, b.from) * side(a.from, a.to, b.to) < 0 &&
    side(b.from, b.to, a.from) * side(b.from, b.to, a.to) < 0
  );
}

/** 1 to the left of the line, -1 to the right, 0 on it. */
function side([x1, y1]: Position, [x2, y2]: Position, [x, y]: Position): number {
  return Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
}
