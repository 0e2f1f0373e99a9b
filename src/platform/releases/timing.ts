/** How long a change of public data took: kept by the kind of its source, for /metrics, and stated in the log. */
import { sql } from 'kysely';
import type pg from 'pg';
import { execute, query } from '../database/kysely.ts';
import type { PublicChange } from '../database/open.ts';
import type { ImportCounts, SourceDescription } from './model.ts';

/** Within the transaction that it is of, just before its end. */
export async function recordTiming(
  client: pg.ClientBase,
  { kind }: Pick<SourceDescription, 'kind'>,
  { records }: Pick<ImportCounts, 'records'>,
  durationMs: number,
): Promise<void> {
  const ms = String(Math.round(durationMs));
  await execute(
    client,
    query
      .insertInto('import_timing')
      .values({
        source_kind: kind,
        imports: '1',
        duration_ms: ms,
        last_ms: ms,
        last_records: records,
        last_at: sql<Date>`clock_timestamp()`,
      })
      .onConflict((conflict) =>
        conflict.column('source_kind').doUpdateSet(({ ref }) => ({
          imports: sql`import_timing.imports + 1`,
          duration_ms: sql`import_timing.duration_ms + ${ref('excluded.duration_ms')}`,
          last_ms: ref('excluded.last_ms'),
          last_records: ref('excluded.last_records'),
          last_at: ref('excluded.last_at'),
        })),
      ),
  );
}

export function changeOf(
  { kind, fileName }: Pick<SourceDescription, 'kind' | 'fileName'>,
  startedAt: number,
  ended: Pick<PublicChange, 'release' | 'outcome' | 'counts'>,
): PublicChange {
  return { source: kind, file: fileName, durationMs: Math.round(performance.now() - startedAt), ...ended };
}
