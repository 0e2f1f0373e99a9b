import type { ClientBase } from 'pg';
import { execute, query } from '../database/kysely.ts';
import type { Source } from './model.ts';

export function loadSources(client: ClientBase): Promise<Source[]> {
  return execute(
    client,
    query
      .selectFrom('source')
      .select(['id', 'kind', 'name', 'publisher', 'url', 'file_name as fileName', 'sha256', 'licence'])
      .select(({ cast }) => cast<string>('as_of', 'text').as('asOf'))
      .orderBy('id'),
  );
}
