import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import type { Assessment, Certification, ImprovementAction, Score } from './model.ts';

export interface AssessmentRows {
  readonly assessments: readonly Assessment[];
  readonly actions: readonly ImprovementAction[];
  readonly certifications: readonly Certification[];
}

const fromSource = 'id, office_id AS "officeId", source_id AS "sourceId", changed_in AS "changedIn"';

export async function readAssessments(client: ClientBase): Promise<AssessmentRows> {
  const assessments = await client.query<Omit<Assessment, 'scores'>>(
    `SELECT ${fromSource}, model, edition, assessed_on::text AS "assessedOn",
       externally_validated AS "externallyValidated"
     FROM assessment ORDER BY assessed_on DESC, id COLLATE "C"`,
  );
  const scores = await client.query<Score & { assessmentId: string }>(
    `SELECT assessment_id AS "assessmentId", criterion, score, evidence FROM assessment_score
     ORDER BY assessment_id, string_to_array(criterion, '.') COLLATE "C"`,
  );
  const actions = await client.query<ImprovementAction>(
    `SELECT ${fromSource}, stated_assessment AS "assessmentId", criterion, title, state, due_on::text AS "dueOn"
     FROM improvement_action ORDER BY id COLLATE "C"`,
  );
  const certifications = await client.query<Certification>(
    `SELECT ${fromSource}, standard, body, valid_from::text AS "validFrom", valid_to::text AS "validTo"
     FROM certification ORDER BY valid_from DESC, id COLLATE "C"`,
  );
  const scoresOf = Map.groupBy(scores.rows, ({ assessmentId }) => assessmentId);
  return {
    assessments: assessments.rows.map((row) => ({
      ...row,
      scores: (scoresOf.get(row.id) ?? []).map(({ criterion, score, evidence }) => ({ criterion, score, evidence })),
    })),
    actions: actions.rows,
    certifications: certifications.rows,
  };
}

export async function writeAssessments(client: ClientBase, { assessments, actions, certifications }: AssessmentRows) {
  await client.query(
    `INSERT INTO assessment (id, model, edition, office_id, assessed_on, externally_validated, source_id, changed_in)
     SELECT r.id, r.model, r.edition, r."officeId", r."assessedOn", r."externallyValidated", r."sourceId", r."changedIn"
     FROM jsonb_to_recordset($1) AS r(id text, model assessment_model, edition text, "officeId" text, "assessedOn" date,
       "externallyValidated" boolean, "sourceId" text, "changedIn" int)
     ON CONFLICT (id) DO UPDATE SET externally_validated = excluded.externally_validated,
       source_id = excluded.source_id, changed_in = excluded.changed_in`,
    [JSON.stringify(assessments)],
  );
  const scores = assessments.flatMap(({ id, scores: all }) => all.map((score) => ({ ...score, id })));
  await client.query(
    `INSERT INTO assessment_score (assessment_id, criterion, score, evidence)
     SELECT r.id, r.criterion, r.score, r.evidence
     FROM jsonb_to_recordset($1) AS r(id text, criterion text, score float8, evidence text)
     ON CONFLICT (assessment_id, criterion) DO UPDATE SET score = excluded.score, evidence = excluded.evidence`,
    [JSON.stringify(scores)],
  );
  await client.query(
    `INSERT INTO improvement_action (id, office_id, stated_assessment, criterion, title, state, due_on, source_id, changed_in)
     SELECT r.id, r."officeId", r."assessmentId", r.criterion, r.title, r.state, r."dueOn", r."sourceId", r."changedIn"
     FROM jsonb_to_recordset($1) AS r(id text, "officeId" text, "assessmentId" text, criterion text, title text,
       state improvement_action_state, "dueOn" date, "sourceId" text, "changedIn" int)
     ON CONFLICT (id) DO UPDATE SET stated_assessment = excluded.stated_assessment, criterion = excluded.criterion,
       state = excluded.state, due_on = excluded.due_on, source_id = excluded.source_id, changed_in = excluded.changed_in`,
    [JSON.stringify(actions)],
  );
  await linkActions(client);
  await client.query(
    `INSERT INTO certification (id, office_id, standard, body, valid_from, valid_to, source_id, changed_in)
     SELECT r.id, r."officeId", r.standard, r.body, r."validFrom", r."validTo", r."sourceId", r."changedIn"
     FROM jsonb_to_recordset($1) AS r(id text, "officeId" text, standard text, body text, "validFrom" date,
       "validTo" date, "sourceId" text, "changedIn" int)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body, valid_to = excluded.valid_to, source_id = excluded.source_id,
       changed_in = excluded.changed_in`,
    [JSON.stringify(certifications)],
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
