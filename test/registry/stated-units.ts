/** Everything that the API describes the registry, in one text, to compare hubs with each other. */
import type { TestHub } from '../harness/hub.ts';

const page = /* GraphQL */ `
  query Stated($after: String, $asOf: Date) {
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

interface Page {
  territorialUnits: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    nodes: StatedUnit[];
  };
}

export interface StatedUnit {
  id: string;
  terc: string;
  name: string;
  versions: { terc: string; name: string; validFrom: string; validTo: string | null }[];
  events: { type: string; notBefore: string; notAfter: string; inferred: boolean }[];
}

/** All units of a day, read page by page as a client would. */
export async function statedUnits(hub: TestHub, asOf: string): Promise<StatedUnit[]> {
  const units: StatedUnit[] = [];
  for (let after: string | null = null; ; ) {
    const { territorialUnits: list }: Page = await hub.ask<Page>(page, { after, asOf });
    units.push(...list.nodes);
    if (!list.pageInfo.hasNextPage) return units;
    after = list.pageInfo.endCursor;
  }
}

export async function everythingStated(hub: TestHub, days: readonly string[]): Promise<string> {
  const stated: unknown[] = [];
  for (const day of days) stated.push(await statedUnits(hub, day));
  return JSON.stringify(stated);
}

export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
