/** Documents do not overwrite what editors state of a project; what they state is noted. */
import type { ClientBase } from 'pg';
import { editorialStatements, noteListed } from '#platform/editorial/store.ts';
import type { ProjectFacts } from '../facts/model.ts';
import { isProjectField, type ProjectField } from './fields.ts';

const factOfField = {
  title: 'title',
  'title.en': 'titleEn',
  summary: 'summary',
  'summary.en': 'summaryEn',
  value: 'value',
  eligibleCost: 'eligibleCost',
  publicSupport: 'publicSupport',
  euContribution: 'euContribution',
  startsOn: 'startsOn',
  endsOn: 'endsOn',
} as const satisfies Partial<Record<ProjectField, keyof ProjectFacts>>;

export async function withEditorial(client: ClientBase, id: string, facts: ProjectFacts): Promise<ProjectFacts> {
  const kept: Record<string, string> = {};
  for (const statement of await editorialStatements(client, 'PROJECT', [id])) {
    const { field, value } = statement;
    if (!isProjectField(field) || !(field in factOfField)) continue;
    const fact = factOfField[field as keyof typeof factOfField];
    await noteListed(client, statement, facts[fact] ?? null);
    kept[fact] = value;
  }
  return { ...facts, ...kept };
}
