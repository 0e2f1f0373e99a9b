/** Tickets and amendments of all entries of an answer at once. */
import type { Context } from '#graphql/context.ts';
import { OwnedRowLoader } from '#graphql/owned-rows.ts';
import { RowLoader } from '#graphql/rows.ts';
import { type Review, reviewColumns } from '#reviews';
import type { AmendedEntry, AmendmentTarget } from './amendments/model.ts';
import type { CorrectionTarget, Target } from './model.ts';

type Numbered = { readonly number: number };
type OpenRow = Numbered & { readonly targetType: CorrectionTarget; readonly targetKey: string };
type ApprovedRow = Numbered & { readonly targetType: AmendmentTarget; readonly targetKey: string };
type ReviewRow = Numbered & Review;

/** `OFFICE jst-020202` */
export function keyOfEntry({ type, key }: Target | AmendedEntry): string {
  return `${type} ${key}`;
}

/** Entries by their kinds, as conditions of rows that are about them. */
function aboutAny<Type extends string>(owners: readonly string[]) {
  const entries = owners.map((owner) => {
    const place = owner.indexOf(' ');
    return { type: owner.slice(0, place) as Type, key: owner.slice(place + 1) };
  });
  return [...Map.groupBy(entries, ({ type }) => type)].map(([targetType, ofType]) => ({
    targetType,
    targetKey: { in: ofType.map(({ key }) => key) },
  }));
}

const ownerOf = ({ targetType, targetKey }: OpenRow | ApprovedRow): string =>
  keyOfEntry({ type: targetType, key: targetKey } as Target);

type ReadNumbered = (args: { where: { number: { in: number[] } }; select: never }) => Promise<object[]>;

/** Rows of a type by their number. */
function byNumber(context: Context, typename: string, read: ReadNumbered): RowLoader<number, Numbered> {
  return new RowLoader<number, Numbered>(
    typename,
    context,
    ({ number }) => number,
    (numbers, { select }) => {
      const rows = read({ where: { number: { in: [...numbers] } }, select: { ...select, number: true } as never });
      return rows as Promise<Numbered[]>;
    },
  );
}

/** They change between releases, so no answer with them is cached. */
export function correctionLoaders(context: Context) {
  context.readsLive();
  const { db } = context;
  return {
    correction: byNumber(context, 'Correction', (args) => db.prisma.correction.findMany(args)),
    /** Releases that have a ticket: also the one that this very mutation has made. */
    release: byNumber(context, 'Release', (args) => db.prisma.release.findMany(args)),
    /** By `keyOfEntry`; the oldest first. */
    open: new OwnedRowLoader<OpenRow>('Correction', context, ownerOf, (owners, { select }) =>
      db.prisma.correction.findMany({
        where: { state: 'OPEN', OR: aboutAny<CorrectionTarget>(owners) },
        select: { ...select, number: true, targetType: true, targetKey: true },
        orderBy: { number: 'asc' },
      }),
    ),
  };
}

/** Of an entry, in the mean over all that an answer shows. */
const maxApproved = 200;

export function amendmentLoaders(context: Context) {
  const { db } = context;
  return {
    /** By `keyOfEntry`; the newest first. Each was approved with a release, so they are a part of it. */
    approved: new OwnedRowLoader<ApprovedRow>('Amendment', context, ownerOf, (owners, { select }) =>
      db.prisma.amendment.findMany({
        where: { state: 'APPROVED', OR: aboutAny<AmendmentTarget>(owners) },
        select: { ...select, number: true, targetType: true, targetKey: true },
        orderBy: { number: 'desc' },
        take: maxApproved * owners.length,
      }),
    ),
    /** For those who may see it, which is for the caller to know. */
    proposal: byNumber(context, 'AmendmentProposal', (args) => db.prisma.amendment.findMany(args)),
    returned: byNumber(context, 'AmendmentReturn', (args) => db.prisma.amendmentReturn.findMany(args)),
    /** Of an amendment, by its number; whoever shows them leaves out those that the viewer may not see. */
    reviews: new OwnedRowLoader<ReviewRow>(
      'AmendmentReview',
      context,
      ({ number }) => String(number),
      (owners, { select }) =>
        db.prisma.amendmentReview.findMany({
          where: { number: { in: owners.map(Number) } },
          select: { ...select, ...reviewColumns, number: true },
          orderBy: [{ assignedAt: 'asc' }, { reviewerId: 'asc' }],
        }),
    ),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly corrections: ReturnType<typeof correctionLoaders>;
    readonly amendments: ReturnType<typeof amendmentLoaders>;
  }
}
