/** What part of the plane of outlines a map shows. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const margin = 0.02;

/** The box around outlines, with a margin; null around none. */
export function boxAround(outlines: Iterable<string>): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const outline of outlines) {
    for (const [x, y] of pointsOf(outline)) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (left > right) return null;
  const edge = Math.ceil(margin * Math.max(right - left, bottom - top));
  return { x: left - edge, y: top - edge, width: right - left + 2 * edge, height: bottom - top + 2 * edge };
}

/** Of the paths that the API returns: `M`, then `l` with relative steps, `z`. */
function* pointsOf(outline: string): Generator<readonly [x: number, y: number]> {
  for (const [, startX, startY, steps = ''] of outline.matchAll(/M(-?\d+)\s?(-?\d+)l([^z]*)z/g)) {
    let [x, y] = [Number(startX), Number(startY)];
    yield [x, y];
    for (const [, stepX, stepY] of steps.matchAll(/(-?\d+)\s?(-?\d+)/g)) {
      x += Number(stepX);
      y += Number(stepY);
      yield [x, y];
    }
  }
}
