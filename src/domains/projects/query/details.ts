/** What belongs to projects, read by Prisma with the columns that the document needs: for all of an answer at once. */
import type { Context } from '#graphql/context.ts';
import { OwnedRowLoader } from '#graphql/owned-rows.ts';
import { RowLoader } from '#graphql/rows.ts';
import { recordLoaders } from './records.ts';

interface Row {
  readonly id: string;
}

export function detailLoaders(context: Context) {
  return { ...recordLoaders(context), ...moduleLoaders(context), ...productLoaders(context), ...byId(context) };
}

function byId(context: Context) {
  const { db } = context;
  const where = (ids: readonly string[]) => ({ id: { in: [...ids] } });
  const idOf = ({ id }: Row) => id;
  return {
    organisations: new RowLoader<string, Row>('Organisation', context, idOf, (ids, { select }) =>
      db.prisma.organisation.findMany({ where: where(ids), select: { ...select, id: true } }),
    ),
    participationById: new RowLoader<string, Row>('Participation', context, idOf, (ids, { select }) =>
      db.prisma.participation.findMany({ where: where(ids), select: { ...select, id: true } }),
    ),
    moduleById: new RowLoader<string, Row>('ProjectModule', context, idOf, (ids, { select }) =>
      db.prisma.projectModule.findMany({ where: where(ids), select: { ...select, id: true } }),
    ),
    productById: new RowLoader<string, Row>('ProjectProduct', context, idOf, (ids, { select }) =>
      db.prisma.projectProduct.findMany({ where: where(ids), select: { ...select, id: true } }),
    ),
  };
}

type OfProject = Row & { readonly projectId: string };

function moduleLoaders(context: Context) {
  const { db } = context;
  return {
    modules: new OwnedRowLoader<OfProject>(
      'ProjectModule',
      context,
      ({ projectId }) => projectId,
      (ids, { select }) =>
        db.prisma.projectModule.findMany({
          where: { projectId: { in: [...ids] } },
          select: { ...select, id: true, projectId: true },
          orderBy: { ordinal: 'asc' },
        }),
    ),
  };
}

function productLoaders(context: Context) {
  const { db } = context;
  return {
    products: new OwnedRowLoader<OfProject>(
      'ProjectProduct',
      context,
      ({ projectId }) => projectId,
      (ids, { select }) =>
        db.prisma.projectProduct.findMany({
          where: { projectId: { in: [...ids] } },
          select: { ...select, id: true, projectId: true },
          orderBy: { ordinal: 'asc' },
        }),
    ),
    productsOfModule: new OwnedRowLoader<Row & { readonly moduleId: string | null }>(
      'ProjectProduct',
      context,
      ({ moduleId }) => moduleId ?? '',
      (ids, { select }) =>
        db.prisma.projectProduct.findMany({
          where: { moduleId: { in: [...ids] } },
          select: { ...select, id: true, moduleId: true },
          orderBy: { ordinal: 'asc' },
        }),
    ),
    ratings: new OwnedRowLoader<{ readonly productId: string }>(
      'ProductRating',
      context,
      ({ productId }) => productId,
      (ids, { select }) =>
        db.prisma.productRating.findMany({
          where: { productId: { in: [...ids] } },
          select: { ...select, productId: true },
          orderBy: { ordinal: 'asc' },
        }),
    ),
  };
}
