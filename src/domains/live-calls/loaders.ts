/** Submissions and reviews of them, of all objects of an answer at once. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import { OwnedRowLoader } from '#graphql/owned-rows.ts';
import { RowLoader } from '#graphql/rows.ts';
import { query } from '#platform/database/index.ts';
import { type Review, reviewColumns, type UnderReview } from '#reviews';
import { type Criterion, criteriaOf } from './review/model.ts';

interface SubmissionRow {
  readonly callSlug: string;
  readonly sequence: number;
}

type ReviewRow = Review & SubmissionRow & { readonly submission: Pick<UnderReview, 'officeId' | 'submittedBy'> };

/** `living-lab-2026 17` */
export function keyOfSubmission({ callSlug, sequence }: SubmissionRow): string {
  return `${callSlug} ${sequence}`;
}

export function submissionOfKey(key: string): SubmissionRow {
  const [callSlug = '', sequence] = key.split(' ');
  return { callSlug, sequence: Number(sequence) };
}

interface InForce {
  readonly capacity: number;
  /** The numbers of the submissions that were not withdrawn, in their order. */
  readonly sequences: readonly number[];
}

function submissionsInForce(slugs: readonly string[]) {
  return query
    .selectFrom('live_call as c')
    .leftJoin('call_submission as s', (join) =>
      join.onRef('s.call_slug', '=', 'c.slug').on('s.withdrawn_at', 'is', null),
    )
    .select(['c.slug', 'c.capacity', 's.sequence'])
    .where('c.slug', 'in', slugs)
    .orderBy('s.sequence');
}

export function liveCallLoaders(context: Context) {
  const { db } = context;
  return {
    submission: new RowLoader<string, SubmissionRow>('CallSubmission', context, keyOfSubmission, (keys, { select }) =>
      db.prisma.callSubmission.findMany({
        where: { OR: keys.map(submissionOfKey) },
        select: { ...select, callSlug: true, sequence: true },
      }),
    ),
    /** By the slug of the call; null where there is no such call. */
    inForce: new DataLoader<string, InForce | null>(async (slugs) => {
      const calls = Map.groupBy(await db.rows(submissionsInForce(slugs)), ({ slug }) => slug);
      return slugs.map((slug) => {
        const rows = calls.get(slug);
        const [first] = rows ?? [];
        if (rows === undefined || first === undefined) return null;
        return { capacity: first.capacity, sequences: rows.flatMap(({ sequence }) => sequence ?? []) };
      });
    }),
    /** By the slug of the call. */
    criteria: new DataLoader<string, readonly Criterion[]>(async (slugs) => {
      const statement = query.selectFrom('live_call').select(['slug', 'criteria']).where('slug', 'in', slugs);
      const calls = new Map((await db.rows(statement)).map(({ slug, criteria }) => [slug, criteriaOf(criteria)]));
      return slugs.map((slug) => calls.get(slug) ?? []);
    }),
    /** Of a submission, by its key; whoever shows them leaves out those that the viewer may not see. */
    reviews: new OwnedRowLoader<ReviewRow>('Review', context, keyOfSubmission, (keys, { select }) =>
      db.prisma.submissionReview.findMany({
        where: { OR: keys.map(submissionOfKey) },
        select: {
          ...select,
          ...reviewColumns,
          callSlug: true,
          sequence: true,
          submission: { select: { officeId: true, submittedBy: true } },
        },
        orderBy: [{ assignedAt: 'asc' }, { reviewerId: 'asc' }],
      }),
    ),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly liveCalls: ReturnType<typeof liveCallLoaders>;
  }
}
