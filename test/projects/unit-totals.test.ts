/** The sums of all units, read at once, are those that the statistics give for each. */
import { beforeAll, expect, test } from 'vitest';
import { mixedLists } from '../fixtures/eu-projects/mixed.ts';
import { loadPlacesAndOffices } from '../fixtures/eu-projects/register.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { cost: 1_000_000 } });

beforeAll(async () => {
  await loadPlacesAndOffices(hub);
  for (const { name, bytes, asOf } of mixedLists(300)) await hub.load('eu-projects', name, bytes, { asOf });
});

interface Sum {
  readonly amount: string;
}

interface Total {
  readonly period: string;
  readonly programme: { id: string } | null;
  readonly currency: string;
  readonly projects: number;
  readonly value: Sum | null;
  readonly euContribution: Sum | null;
}

interface Grouped {
  readonly groups: {
    readonly period: string;
    readonly programme: { id: string } | null;
    readonly amounts: {
      currency: string;
      count: number;
      value: { sum: Sum | null };
      euContribution: { sum: Sum | null };
    }[];
  }[];
}

const rowOf = (...parts: unknown[]): string => JSON.stringify(parts);

test('of every unit, by period, programme and currency', async () => {
  type Units = { territorialUnits: { nodes: { terc: string; projectTotals: Total[] }[] } };
  const { territorialUnits } = await hub.ask<Units>(`{ territorialUnits(first: 100) { nodes { terc projectTotals {
    period programme { id } currency projects value { amount } euContribution { amount } } } } }`);
  const filled = territorialUnits.nodes.filter(({ projectTotals }) => projectTotals.length > 0);
  expect(filled.length).toBeGreaterThan(5);
  for (const { terc, projectTotals } of filled) {
    const { projectStatistics } = await hub.ask<{ projectStatistics: Grouped }>(
      `query ($within: ID!) { projectStatistics(filter: { withinAny: [$within] }, groupBy: [PERIOD, PROGRAMME], first: 1000) {
        groups { period programme { id } amounts {
          currency count value { sum { amount } } euContribution { sum { amount } } } } } }`,
      { within: terc },
    );
    const expected = projectStatistics.groups.flatMap(({ period, programme, amounts }) =>
      amounts.map(({ currency, count, value, euContribution }) =>
        rowOf(period, programme?.id, currency, count, value.sum?.amount, euContribution.sum?.amount),
      ),
    );
    const given = projectTotals.map(({ period, programme, currency, projects, value, euContribution }) =>
      rowOf(period, programme?.id, currency, projects, value?.amount, euContribution?.amount),
    );
    expect([terc, given.toSorted()]).toEqual([terc, expected.toSorted()]);
  }
});

test('after the next release they are new', async () => {
  const query = '{ territorialUnit(id: "24") { projectTotals { projects } } }';
  type Found = { territorialUnit: { projectTotals: { projects: number }[] } };
  const count = async (): Promise<number> =>
    (await hub.ask<Found>(query)).territorialUnit.projectTotals.reduce((sum, { projects }) => sum + projects, 0);
  const before = await count();
  for (const { name, bytes, asOf } of mixedLists(400)) await hub.load('eu-projects', name, bytes, { asOf });
  expect(await count()).toBeGreaterThan(before);
});
