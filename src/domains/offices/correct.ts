/**
 * What editors state of an office, in a list of its own that stands above all others: an import does not overwrite it, and
 * what the lists state stays beside it.
 */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { editorialStatements, noteListed } from '#platform/editorial/store.ts';
import { compareCodeUnits } from '#platform/text.ts';
import { canonical, correctionList, deriveOffice } from './derive.ts';
import { loadEditions, writeEdition } from './editions.ts';
import type { OfficeFacts, OfficeStatement } from './model.ts';
import { loadStatements, writeOffices, writeStatements } from './store.ts';

/** Above those of lists, which have 0 and 1. */
const precedence = 2;

export interface OfficeCorrection {
  readonly officeId: string;
  /** All that editors state of the office. */
  readonly facts: Partial<OfficeFacts>;
  readonly day: string;
}

/** Undefined for an office that is not known; else whether anything is different. */
export async function correctOffice(
  client: ClientBase,
  { officeId, facts, day }: OfficeCorrection,
  { sourceId, release }: { readonly sourceId: string; readonly release: number },
): Promise<boolean | undefined> {
  const known = await loadStatements(client, [officeId]);
  if (known.length === 0) return undefined;
  const editions = await loadEditions(client);
  // What it leaves out, its name and kind among them, stays as the lists state it.
  const stated = { facts: facts as OfficeFacts, original: facts, matches: [] };
  const statement: OfficeStatement = {
    officeId,
    list: correctionList,
    asOf: day,
    precedence,
    sourceId,
    row: 1,
    ...stated,
  };
  const lists = known.filter(({ list }) => list !== correctionList);
  const isStated = Object.keys(facts).length > 0;
  const before = deriveOffice(known, editions);
  const after = deriveOffice(isStated ? [...lists, statement] : lists, editions);
  await writeEdition(client, { list: correctionList, asOf: day, complete: false, sourceId });
  await writeOffices(client, [after], release);
  await removeFormer(client, officeId, isStated ? day : null);
  if (isStated) await writeStatements(client, [statement]);
  return canonical(before) !== canonical(after);
}

/** All that editors state of an office stands in one statement. */
async function removeFormer(client: ClientBase, officeId: string, keptDay: string | null): Promise<void> {
  const former = query
    .deleteFrom('office_statement')
    .where('office_id', '=', officeId)
    .where('list', '=', correctionList);
  const day = sql<Date>`${keptDay}::date`;
  await execute(client, keptDay === null ? former : former.where('as_of', '<>', day));
}

/** What the newest of the lists states, whatever editors state. */
function listedFact(statements: readonly OfficeStatement[], field: string): string | null {
  const listed = statements
    .filter(({ list }) => list !== correctionList)
    .toSorted((a, b) => a.precedence - b.precedence || compareCodeUnits(a.asOf, b.asOf))
    .map(({ facts }): unknown => new Map<string, unknown>(Object.entries(facts)).get(field))
    .findLast((value) => value !== undefined);
  return listed == null ? null : String(listed);
}

/** Of offices that an import states, what it states of fields that editors state. Whether any of it is news. */
export async function noteListedFacts(
  client: ClientBase,
  statements: ReadonlyMap<string, readonly OfficeStatement[]>,
): Promise<boolean> {
  let isNews = false;
  for (const statement of await editorialStatements(client, 'OFFICE', [...statements.keys()])) {
    const listed = listedFact(statements.get(statement.key) ?? [], statement.field);
    if (await noteListed(client, statement, listed)) isNews = true;
  }
  return isNews;
}
