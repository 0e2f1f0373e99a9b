/** Assessments, actions and certificates as an import reads and writes them. */
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { dayOf } from '#platform/days.ts';
import type { Assessment, Certification, ImprovementAction } from './model.ts';

export interface AssessmentRows {
  readonly assessments: readonly Assessment[];
  readonly actions: readonly ImprovementAction[];
  readonly certifications: readonly Certification[];
}

const sourced = ['id', 'office_id as officeId', 'source_id as sourceId', 'changed_in as changedIn'] as const;

export async function readAssessments(client: ClientBase): Promise<AssessmentRows> {
  return {
    assessments: await readScored(client),
    actions: await readActions(client),
    certifications: await readCertifications(client),
  };
}

async function readScored(client: ClientBase): Promise<Assessment[]> {
  const assessments = await execute(
    client,
    query
      .selectFrom('assessment')
      .select([...sourced, 'model', 'edition', 'assessed_on', 'externally_validated as externallyValidated']),
  );
  const scores = await execute(
    client,
    query.selectFrom('assessment_score').select(['assessment_id', 'criterion', 'score', 'evidence']),
  );
  const scoresOf = Map.groupBy(scores, ({ assessment_id: id }) => id);
  return assessments.map(({ assessed_on: day, ...assessment }) => ({
    ...assessment,
    assessedOn: dayOf(day),
    scores: (scoresOf.get(assessment.id) ?? []).map(({ criterion, score, evidence }) => ({
      criterion,
      score,
      evidence,
    })),
  }));
}

async function readActions(client: ClientBase): Promise<ImprovementAction[]> {
  const actions = await execute(
    client,
    query
      .selectFrom('improvement_action')
      .select([...sourced, 'stated_assessment as assessmentId', 'criterion', 'title', 'state', 'due_on']),
  );
  return actions.map(({ due_on: day, ...action }) => ({ ...action, dueOn: day === null ? null : dayOf(day) }));
}

async function readCertifications(client: ClientBase): Promise<Certification[]> {
  const certifications = await execute(
    client,
    query.selectFrom('certification').select([...sourced, 'standard', 'body', 'valid_from', 'valid_to']),
  );
  return certifications.map(({ valid_from: from, valid_to: to, ...certification }) => ({
    ...certification,
    validFrom: dayOf(from),
    validTo: to === null ? null : dayOf(to),
  }));
}

/** A statement takes at most 65,535 parameters. */
const rowsAtOnce = 2_000;

function* portionsOf<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) yield rows.slice(start, start + rowsAtOnce);
}

export async function writeAssessments(client: ClientBase, rows: AssessmentRows): Promise<void> {
  for (const some of portionsOf(rows.assessments)) await writeScored(client, some);
  for (const some of portionsOf(rows.actions)) await writeActions(client, some);
  await linkActions(client);
  for (const some of portionsOf(rows.certifications)) await writeCertifications(client, some);
}

async function writeScored(client: ClientBase, assessments: readonly Assessment[]): Promise<void> {
  const rows = assessments.map(({ id, model, edition, officeId, assessedOn, externallyValidated, ...origin }) => ({
    id,
    model,
    edition,
    office_id: officeId,
    assessed_on: assessedOn,
    externally_validated: externallyValidated,
    source_id: origin.sourceId,
    changed_in: origin.changedIn,
  }));
  await execute(
    client,
    query
      .insertInto('assessment')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          externally_validated: ref('excluded.externally_validated'),
          source_id: ref('excluded.source_id'),
          changed_in: ref('excluded.changed_in'),
        })),
      ),
  );
  const scores = assessments.flatMap(({ id, scores: all }) => all.map((score) => ({ assessment_id: id, ...score })));
  for (const some of portionsOf(scores)) {
    await execute(
      client,
      query
        .insertInto('assessment_score')
        .values(some)
        .onConflict((conflict) =>
          conflict
            .columns(['assessment_id', 'criterion'])
            .doUpdateSet(({ ref }) => ({ score: ref('excluded.score'), evidence: ref('excluded.evidence') })),
        ),
    );
  }
}

async function writeActions(client: ClientBase, actions: readonly ImprovementAction[]): Promise<void> {
  const rows = actions.map(({ id, officeId, assessmentId, criterion, title, state, dueOn, sourceId, changedIn }) => ({
    id,
    office_id: officeId,
    stated_assessment: assessmentId,
    criterion,
    title,
    state,
    due_on: dueOn,
    source_id: sourceId,
    changed_in: changedIn,
  }));
  await execute(
    client,
    query
      .insertInto('improvement_action')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          stated_assessment: ref('excluded.stated_assessment'),
          criterion: ref('excluded.criterion'),
          state: ref('excluded.state'),
          due_on: ref('excluded.due_on'),
          source_id: ref('excluded.source_id'),
          changed_in: ref('excluded.changed_in'),
        })),
      ),
  );
}

async function writeCertifications(client: ClientBase, certifications: readonly Certification[]): Promise<void> {
  const rows = certifications.map(({ id, officeId, standard, body, validFrom, validTo, sourceId, changedIn }) => ({
    id,
    office_id: officeId,
    standard,
    body,
    valid_from: validFrom,
    valid_to: validTo,
    source_id: sourceId,
    changed_in: changedIn,
  }));
  await execute(
    client,
    query
      .insertInto('certification')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          body: ref('excluded.body'),
          valid_to: ref('excluded.valid_to'),
          source_id: ref('excluded.source_id'),
          changed_in: ref('excluded.changed_in'),
        })),
      ),
  );
}

/** An action may be stated before the assessment that it follows from. */
async function linkActions(client: ClientBase): Promise<void> {
  await execute(
    client,
    query.updateTable('improvement_action as a').set(({ selectFrom }) => ({
      assessment_id: selectFrom('assessment as s').select('s.id').whereRef('s.id', '=', 'a.stated_assessment'),
    })),
  );
}
