/** Documents do not overwrite what editors state of a project; what they state is noted. */
import type { ClientBase } from 'pg';
import { editorialStatements, noteListed } from '#platform/editorial/store.ts';
import type { ProjectFacts } from '../facts/model.ts';
import { isProjectField, type ProjectField, projectValueOf } from './fields.ts';

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
    await noteListed(client, statement, listedText(field, facts[fact]));
    kept[fact] = value;
  }
  return { ...facts, ...kept };
}

/** As the project would have it: documents write 1000 also as 1000.00. */
function listedText(field: ProjectField, text: string | null | undefined): string | null {
  return text == null ? null : (projectValueOf(field, text) ?? text);
}
