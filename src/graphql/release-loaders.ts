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
    problems: new RowLoader<string, ProblemRow>('Problem', context, keyOfProblem, (keys, { select }) => {
      const places = keys.map(problemOfKey);
      return db.prisma.problem.findMany({
        where: {
          release: { in: [...new Set(places.map(({ release: number }) => number))], lte: release.number },
          ordinal: { in: [...new Set(places.map(({ ordinal }) => ordinal))] },
        },
        select: { ...select, release: true, ordinal: true },
      });
    }),
  };
}

/** `<release>:<ordinal>` */
export function keyOfProblem({ release, ordinal }: ProblemRow): string {
  return `${release}:${ordinal}`;
}

/** A key that the hub never gave leads to nothing. */
export function problemOfKey(key: string): ProblemRow {
  const [, release = '0', ordinal = '0'] = /^(\d{1,9}):(\d{1,9})$/.exec(key) ?? [];
  return { release: Number(release), ordinal: Number(ordinal) };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly releases: ReturnType<typeof releaseLoaders>;
  }
}
