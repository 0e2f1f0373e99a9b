/** Calls in the database. */
import { type InferResult, sql } from 'kysely';
import type { ClientBase } from 'pg';
import { recordAct } from '#accounts';
import type { OfficeTierName } from '#offices';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { TerritorialKind } from '#registry';
import type { CallChannel, CallDocument, LiveCall, Submission } from './model.ts';
import { type Answers, type LocalLabel, type Question, schemaOf } from './questions.ts';
import { criteriaOf } from './review/model.ts';

type Queryable = Pick<ClientBase, 'query'>;

const calls = query
  .selectFrom('live_call')
  .select([
    'slug',
    'title_pl as titlePl',
    'title_en as titleEn',
    'kind',
    'admission',
    'capacity',
    'tiers',
    'unit_kinds as unitKinds',
    'channels',
    'documents',
    'steps',
    sql<string | null>`to_char(results_due_on, 'YYYY-MM-DD')`.as('resultsDueOn'),
    'population_from as populationFrom',
    'population_to as populationTo',
    'population_rule as populationRule',
    'opens_at as opensAt',
    'closes_at as closesAt',
    'questions',
    'answers_schema as answersSchema',
    'published_at as publishedAt',
    'results_begun_at as resultsBegunAt',
    'results_release as resultsRelease',
    'themes',
    'criteria',
    'reviews_needed as reviewsNeeded',
    'reviews_due_at as reviewsDueAt',
  ]);

/** The columns of JSON, and of names that PostgreSQL keeps as texts, were checked when they were written. */
function callOf(row: InferResult<typeof calls>[number]): LiveCall {
  return {
    ...row,
    tiers: row.tiers as OfficeTierName[],
    unitKinds: row.unitKinds as TerritorialKind[],
    channels: row.channels as CallChannel[],
    documents: row.documents as CallDocument[],
    steps: row.steps as LocalLabel[],
    questions: row.questions as Question[],
    answersSchema: row.answersSchema as object,
    themes: row.themes as LocalLabel[],
    criteria: criteriaOf(row.criteria),
  };
}

export async function findCall(client: SqlReader, slug: string): Promise<LiveCall | null> {
  const [found] = await execute(client, calls.where('slug', '=', slug));
  return found === undefined ? null : callOf(found);
}

/** Those that close last first. */
export async function listCalls(client: SqlReader): Promise<LiveCall[]> {
  return (await execute(client, calls.orderBy('closes_at', 'desc').limit(200))).map(callOf);
}

export type NewCall = Omit<LiveCall, 'answersSchema' | 'publishedAt' | 'resultsBegunAt' | 'resultsRelease'>;

export interface Editor {
  readonly accountId: string;
  readonly now: Date;
}

/** False when its slug is taken by a published call; a draft is replaced. */
export async function writeDraftCall(client: Queryable, call: NewCall, { accountId, now }: Editor): Promise<boolean> {
  const content = {
    title_pl: call.titlePl,
    title_en: call.titleEn,
    kind: call.kind,
    admission: call.admission,
    capacity: call.capacity,
    tiers: [...call.tiers],
    unit_kinds: [...call.unitKinds],
    channels: JSON.stringify(call.channels),
    documents: JSON.stringify(call.documents),
    steps: JSON.stringify(call.steps),
    results_due_on: call.resultsDueOn,
    population_from: call.populationFrom,
    population_to: call.populationTo,
    population_rule: call.populationRule,
    opens_at: call.opensAt,
    closes_at: call.closesAt,
    questions: JSON.stringify(call.questions),
    answers_schema: JSON.stringify(schemaOf(call.questions as readonly Question[])),
    themes: JSON.stringify(call.themes),
    criteria: JSON.stringify(call.criteria),
    reviews_needed: call.reviewsNeeded,
    reviews_due_at: call.reviewsDueAt,
  };
  const written = await execute(
    client,
    query
      .insertInto('live_call')
      .values({ slug: call.slug, ...content, created_by: accountId, created_at: now })
      .onConflict((conflict) =>
        conflict.column('slug').doUpdateSet(content).where('live_call.published_at', 'is', null),
      )
      .returning('slug'),
  );
  if (written.length === 0) return false;
  const act = { actor: accountId, action: 'call.drafted', subject: `call:${call.slug}`, after: call, at: now };
  await recordAct(client, act);
  return true;
}

/** From now on its questions stay as they are. False when it was published before. */
export async function markPublished(client: Queryable, slug: string, { accountId, now }: Editor): Promise<boolean> {
  const statement = query.updateTable('live_call').set({ published_at: now }).where('slug', '=', slug);
  const marked = await execute(client, statement.where('published_at', 'is', null).returning('slug'));
  if (marked.length === 0) return false;
  await recordAct(client, { actor: accountId, action: 'call.published', subject: `call:${slug}`, at: now });
  return true;
}

/** Only to a later moment, and only while it has not closed, be it by now that its results are published. */
export async function extendCall(
  client: Queryable,
  slug: string,
  closesAt: Date,
  { accountId, now }: Editor,
): Promise<boolean> {
  const statement = query.updateTable('live_call').set({ closes_at: closesAt }).where('slug', '=', slug);
  const extended = await execute(
    client,
    statement
      .where('closes_at', '<', closesAt)
      .where('closes_at', '>', now)
      .where('results_begun_at', 'is', null)
      .returning('slug'),
  );
  if (extended.length === 0) return false;
  const act = { actor: accountId, action: 'call.extended', subject: `call:${slug}`, after: { closesAt }, at: now };
  await recordAct(client, act);
  return true;
}

export async function submissionsOf(client: SqlReader, slug: string): Promise<Submission[]> {
  return execute(
    client,
    query
      .selectFrom('call_submission')
      .select([
        'sequence',
        'office_id as officeId',
        'digest',
        'submitted_at as submittedAt',
        'withdrawn_at as withdrawnAt',
      ])
      .where('call_slug', '=', slug)
      .orderBy('sequence'),
  );
}

/** Whoever comes second waits until the first is done. */
export async function lockCall(client: Queryable, slug: string): Promise<LiveCall | null> {
  await execute(client, query.selectFrom('live_call').select('slug').where('slug', '=', slug).forUpdate());
  return findCall(client, slug);
}

interface SubmittedAnswers {
  readonly callSlug: string;
  readonly sequence: number;
  readonly answers: Answers;
}

/** What was submitted; null where there is no such submission. */
export async function submittedAnswers(client: SqlReader, slug: string, sequence: number): Promise<Answers | null> {
  const [found] = await answersSubmitted(client, [{ callSlug: slug, sequence }]);
  return found?.answers ?? null;
}

/** The same of several, of those that there are. */
export async function answersSubmitted(
  client: SqlReader,
  keys: readonly Omit<SubmittedAnswers, 'answers'>[],
): Promise<SubmittedAnswers[]> {
  const rows = await execute(
    client,
    query
      .selectFrom('call_submission')
      .select(['call_slug as callSlug', 'sequence', 'answers'])
      .where(({ and, eb, or }) =>
        or(keys.map(({ callSlug, sequence }) => and([eb('call_slug', '=', callSlug), eb('sequence', '=', sequence)]))),
      ),
  );
  return rows.map((row) => ({ ...row, answers: row.answers as Answers }));
}
