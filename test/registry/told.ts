/** Everything that the API tells of the registry, in one text, to compare hubs with each other. */
import type { TestHub } from '../harness/hub.ts';

const page = /* GraphQL */ `
  query Told($after: String, $asOf: Date) {
    territorialUnits(first: 100, after: $after, asOf: $asOf, orderBy: { field: TERC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id terc powiatTerc name kind level isSelfGovernment validFrom validTo isCertain
        parent { id }
        source { id fileName asOf }
        versions { terc powiatTerc name kind validFrom validTo certainUntil parent { id name } source { id } }
        events { type notBefore notAfter inferred before { terc name kind } after { terc name kind parent { terc } } }
      }
    }
  }`;

interface Told {
  territorialUnits: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    nodes: ToldUnit[];
  };
}

export interface ToldUnit {
  id: string;
  terc: string;
  name: string;
  versions: { terc: string; name: string; validFrom: string; validTo: string | null }[];
  events: { type: string; notBefore: string; notAfter: string; inferred: boolean }[];
}

/** All units of a day, read page by page as a client would. */
export async function toldUnits(hub: TestHub, asOf: string): Promise<ToldUnit[]> {
  const units: ToldUnit[] = [];
  for (let after: string | null = null; ; ) {
    const { territorialUnits: list }: Told = await hub.ask<Told>(page, { after, asOf });
    units.push(...list.nodes);
    if (!list.pageInfo.hasNextPage) return units;
    after = list.pageInfo.endCursor;
  }
}

export async function everythingTold(hub: TestHub, days: readonly string[]): Promise<string> {
  const told: unknown[] = [];
  for (const day of days) told.push(await toldUnits(hub, day));
  return JSON.stringify(told);
}

export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
