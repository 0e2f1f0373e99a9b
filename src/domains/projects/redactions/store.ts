import type { ClientBase } from 'pg';
import type { Redactions } from './redactor.ts';

export async function loadRedactions(client: ClientBase): Promise<Redactions> {
  const { rows } = await client.query<{ kind: 'CONTRACT' | 'NAME'; key: string; words: number }>(
    'SELECT kind, key, words FROM redaction',
  );
  const keysOf = (kind: string): Set<string> => new Set(rows.filter((row) => row.kind === kind).map(({ key }) => key));
  return {
    contracts: keysOf('CONTRACT'),
    names: keysOf('NAME'),
    lengths: [...new Set(rows.filter(({ words }) => words > 0).map(({ words }) => words))].toSorted((a, b) => b - a),
  };
}
