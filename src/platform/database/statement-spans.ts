/** When each statement of an operation was sent and answered, for a trace. */

export interface StatementSpan {
  /** SQL without values, or the name of a Prisma read: `Release.findMany`. */
  readonly text: string;
  /** Milliseconds since 1970, with fractions. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** Null: it failed. */
  readonly rows: number | null;
}

const maxSpans = 200;
const maxText = 4_000;

/** Those after the first two hundred only cost memory. */
export async function timed<T>(spans: StatementSpan[], text: string, send: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const note = (rows: number | null): void => {
    if (spans.length >= maxSpans) return;
    spans.push({
      text: text.slice(0, maxText),
      startedAt: performance.timeOrigin + start,
      durationMs: performance.now() - start,
      rows,
    });
  };
  try {
    const result = await send();
    note(Array.isArray(result) ? result.length : 1);
    return result;
  } catch (error) {
    note(null);
    throw error;
  }
}
