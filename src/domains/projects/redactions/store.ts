import type { ClientBase } from 'pg';
import { NameFinder, type NameRedaction, nameRedactionOf } from './names.ts';
import { contractRedactionKey, type Redactions } from './redactor.ts';

export async function loadRedactions(client: ClientBase): Promise<Redactions> {
  const { rows } = await client.query<{ kind: string } & NameRedaction>('SELECT kind, key, words, hint FROM redaction');
  const keysOf = (kind: string): Set<string> => new Set(rows.filter((row) => row.kind === kind).map(({ key }) => key));
  return {
    contracts: keysOf('CONTRACT'),
    projects: keysOf('PROJECT'),
    names: new NameFinder(rows.filter(({ kind }) => kind === 'NAME')),
  };
}

interface NewRedaction extends NameRedaction {
  readonly kind: 'CONTRACT' | 'PROJECT' | 'NAME';
}

const wordless = { words: 0, hint: 0 };

export function redactionOfContract(contractNumber: string): NewRedaction {
  return { kind: 'CONTRACT', key: contractRedactionKey(contractNumber), ...wordless };
}

export function redactionOfName(name: string): NewRedaction {
  return { kind: 'NAME', ...nameRedactionOf(name) };
}

export function redactionOfProject(textKey: string): NewRedaction {
  return { kind: 'PROJECT', key: textKey, ...wordless };
}

/** The keys of those that were not known before. */
export async function storeRedactions(
  client: ClientBase,
  redactions: readonly NewRedaction[],
  since: string,
): Promise<ReadonlySet<string>> {
  const stored = await client.query<{ key: string }>(
    `INSERT INTO redaction (kind, key, words, hint, since)
     SELECT kind, key, words, hint, $2::date
     FROM jsonb_to_recordset($1::jsonb) AS r(kind text, key text, words int, hint int)
     ON CONFLICT DO NOTHING RETURNING key`,
    [JSON.stringify(redactions), since],
  );
  return new Set(stored.rows.map(({ key }) => key));
}
