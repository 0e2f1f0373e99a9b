/**
 * What editors state of an office, in a list of its own that stands above all others: an import does not overwrite it, and
 * what the lists state stays beside it.
 */
import type { ClientBase } from 'pg';
import type { SqlReader } from '#platform/database/index.ts';
import { canonical, correctionList, deriveOffice } from './derive.ts';
import { loadEditions, writeEdition } from './editions.ts';
import type { OfficeFacts, OfficeStatement } from './model.ts';
import { loadStatements, writeOffices, writeStatements } from './store.ts';

/** Above those of lists, which have 0 and 1. */
const precedence = 2;

type Field = keyof OfficeFacts;

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
  const others = known.filter(({ list, asOf }) => list !== correctionList || asOf !== day);
  const before = deriveOffice(known, editions);
  const after = deriveOffice([...others, statement], editions);
  await writeEdition(client, { list: correctionList, asOf: day, complete: false, sourceId });
  await writeOffices(client, [after], release);
  await writeStatements(client, [statement]);
  return canonical(before) !== canonical(after);
}

/** What the newest of the lists states, whatever editors state. */
export async function listedValue(client: SqlReader, officeId: string, field: Field): Promise<unknown> {
  const statements = (await loadStatements(client, [officeId])).filter(({ list }) => list !== correctionList);
  if (statements.length === 0) return null;
  return statements
    .toSorted((a, b) => a.precedence - b.precedence || (a.asOf < b.asOf ? -1 : 1))
    .reduce<unknown>((value, { facts }) => (facts[field] === undefined ? value : facts[field]), null);
}
