/**
 * The grants of 2007-2013 as the map of grants published them; skipped where the file is not at hand. 184 of its rows repeat
 * a title and a beneficiary with other amounts: they are grants of their own, and no row repeats another altogether.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startHub } from '../harness/hub.ts';

const file = new URL('../../../shared/data/projects/Poland_CF_2007_2013.csv', import.meta.url);

describe.skipIf(!existsSync(file))('the map of grants of 2007-2013', () => {
  it('is loaded whole: every row is a project, also where only the amounts distinguishes two', async () => {
    const bytes = readFileSync(file);
    const rows = bytes.toString('latin1').trimEnd().split(/\r?\n/).length - 1;
    const hub = await startHub();
    const before = await hub.ask<{ projects: { totalCount: number } }>('{ projects { totalCount } }');
    const report = await hub.load('eu-projects', 'Poland_CF_2007_2013.csv', bytes, { asOf: '2016-12-07' });
    const { created, duplicates, rejected } = report;
    expect(report).toMatchObject({
      format: 'csv ; windows-1250, GRANTS_MAP',
      records: rows,
      created: rows,
      rejected: 0,
    });
    expect(created + duplicates + rejected).toBe(rows);
    expect(rejected).toBe(report.rejectedRows.length);
    const { projects, projectStatistics } = await hub.ask<{
      projects: { totalCount: number };
      projectStatistics: { amounts: { value: { sum: { amount: string }; count: number } }[] };
    }>(`{ projects { totalCount } projectStatistics(filter: { periods: [P2007_2013] }) {
      amounts { value { count sum { amount } } } } }`);
    expect(projects.totalCount - before.projects.totalCount).toBe(created);
    expect(projectStatistics.amounts[0]?.value.count).toBeGreaterThanOrEqual(created - rejected);
    const again = await hub.load('eu-projects', 'Poland_CF_2007_2013.csv', bytes, { asOf: '2016-12-07' });
    expect(again).toMatchObject({
      release: null,
      created: 0,
      changed: 0,
      unchanged: created,
      duplicates: 0,
      rejected,
    });
  });

  it('gives the metro of Warsaw its money to the grosz, and its city', async () => {
    const hub = await startHub();
    await hub.load('eu-projects', 'Poland_CF_2007_2013.csv', readFileSync(file), { asOf: '2016-12-07' });
    const { projects } = await hub.ask<{ projects: unknown }>(
      `{ projects(filter: { text: "linia metra odcinka centralnego", value: { from: "5000000000" } }) { nodes {
        value { amount currency } euContribution { amount } period contractNumber originalRow
        participations { nodes { statedName } } } } }`,
    );
    expect(projects).toMatchObject({
      nodes: [
        {
          value: { amount: '5978709113.69', currency: 'PLN' },
          euContribution: { amount: '3602743794.77' },
          period: 'P2007_2013',
          contractNumber: null,
          originalRow: { Multimedia: 'Tak', Dziedzina: 'transport' },
          participations: { nodes: [{ statedName: 'Miasto Stołeczne Warszawa' }] },
        },
      ],
    });
  });
});
