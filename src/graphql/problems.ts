/** What imports could not take or not join for certain: listed, never guessed. */

import { LRUCache } from 'lru-cache';
import { query } from '#platform/database/index.ts';
import {
  type MatchCandidate as CandidateRecord,
  type ProblemKind as Kind,
  problemKinds,
} from '#platform/problems/model.ts';
import type { ReleaseState } from '#platform/releases/current.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connections.ts';
import type { Context } from './context.ts';
import { type KeysetList, type KeysetRange, keysetPage } from './keyset.ts';
import { MatchCandidate } from './matches.ts';
import { isNumbers, pageComplexity } from './pages.ts';
import { problemIdDescription, problemIdOf } from './problem-ids.ts';
import { Release, Source } from './releases.ts';

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

interface ProblemRow {
  readonly release: number;
  readonly ordinal: number;
  readonly sourceId: string;
  readonly kind: Kind;
  readonly row: number;
  readonly column: string | null;
  readonly reason: string;
  readonly original: string;
  readonly candidates: readonly CandidateRecord[];
}

const Problem = builder.objectRef<ProblemRow>('Problem').implement({
  description: 'Something in a source that could not be imported, or not be matched for certain.',
  fields: (t) => ({
    id: t.id({ description: problemIdDescription, resolve: problemIdOf }),
    kind: t.expose('kind', { type: ProblemKind, description: 'What kind of problem it is.' }),
    source: t.field({
      type: Source,
      description: 'The source in which it stands.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
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
      resolve: ({ candidates }) => [...candidates],
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
      resolve: (_root, { release, kind, ...page }, context) =>
        keysetPage(problemList(context, release ?? null, kind ?? null), page),
    },
    connectionOf(Problem),
  ),
);

function problemList({ db, release: current }: Context, release: number | null, kind: Kind | null) {
  const wanted: Wanted = { release, kind, until: current.number };
  const list: KeysetList<ProblemRow> = {
    name: 'problems',
    keyOf: (problem) => [String(problem.release), String(problem.ordinal)],
    isKey: (key) => isNumbers(key, 2),
    fetch: (range) => db.rows(problemsIn(wanted, range)),
    count: () =>
      countOf(current, release, kind, async () => {
        const counted = problemsOf(wanted).select(({ cast, fn }) => cast<number>(fn.countAll(), 'integer').as('count'));
        return (await db.rows(counted))[0]?.count ?? 0;
      }),
  };
  return list;
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

interface Wanted {
  readonly release: number | null;
  readonly kind: Kind | null;
  readonly until: number;
}

function problemsOf({ release, kind, until }: Wanted) {
  let problems = query.selectFrom('problem as p').where('p.release', '<=', until);
  if (release !== null) problems = problems.where('p.release', '=', release);
  if (kind !== null) problems = problems.where('p.kind', '=', kind);
  return problems;
}

/** Of the newest release first, in each in the order of the file. */
function problemsIn(wanted: Wanted, { after, before, backwards, limit }: KeysetRange) {
  let problems = problemsOf(wanted)
    .innerJoin('release as r', 'r.number', 'p.release')
    .select(['p.release', 'p.ordinal', 'r.source_id as sourceId', 'p.kind', 'p.row', 'p.column', 'p.reason'])
    .select(['p.original', 'p.candidates'])
    .orderBy('p.release', backwards ? 'asc' : 'desc')
    .orderBy('p.ordinal', backwards ? 'desc' : 'asc')
    .limit(limit)
    .$narrowType<Pick<ProblemRow, 'candidates'>>();
  if (after !== null) {
    const [release, ordinal] = [Number(after[0]), Number(after[1])];
    problems = problems.where(({ and, eb, or }) =>
      or([eb('p.release', '<', release), and([eb('p.release', '=', release), eb('p.ordinal', '>', ordinal)])]),
    );
  }
  if (before !== null) {
    const [release, ordinal] = [Number(before[0]), Number(before[1])];
    problems = problems.where(({ and, eb, or }) =>
      or([eb('p.release', '>', release), and([eb('p.release', '=', release), eb('p.ordinal', '<', ordinal)])]),
    );
  }
  return problems;
}
