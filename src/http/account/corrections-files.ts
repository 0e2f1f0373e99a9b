/** All tickets as files: what is reported of a fact joins to downloads by kind and key of its entry. */
import { csvOf } from '#charts/csv.ts';
import { type Correction, correctionsBetween, pageOfTarget } from '#corrections';
import type { HubResponse } from '../message.ts';
import type { Exchange } from './exchange.ts';

const maxRows = 100_000;

const columns = {
  number: ({ number }) => number,
  target_type: ({ target }) => target.type,
  target_key: ({ target }) => target.key,
  page: ({ target }) => pageOfTarget(target),
  field: ({ field }) => field,
  state: ({ state }) => state,
  proposed_at: ({ proposedAt }) => proposedAt.toISOString(),
  decided_at: ({ decidedAt }) => decidedAt?.toISOString() ?? null,
  release: ({ release }) => release,
  answer: ({ answer }) => answer,
  // Public only once an editor has read and accepted it.
  value: ({ state, value }) => (state === 'ACCEPTED' ? value : null),
  evidence: ({ state, evidence }) => (state === 'ACCEPTED' ? evidence : null),
} as const satisfies Record<string, (correction: Correction) => string | number | null>;

async function rows({ parts }: Exchange): Promise<(string | number | null)[][]> {
  const all = { above: null, below: null, isAscending: true, limit: maxRows };
  const corrections = await correctionsBetween(parts.database.pool, all);
  return corrections.map((correction) => Object.values(columns).map((read) => read(correction)));
}

export async function correctionsCsv(exchange: Exchange): Promise<HubResponse> {
  const body = csvOf({ header: Object.keys(columns), rows: await rows(exchange) });
  return fileOf('text/csv', 'corrections.csv', body);
}

export async function correctionsNdjson(exchange: Exchange): Promise<HubResponse> {
  const names = Object.keys(columns);
  const lines = (await rows(exchange)).map((row) =>
    JSON.stringify(Object.fromEntries(names.map((name, index) => [name, row[index]]))),
  );
  return fileOf('application/x-ndjson', 'corrections.ndjson', lines.map((line) => `${line}\n`).join(''));
}

function fileOf(mediaType: string, name: string, body: string): HubResponse {
  return {
    status: 200,
    headers: {
      'content-type': `${mediaType}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'public, max-age=60',
    },
    body,
  };
}
