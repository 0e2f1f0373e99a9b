/** Releases for tests that need many of them and nothing in them: each renames every source. */
import type { Database } from '#platform/database/index.ts';
import { publishChange } from '#platform/releases/publish.ts';

export type Source = Parameters<typeof publishChange>[1];

export function sourceNamed(name: string, sha256 = '0'.repeat(64)): Source {
  return {
    kind: 'test',
    name,
    publisher: 'The publisher',
    url: 'https://example.org',
    fileName: 'file.csv',
    sha256,
    asOf: '2026-01-01',
    licence: 'CC0',
  };
}

/** The number of the release. */
export async function renameSources(database: Database, source: Source): Promise<number | null> {
  const counts = { records: 0, created: 0, changed: 0, unchanged: 0, closed: 0, duplicates: 0, rejected: 0 };
  const { release } = await publishChange(database, source, async ({ client }) => {
    await client.query('UPDATE source SET name = $1', [source.name]);
    return { counts, rejectedRows: [], changed: true, stored: true, result: null };
  });
  return release;
}
