/** Scores to compute with, and the newest assessment of each office. */
import { type OperationDatabase, query } from '#platform/database/index.ts';
import type { AssessmentModel } from './model.ts';

export interface ScoreRow {
  readonly assessmentId: string;
  readonly criterion: string;
  readonly score: number;
}

export function readScores(db: OperationDatabase, assessmentIds: readonly string[]): Promise<ScoreRow[]> {
  return db.rows(
    query
      .selectFrom('assessment_score')
      .select(['assessment_id as assessmentId', 'criterion', 'score'])
      .where('assessment_id', 'in', assessmentIds),
  );
}

/** With its scores, to be compared with those of others. */
export interface ScoredAssessment {
  readonly id: string;
  readonly externallyValidated: boolean | null;
  readonly scores: readonly ScoreRow[];
}

export interface ComparedBy {
  readonly model: AssessmentModel;
  readonly edition: string;
  /** Null for all offices. */
  readonly officeIds: readonly string[] | null;
}

/** The latest edition of the model by which any of the offices assessed itself; null when none did. */
export async function latestEdition(
  db: OperationDatabase,
  { model, officeIds }: Omit<ComparedBy, 'edition'>,
): Promise<string | null> {
  if (officeIds?.length === 0) return null;
  const statement = query
    .selectFrom('assessment')
    .select(({ fn }) => fn.max('edition').as('edition'))
    .where('model', '=', model)
    .$if(officeIds !== null, (some) => some.where('office_id', 'in', officeIds ?? []));
  const [found] = await db.rows(statement);
  return found?.edition ?? null;
}

export async function latestOfEachOffice(
  db: OperationDatabase,
  { model, edition, officeIds }: ComparedBy,
): Promise<ScoredAssessment[]> {
  if (officeIds?.length === 0) return [];
  const statement = query
    .selectFrom('assessment')
    .distinctOn('office_id')
    .select(['id', 'externally_validated as externallyValidated'])
    .where('model', '=', model)
    .where('edition', '=', edition)
    .$if(officeIds !== null, (some) => some.where('office_id', 'in', officeIds ?? []))
    .orderBy('office_id')
    .orderBy('assessed_on', 'desc');
  const assessments = await db.rows(statement);
  if (assessments.length === 0) return [];
  const all = await readScores(
    db,
    assessments.map(({ id }) => id),
  );
  const scores = Map.groupBy(all, ({ assessmentId }) => assessmentId);
  return assessments.map((assessment) => ({ ...assessment, scores: scores.get(assessment.id) ?? [] }));
}
