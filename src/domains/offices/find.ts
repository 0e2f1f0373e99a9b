/** Which office a code or a number means: of all that an answer looks up with one statement. */
import { sql } from 'kysely';
import { type OperationDatabase, query } from '#platform/database/index.ts';
import { BadInputError } from '#platform/errors.ts';
import { nipDigits, regonDigits } from './numbers.ts';

export interface OfficeCode {
  readonly code: string;
  /** Of the code of a self-government's office, every id that its unit has or had. */
  readonly unitIds: readonly string[];
}

/** The office with each code; null for none. */
export async function officesWithCodes(
  db: OperationDatabase,
  requested: readonly OfficeCode[],
): Promise<(string | null)[]> {
  const codes = requested.map(({ code }) => code);
  const found = await db.rows(query.selectFrom('office').select('id').where('id', 'in', codes));
  const known = new Set(found.map(({ id }) => id));
  const moved = await officesOfUnits(
    db,
    requested.flatMap(({ code, unitIds }) => (known.has(code) ? [] : unitIds)),
  );
  return requested.map(({ code, unitIds }) => {
    if (known.has(code)) return code;
    return moved.find(({ unitId }) => unitIds.some((id) => id === unitId))?.id ?? null;
  });
}

/** A unit's earliest known code moves back when an older register is loaded; offices keep the id they had before. */
async function officesOfUnits(db: OperationDatabase, unitIds: readonly string[]) {
  if (unitIds.length === 0) return [];
  return db.rows(
    query
      .selectFrom('office')
      .select(['id', 'served_unit_id as unitId'])
      .where('served_unit_id', 'in', unitIds)
      .where('id', 'like', 'jst-%')
      .orderBy('id'),
  );
}

// Kysely has no words for an index over an expression.
const nipOfOffice = sql<string>`regexp_replace(office.nip, '\\D', '', 'g')`;
const regonOfOffice = sql<string>`regexp_replace(regexp_replace(regon, '\\D', '', 'g'), '^(\\d{9})00000$', '\\1')`;

export function hasNip(nip: string) {
  return sql<boolean>`${nipOfOffice} = ${nipDigits(nip)}`;
}

/** The offices with each NIP: those of one self-government may share it. */
export function officesWithNips(db: OperationDatabase, nips: readonly string[]): Promise<string[][]> {
  return withNumbers(db, nipOfOffice, nips.map(nipDigits));
}

export function officesWithRegons(db: OperationDatabase, regons: readonly string[]): Promise<string[][]> {
  return withNumbers(db, regonOfOffice, regons.map(regonDigits));
}

/** Those that stand come before those that were withdrawn. */
async function withNumbers(
  db: OperationDatabase,
  number: typeof nipOfOffice,
  requested: readonly string[],
): Promise<string[][]> {
  const rows = await db.rows(
    query
      .selectFrom('office')
      .select(['id', 'status', number.as('number')])
      .where(sql<boolean>`${number} = ANY(${[...requested]}::text[])`)
      .orderBy('id'),
  );
  const offices = Map.groupBy(rows, (row) => row.number);
  return requested.map((digits) => {
    const found = offices.get(digits) ?? [];
    const active = found.filter(({ status }) => status === 'ACTIVE');
    return (active.length > 0 ? active : found).map(({ id }) => id);
  });
}

/** Null for none. */
export function onlyOne(ids: readonly string[], number: string): string | null {
  if (ids.length < 2) return ids[0] ?? null;
  const codes = ids.slice(0, 10).join(', ');
  throw new BadInputError(`${ids.length} offices have the ${number}: ${codes}.`, 'Ask for one of them by "id".', {
    polish: `Ten sam ${number} ma wiele urzędów (${ids.length}): ${codes}. Zapytaj o jeden z nich przez "id".`,
  });
}
