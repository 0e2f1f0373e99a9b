/** What imports could not take or not join for certain: listed, never guessed. */

import type { GraphQLResolveInfo } from 'graphql';
import type { Prisma } from '#platform/database/index.ts';
import {
  type MatchCandidate as CandidateRecord,
  type ProblemKind as Kind,
  problemKinds,
} from '#platform/problems/model.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connections.ts';
import type { Context } from './context.ts';
import { type KeysetList, keysetPage } from './keyset.ts';
import { listTotals } from './lists/totals.ts';
import { markLoaded } from './loaded-rows.ts';
import { MatchCandidate } from './matches.ts';
import { type Direction, listArgs, orderInput } from './ordering.ts';
import { pagePath, shownAtField } from './page-url.ts';
import { filteredPageComplexity, isNumbers, type Ordering, pageComplexity, pageOf, withRows } from './pages.ts';
import { keyOfProblem, problemOfKey } from './release-loaders.ts';
import { Release, Source } from './releases.ts';
import { nodesByIds, selectionOfEntries } from './rows.ts';

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

/** Of a count over all problems that a filter leaves. */
const countCost = 300;

/** A row that was rejected is a problem of its release, too. */
const Problem = builder.prismaNode('Problem', {
  description: 'Something in a source that could not be imported, or not be matched for certain.',
  select: { release: true, ordinal: true },
  id: { resolve: keyOfProblem, description: 'Global id; made from the release and a number in it.' },
  findUnique: (key) => ({ release_ordinal: problemOfKey(key) }),
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.releases.problems) },
  fields: (t) => ({
    url: t.string({
      select: { release: true },
      ...shownAtField<{ release: number }>(({ release }) => pagePath('releases', release)),
    }),
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

builder.prismaObjectField(Release, 'rejectedRows', (t) =>
  t.connection(
    {
      type: Problem,
      description: 'The rejected records, in the order of the file.',
      complexity: pageComplexity,
      select: { number: true, rejected: true },
      resolve: ({ number, rejected }, args, { loaders }, info) => {
        const ordinals = Array.from({ length: rejected }, (_, index) => index + 1);
        const page = pageOf(ordinals, args, byOrdinal);
        return withRows(page, (found) =>
          loaders.releases.problems.loadEntries(
            found.map((ordinal) => keyOfProblem({ release: number, ordinal })),
            info,
          ),
        );
      },
    },
    connectionOf(Problem),
  ),
);

/** Numbers run without gaps, so that a page of them needs no query. */
const byOrdinal: Ordering<number> = {
  name: 'rejected',
  keyOf: (number) => [String(number)],
  isKey: (key) => isNumbers(key, 1),
  compareKeys: ([a], [b]) => Number(a) - Number(b),
};

interface Filter {
  readonly kinds?: Kind[] | null | undefined;
  readonly releases?: number[] | null | undefined;
  readonly not?: Filter | null | undefined;
}

const ProblemFilter = builder.inputRef<Filter>('ProblemFilter');

ProblemFilter.implement({
  description: 'Filters problems; all conditions must hold.',
  fields: (t) => ({
    kinds: t.field({ type: [ProblemKind], description: 'Matches problems of any of these kinds.' }),
    releases: t.intList({ description: 'Matches problems of the releases with these numbers.' }),
    not: t.field({ type: ProblemFilter, description: 'Matches problems that this filter does not match.' }),
  }),
});

const ProblemOrder = orderInput({
  typename: 'Problem',
  things: 'problems',
  fields: { RELEASE: 'By release; in each the rejected rows first, then the others in the order of the file.' },
});

builder.queryField('problems', (t) =>
  t.connection(
    {
      type: Problem,
      description:
        'What imports rejected or could not match for certain, by default of the newest release first. The source of a release repeats the problems that it still has.',
      args: listArgs('problems', ProblemFilter, ProblemOrder, 'RELEASE descending'),
      complexity: filteredPageComplexity(countCost),
      resolve: (_root, { filter, orderBy, ...page }, context, info) =>
        keysetPage(problemList(context, filter ?? {}, orderBy?.direction ?? 'DESC', info), page),
    },
    connectionOf(Problem),
  ),
);

interface ProblemKey {
  readonly release: number;
  readonly ordinal: number;
}

function problemList(
  context: Context,
  filter: Filter,
  direction: Direction,
  info: GraphQLResolveInfo,
): KeysetList<ProblemKey> {
  const { db, release: current } = context;
  const { select } = selectionOfEntries('Problem', context, info);
  const where = { AND: [{ release: { lte: current.number } }, conditionOf(filter)] };
  return {
    name: direction === 'DESC' ? 'problems' : 'problems RELEASE ASC',
    keyOf: (problem) => [String(problem.release), String(problem.ordinal)],
    isKey: (key) => isNumbers(key, 2),
    fetch: async ({ after, before, backwards, limit }) => {
      const rows: ProblemKey[] = await db.prisma.problem.findMany({
        where: { AND: [where, ...placed(after, 'after', direction), ...placed(before, 'before', direction)] },
        orderBy: [
          { release: (direction === 'ASC') === backwards ? 'desc' : 'asc' },
          { ordinal: backwards ? 'desc' : 'asc' },
        ],
        take: limit,
        select: { ...select, release: true, ordinal: true },
      });
      return rows.map(markLoaded);
    },
    // Problems are only added, with a release.
    count: () =>
      current.get(listTotals).count('problem', JSON.stringify(filter), () => db.prisma.problem.count({ where })),
  };
}

function conditionOf({ kinds, releases, not }: Filter): Prisma.ProblemWhereInput {
  return {
    ...(kinds == null ? {} : { kind: { in: kinds } }),
    ...(releases == null ? {} : { release: { in: releases } }),
    ...(not == null ? {} : { NOT: conditionOf(not) }),
  };
}

/** Behind or before a place: releases go in the direction, the problems of each up. */
function placed(key: readonly string[] | null, side: 'after' | 'before', direction: Direction) {
  if (key === null) return [];
  const [release = 0, ordinal = 0] = key.map(Number);
  const isHigher = (direction === 'ASC') === (side === 'after');
  return [
    {
      release: isHigher ? { gte: release } : { lte: release },
      OR: [
        { release: isHigher ? { gt: release } : { lt: release } },
        { ordinal: side === 'after' ? { gt: ordinal } : { lt: ordinal } },
      ],
    },
  ];
}
