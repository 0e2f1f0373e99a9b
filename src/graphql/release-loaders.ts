/** Sources, releases and rejected rows, for all objects of an answer at once. */
import DataLoader from 'dataloader';
import { query } from '#platform/database/index.ts';
import { type ChangeCount, readChangeCounts } from '#platform/releases/changes.ts';
import type { Context } from './context.ts';
import { RowLoader } from './rows.ts';

type SourceRow = { readonly id: string };
type ReleaseRow = { readonly number: number };
type ProblemRow = { readonly release: number; readonly ordinal: number };

export function releaseLoaders(context: Context) {
  const { db, release } = context;
  return {
    sources: new RowLoader<string, SourceRow>(
      'Source',
      context,
      ({ id }) => id,
      (ids, { select }) =>
        db.prisma.source.findMany({ where: { id: { in: [...ids] } }, select: { ...select, id: true } }),
    ),
    releases: new RowLoader<number, ReleaseRow>(
      'Release',
      context,
      ({ number }) => number,
      (numbers, { select }) =>
        db.prisma.release.findMany({
          where: { number: { in: [...numbers], lte: release.number } },
          select: { ...select, number: true },
        }),
    ),
    /** The number of the first release of a source; null when it has none yet in the release that is read. */
    firstOfSource: new DataLoader<string, number | null>(async (sources) => {
      const releases = query
        .selectFrom('release')
        .where('source_id', 'in', sources)
        .where('number', '<=', release.number);
      const rows = await db.rows(
        releases.groupBy('source_id').select((row) => ['source_id', row.fn.min('number').as('first')]),
      );
      const found = new Map(rows.map(({ source_id: source, first }) => [source, first]));
      return sources.map((source) => found.get(source) ?? null);
    }),
    changes: new DataLoader<number, ChangeCount[]>(async (numbers) => {
      const range = { from: Math.min(...numbers) - 1, to: Math.max(...numbers), types: null };
      const counts = Map.groupBy(await readChangeCounts(db, range), ({ release: number }) => number);
      return numbers.map((number) => counts.get(number) ?? []);
    }),
    /** By `<release>:<ordinal>`. */
    rejectedRows: new RowLoader<string, ProblemRow>('RejectedRow', context, keyOf, (keys, { select }) => {
      const places = keys.map((key) => key.split(':').map(Number) as [number, number]);
      return db.prisma.problem.findMany({
        where: {
          release: { in: [...new Set(places.map(([number]) => number))] },
          ordinal: { in: [...new Set(places.map(([, ordinal]) => ordinal))] },
        },
        select: { ...select, release: true, ordinal: true },
      });
    }),
  };
}

function keyOf({ release, ordinal }: ProblemRow): string {
  return `${release}:${ordinal}`;
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly releases: ReturnType<typeof releaseLoaders>;
  }
}
