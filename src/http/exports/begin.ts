/** The beginning of an export: what is known before the first byte is sent. */
import type { PreparedExport } from './prepare.ts';
import { releaseChanged } from './problems.ts';
import { type ExportPage, ReleaseChangedError, type WalkFacts, type WalkParts, walkPages } from './walk.ts';

export interface BegunExport {
  readonly release: number;
  readonly total: number;
  /** All pages, from the first. */
  readonly pages: AsyncGenerator<ExportPage, void, undefined>;
}

const attempts = 3;
/** Most exports are not longer, so that a release which is published meanwhile only makes them begin again. */
const entriesAhead = 2_000;

/** Reads ahead, unless the list has more entries than `max`: then only its length is wanted. */
export async function beginExport(
  parts: WalkParts,
  prepared: PreparedExport,
  facts: WalkFacts,
  { signal, max }: { signal: AbortSignal; max: number },
): Promise<BegunExport> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const walk = walkPages(parts, prepared, facts, signal);
    try {
      const ahead = await readAhead(walk, max);
      const [{ release, total } = { release: 0, total: 0 }] = ahead;
      return { release, total, pages: joined(ahead, walk) };
    } catch (error) {
      if (!(error instanceof ReleaseChangedError)) throw error;
    }
  }
  throw releaseChanged();
}

async function readAhead(walk: AsyncGenerator<ExportPage, void, undefined>, max: number): Promise<ExportPage[]> {
  const ahead: ExportPage[] = [];
  let entries = 0;
  while (entries < entriesAhead) {
    const { value, done } = await walk.next();
    if (done === true || value === undefined) break;
    ahead.push(value);
    entries += value.entries.length;
    if (value.total > max) break;
  }
  return ahead;
}

async function* joined(
  ahead: ExportPage[],
  walk: AsyncGenerator<ExportPage, void, undefined>,
): AsyncGenerator<ExportPage, void, undefined> {
  for (let page = ahead.shift(); page !== undefined; page = ahead.shift()) yield page;
  yield* walk;
}
