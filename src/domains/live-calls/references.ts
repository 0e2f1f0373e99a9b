/** Answers that name an office, a unit or a metric, which has to be there. */
import type { Compilable } from 'kysely';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { Answers, Question, QuestionType } from './questions.ts';

const known: Readonly<Partial<Record<QuestionType, (key: string) => Compilable<unknown>>>> = {
  office: (key) => query.selectFrom('office').select('id').where('id', '=', key),
  unit: (key) => query.selectFrom('territorial_unit_version').select('terc').where('terc', '=', key).limit(1),
  metric: (key) => query.selectFrom('metric').select('code').where('code', '=', key),
};

/** Keys of questions whose answers name nothing. */
export async function unknownReferences(
  client: SqlReader,
  questions: readonly Question[],
  answers: Answers,
): Promise<Set<string>> {
  const unknown = new Set<string>();
  for (const { key, type } of questions) {
    const answer = answers[key];
    const statement = answer === undefined ? undefined : known[type]?.(String(answer));
    if (statement !== undefined && (await execute(client, statement)).length === 0) unknown.add(key);
  }
  return unknown;
}
