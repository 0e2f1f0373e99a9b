/** Answers that name an office, a unit, a metric or a file, which has to be there. */
import type { Compilable } from 'kysely';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { type FileOwner, findFile } from './files/store.ts';
import type { Answers, Question, QuestionType } from './questions.ts';

const known: Readonly<Partial<Record<QuestionType, (key: string) => Compilable<unknown>>>> = {
  office: (key) => query.selectFrom('office').select('id').where('id', '=', key),
  unit: (key) => query.selectFrom('territorial_unit_version').select('terc').where('terc', '=', key).limit(1),
  metric: (key) => query.selectFrom('metric').select('code').where('code', '=', key),
};

/** Keys of questions whose answers name nothing. */
export async function unknownReferences(
  client: SqlReader,
  { questions, answers }: { readonly questions: readonly Question[]; readonly answers: Answers },
  owner: FileOwner,
): Promise<Set<string>> {
  const unknown = new Set<string>();
  for (const { key, type } of questions) {
    const answer = answers[key];
    if (type === 'file' && answer !== undefined && (await findFile(client, owner, String(answer))) === null) {
      unknown.add(key);
    }
    const statement = answer === undefined ? undefined : known[type]?.(String(answer));
    if (statement !== undefined && (await execute(client, statement)).length === 0) unknown.add(key);
  }
  return unknown;
}
