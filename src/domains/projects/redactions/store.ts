import type { ClientBase } from 'pg';
import { execute, jsonRows, query } from '#platform/database/index.ts';
import { NameFinder, type NameRedaction, nameRedactionOf } from './names.ts';
import { contractRedactionKey, type Redactions } from './redactor.ts';

export async function loadRedactions(client: ClientBase): Promise<Redactions> {
  const rows = await execute(client, query.selectFrom('redaction').select(['kind', 'key', 'words', 'hint']));
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
  const rows = redactions.map((redaction) => ({ ...redaction, since }));
  const stored = await execute(
    client,
    query
      .insertInto('redaction')
      .columns(['kind', 'key', 'words', 'hint', 'since'])
      .expression(
        query.selectFrom(jsonRows('redaction', rows, 'r')).select(['r.kind', 'r.key', 'r.words', 'r.hint', 'r.since']),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('key'),
  );
  return new Set(stored.map(({ key }) => key));
}
