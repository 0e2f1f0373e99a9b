/** What editors state of a metric's texts: files that define the metric do not overwrite it. */
import type { ClientBase } from 'pg';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { EditorialStatement } from '#platform/editorial/model.ts';
import { editorialStatements, noteListed } from '#platform/editorial/store.ts';
import type { MetricDefinition } from '../model.ts';

const fields = {
  name: { property: 'namePl', column: 'name_pl', isRequired: true },
  'name.en': { property: 'nameEn', column: 'name_en', isRequired: false },
  definition: { property: 'definitionPl', column: 'definition_pl', isRequired: false },
  'definition.en': { property: 'definitionEn', column: 'definition_en', isRequired: false },
  unit: { property: 'unitPl', column: 'unit_pl', isRequired: true },
  'unit.en': { property: 'unitEn', column: 'unit_en', isRequired: false },
  topic: { property: 'topic', column: 'topic', isRequired: false },
  method: { property: 'method', column: 'method', isRequired: false },
} as const;

export type MetricField = keyof typeof fields;
export const metricFields = Object.keys(fields) as MetricField[];

export function isMetricField(field: string): field is MetricField {
  return Object.hasOwn(fields, field);
}

/** Definitions with what editors state laid over, and whether files state anything new of it. */
export async function keepEditorialTexts(
  client: ClientBase,
  definitions: readonly MetricDefinition[],
): Promise<{ readonly kept: readonly MetricDefinition[]; readonly isNews: boolean }> {
  const codes = definitions.map(({ code }) => code);
  const statements = Map.groupBy(await editorialStatements(client, 'METRIC', codes), ({ key }) => key);
  if (statements.size === 0) return { kept: definitions, isNews: false };
  let isNews = false;
  const kept: MetricDefinition[] = [];
  for (const definition of definitions) {
    const ofMetric = statements.get(definition.code) ?? [];
    for (const statement of ofMetric) {
      if (!isMetricField(statement.field)) continue;
      const listed = definition[fields[statement.field].property];
      if (await noteListed(client, statement, listed)) isNews = true;
    }
    kept.push({ ...definition, ...textsOf(ofMetric) });
  }
  return { kept, isNews };
}

function textsOf(statements: readonly EditorialStatement[]): Partial<MetricDefinition> {
  return Object.fromEntries(
    statements.flatMap(({ field, value }) => (isMetricField(field) ? [[fields[field].property, value]] : [])),
  );
}

/** Undefined where there is no such metric, null where it has no such text. */
export async function metricTextOf(
  client: SqlReader,
  code: string,
  field: MetricField,
): Promise<{ readonly id: number; readonly text: string | null } | undefined> {
  const statement = query.selectFrom('metric').select(['id', `${fields[field].column} as text`]);
  const [found] = await execute(client, statement.where('code', '=', code));
  return found;
}

/** False for a text that every metric has. */
export async function writeMetricText(
  client: ClientBase,
  code: string,
  { field, value }: { readonly field: MetricField; readonly value: string | null },
  release: number,
): Promise<boolean> {
  const { column, isRequired } = fields[field];
  if (value === null && isRequired) return false;
  const update = query.updateTable('metric').set({ [column]: value, changed_in: release });
  await execute(client, update.where('code', '=', code));
  return true;
}
