/** What editors state becomes public with a source of its own, and is taken back when they no longer state it. */
import { execute, query } from '#platform/database/index.ts';
import type { EditorialStatement, EditorialTarget } from '#platform/editorial/model.ts';
import { editorialStatements, removeEditorial, writeEditorial } from '#platform/editorial/store.ts';
import { entryWriter } from './entry.ts';
import { metricWriter } from './metric.ts';
import { observationWriter } from './observation.ts';
import { officeWriter } from './office.ts';
import { projectWriter } from './project.ts';
import type { EditorialPlace, EditorialWriter, FieldValue } from './writer.ts';

const writers: Readonly<Record<EditorialTarget, EditorialWriter>> = {
  OFFICE: officeWriter,
  PROJECT: projectWriter,
  PRACTICE: entryWriter('PRACTICE'),
  ADOPTION: entryWriter('ADOPTION'),
  CALL: entryWriter('CALL'),
  EVENT: entryWriter('EVENT'),
  LIVING_LAB: entryWriter('LIVING_LAB'),
  METRIC: metricWriter,
  OBSERVATION: observationWriter,
};

export interface EditorialEntry {
  readonly type: EditorialTarget;
  readonly key: string;
}

export function isEditorialField(type: string, field: string): boolean {
  return Object.hasOwn(writers, type) && writers[type as EditorialTarget].isField(field);
}

/** Whether anything but the source is different; null where it cannot be stated. */
export async function stateFields(
  place: EditorialPlace,
  { type, key }: EditorialEntry,
  changes: readonly FieldValue[],
): Promise<boolean | null> {
  const known = new Map((await editorialStatements(place.client, type, [key])).map((one) => [one.field, one]));
  const written = await writers[type].write(place, key, changes);
  if (written === null) return null;
  const { isChanged, fields, reference } = written;
  const given = new Set(changes.map(({ field }) => field));
  for (const { field, value, before } of fields) {
    const former = known.get(field);
    if (former !== undefined && !given.has(field)) continue;
    const listedValue = former === undefined ? before : former.listedValue;
    await writeEditorial(place.client, { type, key, field, value, listedValue, sourceId: place.sourceId, reference });
  }
  return isChanged;
}

/** What files state holds again. False where that is not possible: of what no file states, or of values that no longer fit. */
export async function withdrawStatements(
  place: EditorialPlace,
  statements: readonly EditorialStatement[],
): Promise<boolean> {
  for (const ofEntry of Map.groupBy(statements, ({ type, key }) => `${type} ${key}`).values()) {
    const [{ type, key }] = ofEntry as [EditorialStatement];
    for (const statement of ofEntry) await removeEditorial(place.client, statement);
    const listed = ofEntry.map(({ field, listedValue }) => ({ field, value: listedValue }));
    if (!(await writers[type].withdraw(place, key, listed))) return false;
  }
  return true;
}

/** The release of a correction or an amendment is taken back: what editors stated before it holds again, else what files state. */
export async function retractStatements(
  place: EditorialPlace,
  statements: readonly EditorialStatement[],
  retracted: number,
): Promise<boolean> {
  const gone: EditorialStatement[] = [];
  for (const statement of statements) {
    const former = await formerOf(place, statement, retracted);
    if (former === null) gone.push(statement);
    else if ((await stateFields({ ...place, sourceId: former.sourceId }, statement, [former])) === null) return false;
  }
  return withdrawStatements(place, gone);
}

interface Former extends FieldValue {
  readonly sourceId: string;
}

/** What editors stated before a release, by its journal. */
async function formerOf(
  { client }: EditorialPlace,
  { type, key, field }: EditorialStatement,
  retracted: number,
): Promise<Former | null> {
  const [entry] = await execute(
    client,
    query
      .selectFrom('journal_entry')
      .select('before')
      .where('release', '=', retracted)
      .where('table_name', '=', 'editorial_statement')
      .where('row_key', '=', rowKeyOf([type, key, field])),
  );
  const before = entry?.before as { readonly value: string; readonly source_id: string } | null | undefined;
  return before == null ? null : { field, value: before.value, sourceId: before.source_id };
}

/** As PostgreSQL writes a JSON array as text. */
function rowKeyOf(parts: readonly string[]): string {
  return `[${parts.map((part) => JSON.stringify(part)).join(', ')}]`;
}
