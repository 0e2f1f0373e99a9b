/** Rows of assessments, actions and certificates for all objects of an answer at once. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import { RowLoader, type Select } from '#graphql/rows.ts';
import { OwnedRows } from '../owned-rows.ts';
import { type AssessmentFilter, type AssessmentRow, assessmentsOfOffices } from './list.ts';
import { readScores, type ScoreRow } from './scores.ts';

interface WithId {
  readonly id: string;
}
type OfOffice = WithId & { readonly officeId: string };

export function assessmentLoaders(context: Context) {
  return { ...nodeLoaders(context), ...listLoaders(context) };
}

function nodeLoaders(context: Context) {
  const { db } = context;
  const byId = (typename: string, read: (ids: string[], select: Select) => Promise<WithId[]>) =>
    new RowLoader<string, WithId>(
      typename,
      context,
      ({ id }) => id,
      (ids, { select }) => read([...ids], select),
    );
  return {
    assessment: byId('Assessment', (ids, select) =>
      db.prisma.assessment.findMany({ where: { id: { in: ids } }, select: { ...select, id: true } }),
    ),
    action: byId('ImprovementAction', (ids, select) =>
      db.prisma.improvementAction.findMany({ where: { id: { in: ids } }, select: { ...select, id: true } }),
    ),
    certification: byId('Certification', (ids, select) =>
      db.prisma.certification.findMany({ where: { id: { in: ids } }, select: { ...select, id: true } }),
    ),
  };
}

function listLoaders(context: Context) {
  const { db } = context;
  return {
    ofOffice: new OwnedRows<string, AssessmentRow, AssessmentFilter>(
      'Assessment',
      context,
      ({ officeId }) => officeId,
      (offices, select, filter) => assessmentsOfOffices(db, offices, select, filter),
    ),
    actionsOfOffice: new OwnedRows<string, OfOffice>(
      'ImprovementAction',
      context,
      ({ officeId }) => officeId,
      (offices, select) =>
        db.prisma.improvementAction.findMany({
          where: { officeId: { in: [...offices] } },
          orderBy: { id: 'asc' },
          select: { ...select, id: true, officeId: true },
        }),
    ),
    actionsOfAssessment: new OwnedRows<string, WithId & { readonly assessmentId: string | null }>(
      'ImprovementAction',
      context,
      ({ assessmentId }) => assessmentId,
      (assessments, select) =>
        db.prisma.improvementAction.findMany({
          where: { assessmentId: { in: [...assessments] } },
          orderBy: { id: 'asc' },
          select: { ...select, id: true, assessmentId: true },
        }),
    ),
    certificationsOfOffice: new OwnedRows<string, OfOffice>(
      'Certification',
      context,
      ({ officeId }) => officeId,
      (offices, select) =>
        db.prisma.certification.findMany({
          where: { officeId: { in: [...offices] } },
          orderBy: [{ validFrom: 'desc' }, { id: 'asc' }],
          select: { ...select, id: true, officeId: true },
        }),
    ),
    scoresOfAssessment: new OwnedRows<string, { readonly assessmentId: string; readonly criterion: string }>(
      'AssessmentScore',
      context,
      ({ assessmentId }) => assessmentId,
      async (assessments, select) =>
        byCriterion(
          await db.prisma.assessmentScore.findMany({
            where: { assessmentId: { in: [...assessments] } },
            select: { ...select, assessmentId: true, criterion: true },
          }),
        ),
    ),
    /** Criteria and scores alone. */
    points: new DataLoader<string, ScoreRow[]>(async (assessments) => {
      const scores = Map.groupBy(await readScores(db, assessments), ({ assessmentId }) => assessmentId);
      return assessments.map((id) => scores.get(id) ?? []);
    }),
  };
}

/** `1.9` before `1.10`. */
function byCriterion<Row extends { readonly criterion: string }>(rows: readonly Row[]): Row[] {
  const places = (criterion: string): number[] => criterion.split('.').map(Number);
  return rows.toSorted((a, b) => {
    const [[x = 0, y = 0], [v = 0, w = 0]] = [places(a.criterion), places(b.criterion)];
    return x - v || y - w;
  });
}
