/** What editors state becomes public with a source of its own, and is taken back when they no longer state it. */
import { execute, query } from '#platform/database/index.ts';
import type { EditorialStatement, EditorialTarget } from '#platform/editorial/model.ts';
import { editorialStatements, overrule, removeEditorial, writeEditorial } from '#platform/editorial/store.ts';
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
  for (const { field, value, before, beforeDetail = null } of fields) {
    const former = known.get(field);
    const { listedValue, listedDetail } = former ?? { listedValue: before, listedDetail: beforeDetail };
    const statement = { type, key, field, value, listedValue, listedDetail, sourceId: place.sourceId, reference };
    await writeEditorial(place.client, statement);
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
    const listed = ofEntry.map(({ field, listedValue, listedDetail }) => ({
      field,
      value: listedValue,
      detail: listedDetail,
    }));
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
    else if (!(await stateAgain(place, statement, former))) return false;
  }
  return withdrawStatements(place, gone);
}

interface Former extends FieldValue {
  readonly sourceId: string;
  readonly overruledValue: string | null;
}

/** With the conflict that was open before, if files state another value than editors had decided against then. */
async function stateAgain(place: EditorialPlace, entry: EditorialStatement, former: Former): Promise<boolean> {
  if ((await stateFields({ ...place, sourceId: former.sourceId }, entry, [former])) === null) return false;
  await overrule(place.client, entry, former.overruledValue);
  return true;
}

/** What editors stated before a release, by the journal; what was itself taken back since holds no more than what is now. */
async function formerOf(
  place: EditorialPlace,
  statement: EditorialStatement,
  retracted: number,
): Promise<Former | null> {
  const { type, key, field } = statement;
  const [entry] = await execute(
    place.client,
    query
      .selectFrom('journal_entry')
      .select('before')
      .where('release', '=', retracted)
      .where('table_name', '=', 'editorial_statement')
      .where('row_key', '=', rowKeyOf([type, key, field])),
  );
  const before = entry?.before as JournaledStatement | null | undefined;
  if (before == null) return null;
  const withdrawn = await withdrawnReleaseOf(place, before.source_id);
  if (withdrawn !== null && withdrawn < retracted) return formerOf(place, statement, withdrawn);
  return { field, value: before.value, sourceId: before.source_id, overruledValue: before.overruled_value };
}

interface JournaledStatement {
  readonly value: string;
  readonly source_id: string;
  readonly overruled_value: string | null;
}

/** The release with which editors stated it, if it was taken back. */
async function withdrawnReleaseOf({ client }: EditorialPlace, sourceId: string): Promise<number | null> {
  const [found] = await execute(
    client,
    query.selectFrom('release').select('number').where('source_id', '=', sourceId).where('status', '=', 'WITHDRAWN'),
  );
  return found?.number ?? null;
}

/** As PostgreSQL writes a JSON array as text. */
function rowKeyOf(parts: readonly string[]): string {
  return `[${parts.map((part) => JSON.stringify(part)).join(', ')}]`;
}
