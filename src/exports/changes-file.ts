/** The changes of one release as JSON lines, kept as a file. */
import { changesSql } from '#platform/releases/changes.ts';
import { copyLines, inSnapshot } from './copy-out.ts';
import type { KeptFile } from './kept-files.ts';
import type { OpenData } from './open-data.ts';

/** One for each type, so that a reader who wants few types reads no others. */
export async function changesFile(data: OpenData, release: number, type: string): Promise<KeptFile> {
  const table = (await data.tables()).find((known) => known.type === type);
  if (table === undefined) throw new Error(`No table has the type ${type}`);
  // SQL as text: around the text of another statement, as COPY takes it.
  const line = `SELECT json_build_object('op', lower(kind), 'type', '${type}', 'id', id, 'into', "into",
      'before', before, 'after', after, 'release', ${release})::text
    FROM (${changesSql(table, release)}) c ORDER BY row_key`;
  return data.files.get(`${await data.folderOf(release)}/changes/${type}.ndjson`, (target) =>
    inSnapshot(data.database, (client) => copyLines(client, line, target), release),
  );
}
