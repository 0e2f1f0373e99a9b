/** What imports could not take or not join for certain: listed, never guessed. */

import type { GraphQLResolveInfo } from 'graphql';
import { LRUCache } from 'lru-cache';
import {
  type MatchCandidate as CandidateRecord,
  type ProblemKind as Kind,
  problemKinds,
} from '#platform/problems/model.ts';
import type { ReleaseState } from '#platform/releases/current.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connections.ts';
import type { Context } from './context.ts';
import { type KeysetList, keysetPage } from './keyset.ts';
import { markLoaded } from './loaded-rows.ts';
import { MatchCandidate } from './matches.ts';
import { isNumbers, pageComplexity } from './pages.ts';
import { problemIdDescription, problemIdOf } from './problem-ids.ts';
import { Release, Source } from './releases.ts';
import { selectionOfEntries } from './rows.ts';

const kindDescriptions: Readonly<Record<Kind, string>> = {
  ROW_REJECTED: 'A row that could not be read, and was not taken.',
  UNIT_NOT_FOUND: 'A territorial unit that no register knows.',
  UNIT_AMBIGUOUS: 'A territorial unit that may be one of several.',
  UNIT_UNCERTAIN: 'A territorial unit that was joined, though code and names do not agree.',
  OFFICE_NOT_FOUND: 'An office that no list knows.',
  OFFICE_AMBIGUOUS: 'An office that may be one of several.',
  INVALID_NUMBER: 'A NIP or REGON whose check digit is wrong; it is kept as it stands and flagged.',
  INVALID_VALUE: 'A cell that could not be read, and was left out; the rest of the row was taken.',
  CUT_TEXT: 'A cell whose text was cut off in the source.',
  FOREIGN_PLACE: 'A place outside Poland, kept as text.',
  PERSONAL_DATA: "A private person's e-mail, phone or name, which was left out; its text is not shown.",
};

const ProblemKind = builder.enumType('ProblemKind', {
  description: 'What kind of problem an import met.',
  values: Object.fromEntries(problemKinds.map((kind) => [kind, { description: kindDescriptions[kind] }])) as Record<
    Kind,
    { description: string }
  >,
});

const Problem = builder.prismaObject('Problem', {
  description: 'Something in a source that could not be imported, or not be matched for certain.',
  select: { release: true, ordinal: true },
  fields: (t) => ({
    id: t.id({ description: problemIdDescription, resolve: problemIdOf }),
    kind: t.expose('kind', { type: ProblemKind, description: 'What kind of problem it is.' }),
    source: t.field({
      type: Source,
      description: 'The source in which it stands.',
      select: { foundIn: { select: { sourceId: true } } },
      resolve: ({ foundIn }, _args, { loaders }, info) => loaders.releases.sources.get(foundIn.sourceId, info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that was made from the source.',
      resolve: ({ release }, _args, { loaders }, info) => loaders.releases.releases.get(release, info),
    }),
    row: t.exposeInt('row', {
      description: 'Its line in the file, or its number among the records of an XML or JSON file, from 1.',
    }),
    column: t.exposeString('column', { nullable: true, description: 'The column; null when it is the whole row.' }),
    text: t.exposeString('original', { description: 'The cell or row as it stands; a very long one is cut.' }),
    reason: t.exposeString('reason', { description: 'What is wrong, and how to fix it.' }),
    candidates: t.field({
      type: [MatchCandidate],
      description: 'The candidates by confidence; at most 10.',
      select: { candidates: true },
      resolve: ({ candidates }) => candidates as unknown as CandidateRecord[],
    }),
  }),
});

builder.queryField('problems', (t) =>
  t.connection(
    {
      type: Problem,
      description:
        'What imports rejected or could not match for certain: the newest release first, in each the rejected rows first, then the others in the order of the file. The source of a release repeats the problems that it still has.',
      args: {
        release: t.arg.int({ description: 'Filters problems by the number of a release.' }),
        kind: t.arg({ type: ProblemKind, description: 'Filters problems by kind.' }),
      },
      complexity: pageComplexity,
      resolve: (_root, { release, kind, ...page }, context, info) =>
        keysetPage(problemList(context, { release: release ?? null, kind: kind ?? null }, info), page),
    },
    connectionOf(Problem),
  ),
);

interface Wanted {
  readonly release: number | null;
  readonly kind: Kind | null;
}

interface ProblemKey {
  readonly release: number;
  readonly ordinal: number;
}

function problemList(context: Context, { release, kind }: Wanted, info: GraphQLResolveInfo): KeysetList<ProblemKey> {
  const { db, release: current } = context;
  const { select } = selectionOfEntries('Problem', context, info);
  const where = {
    release: release === null ? { lte: current.number } : { equals: release, lte: current.number },
    ...(kind === null ? {} : { kind }),
  };
  return {
    name: 'problems',
    keyOf: (problem) => [String(problem.release), String(problem.ordinal)],
    isKey: (key) => isNumbers(key, 2),
    fetch: async ({ after, before, backwards, limit }) => {
      const rows: ProblemKey[] = await db.prisma.problem.findMany({
        where: { AND: [where, ...placed(after, 'after'), ...placed(before, 'before')] },
        orderBy: [{ release: backwards ? 'asc' : 'desc' }, { ordinal: backwards ? 'desc' : 'asc' }],
        take: limit,
        select: { ...select, release: true, ordinal: true },
      });
      return rows.map(markLoaded);
    },
    count: () => countOf(current, release, kind, () => db.prisma.problem.count({ where })),
  };
}

/** Behind or before a place: releases go down, the problems of each up. */
function placed(key: readonly string[] | null, side: 'after' | 'before') {
  if (key === null) return [];
  const [release = 0, ordinal = 0] = key.map(Number);
  return side === 'after'
    ? [{ release: { lte: release }, OR: [{ release: { lt: release } }, { ordinal: { gt: ordinal } }] }]
    : [{ release: { gte: release }, OR: [{ release: { gt: release } }, { ordinal: { lt: ordinal } }] }];
}

/** Problems are only added, with a release: until the next one their numbers stay. */
const counts = new WeakMap<ReleaseState, LRUCache<string, number>>();
const maxCounts = 1_000;

async function countOf(
  current: ReleaseState,
  release: number | null,
  kind: Kind | null,
  count: () => Promise<number>,
): Promise<number> {
  const known = counts.get(current) ?? new LRUCache<string, number>({ max: maxCounts });
  counts.set(current, known);
  const key = `${release} ${kind}`;
  const found = known.get(key) ?? (await count());
  known.set(key, found);
  return found;
}
