/** Which office a code or a number means. */
import { sql } from 'kysely';
import { type OperationDatabase, query } from '#platform/database/index.ts';
import { BadInputError } from '#platform/errors.ts';
import { nipDigits, regonDigits } from './numbers.ts';

/** Those with the code; none or one. */
export async function officesWithCode(
  db: OperationDatabase,
  code: string,
  unitIds: readonly string[],
): Promise<string[]> {
  const found = await db.rows(query.selectFrom('office').select('id').where('id', '=', code));
  if (found.length > 0 || unitIds.length === 0) return found.map(({ id }) => id);
  // A unit's earliest known code moves back when an older register is loaded; offices keep the id they had before.
  const moved = query
    .selectFrom('office')
    .select('id')
    .where('served_unit_id', 'in', unitIds)
    .where('id', 'like', 'jst-%')
    .orderBy('id')
    .limit(1);
  return (await db.rows(moved)).map(({ id }) => id);
}

/** Offices of one self-government may have the same number; those that stand come first. */
export function officesWithNip(db: OperationDatabase, nip: string): Promise<string[]> {
  return withNumber(db, hasNip(nip));
}

export function hasNip(nip: string) {
  // Kysely has no words for an index over an expression.
  return sql<boolean>`regexp_replace(office.nip, '\\D', '', 'g') = ${nipDigits(nip)}`;
}

export function officesWithRegon(db: OperationDatabase, regon: string): Promise<string[]> {
  return withNumber(
    db,
    sql<boolean>`regexp_replace(regexp_replace(regon, '\\D', '', 'g'), '^(\\d{9})00000$', '\\1') = ${regonDigits(regon)}`,
  );
}

async function withNumber(db: OperationDatabase, hasNumber: ReturnType<typeof sql<boolean>>): Promise<string[]> {
  const found = await db.rows(query.selectFrom('office').select(['id', 'status']).where(hasNumber).orderBy('id'));
  const active = found.filter(({ status }) => status === 'ACTIVE');
  return (active.length > 0 ? active : found).map(({ id }) => id);
}

/** Null for none. */
export function onlyOne(ids: readonly string[], number: string): string | null {
  if (ids.length < 2) return ids[0] ?? null;
  const codes = ids.slice(0, 10).join(', ');
  throw new BadInputError(`${ids.length} offices have the ${number}: ${codes}.`, 'Ask for one of them by "id".', {
    polish: `Ten sam ${number} ma wiele urzędów (${ids.length}): ${codes}. Zapytaj o jeden z nich przez "id".`,
  });
}
