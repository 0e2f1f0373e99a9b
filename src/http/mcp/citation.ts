/** What every answer states beside its data: the release, and how to cite it. */
import { addressOf } from '../rest/address.ts';
import type { PublishedQuery } from '../rest/operation.ts';
import { maxAddressBytes } from '../router.ts';

export interface CitedRelease {
  readonly release: number;
  /** Null before the first release. */
  readonly releasedAt: Date | null;
}

export interface Citation {
  readonly release: number;
  readonly citation: string;
}

export function citationOf({ release, releasedAt }: CitedRelease, url: string): Citation {
  const day = releasedAt?.toISOString().slice(0, 10);
  return { release, citation: `Węzeł, release ${release}${day === undefined ? '' : ` (${day})`}, ${url}` };
}

/** With the address that returns the same data; variables too long for an address leave the list of operations. */
export function citationOfQuery(
  cited: CitedRelease,
  publicUrl: string,
  query: PublishedQuery,
  variables: Readonly<Record<string, unknown>>,
): Citation {
  const address = addressOf(query, variables);
  if (address.length <= maxAddressBytes) return citationOf(cited, `${publicUrl}${address}`);
  return citationOf(cited, `operation ${query.name}, ${publicUrl}/operations`);
}
