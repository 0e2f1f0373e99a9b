import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inputFileOf } from '#sources/import.ts';
import { readShippedMapping } from '#sources/metrics/import.ts';
import { startHub } from '../harness/hub.ts';

const shared = new URL('../../../shared/data/', import.meta.url);

describe.skipIf(!existsSync(shared))('real files', async () => {
  const hub = await startHub();
  const file = (name: string): Uint8Array => readFileSync(new URL(name, shared));
  const shipped = async (name: string) =>
    inputFileOf(`${name}.yaml`, (await readShippedMapping(name)) ?? new Uint8Array());

  it('of units', async () => {
    for (const name of [
      'TERC_2017-01-01_oldschema.xml',
      'TERC_Urzedowy_2020-09-26.zip',
      'TERC_2022-01-01_bom_crlf.csv',
    ]) {
      await hub.load('teryt', name, file(`teryt/${name}`));
    }
  });

  it('population of every gmina and year: every row loaded, or listed for a code that no register has', async () => {
    const name = 'population_weight_table_gmina_year.csv';
    const mapping = await shipped('population-weights');
    const report = await hub.load('metrics', name, file(`metrics/${name}`), { mapping });
    expect(report).toMatchObject({ records: 62_025, created: 61_950, duplicates: 0, rejected: 75 });
    const codes = new Set(report.rejectedRows.map(({ original }) => original.slice(0, 7)));
    // Two gminas that began in 2025, and one that ended in 2015.
    expect(codes).toEqual(new Set(['2002162', '1207132', '0809102']));
  });

  it('the income-tax workbooks: cities on two rows', async () => {
    const counts = { Gminy: 12_055, Miasta_NPP: 660, Powiaty: 1_570, Wojewodztwa: 80 };
    for (const [part, records] of Object.entries(counts)) {
      const name = `20200214_${part}_za_2019.xlsx`;
      const report = await hub.load('metrics', name, file(`metrics/${name}`), { mapping: await shipped('pit-shares') });
      expect(report).toMatchObject({ records, created: records, duplicates: 0, rejected: 0, asOf: '2019-12-31' });
    }
  });

  it('the cross-table: cities once, parts that no register has listed', async () => {
    const name = 'LUDN_2425_CTAB_20241028202819_2023.csv';
    const report = await hub.load('bdl', name, file(`metrics/${name}`));
    expect(report).toMatchObject({ records: 4_247, created: 4_150, duplicates: 67, rejected: 30 });
    expect(report.rejectedRows.every(({ original }) => /^\d{6}[45];/.test(original))).toBe(true);
  });

  it('the long form', async () => {
    const name = 'woj_FINA_1590_CREL_20250113235801.csv';
    const report = await hub.load('bdl', name, file(`metrics/${name}`));
    expect(report).toMatchObject({ records: 368, created: 368, duplicates: 0, rejected: 0 });
  });

  it('the population of Dzierżoniów and its percentile among urban gminas are those of the file', async () => {
    const { benchmark } = await hub.ask<{
      benchmark: { value: number; groupSize: number; percentile: number; peerCodes: string[]; facet: { code: string } };
    }>(`{ benchmark(metric: "population", period: "2019", facet: "population-weights", subject: {terc: "0202021"},
      peers: {kinds: URBAN_GMINA}) {
      value groupSize percentile peerCodes facet { code } } }`);
    const rows = new TextDecoder()
      .decode(file('metrics/population_weight_table_gmina_year.csv'))
      .split(/\r?\n/)
      .map((line) => line.split(','))
      .filter(([, , , year]) => year === '2019');
    const inFile = new Map(rows.map(([code = '', , , , people]) => [code.slice(0, 6), Number(people)]));
    const peers = benchmark.peerCodes.map((code) => inFile.get(code.slice(0, 6)) ?? Number.NaN);
    expect(benchmark).toMatchObject({ value: 42_229, groupSize: 302, facet: { code: 'population-weights' } });
    expect(peers).toHaveLength(301);
    expect(benchmark.percentile).toBeCloseTo((100 * peers.filter((value) => value < 42_229).length) / 301, 9);
  });

  it('2023 is of the Local Data Bank, unless the faulty table is requested by its name', async () => {
    const query = (facet: string) =>
      `{ benchmark(metric: "population", period: "2023", subject: {terc: "0202021"} ${facet}) { value facet { code } } }`;
    expect(await hub.ask(query(''))).toEqual({ benchmark: { value: 30_610, facet: { code: 'bdl-ludn-2425' } } });
    expect(await hub.ask(query(', facet: "population-weights"'))).toEqual({
      benchmark: { value: 39_766, facet: { code: 'population-weights' } },
    });
  });

  it('a series has a break where the area changed', async () => {
    const { territorialUnit } = await hub.ask<{
      territorialUnit: { indicators: { points: { period: string; flag: string }[] }[] };
    }>(
      '{ territorialUnit(terc: "3203023") { indicators(metrics: ["population"], facet: "population-weights") { points { period flag } } } }',
    );
    const points = territorialUnit.indicators[0]?.points ?? [];
    expect(points).toHaveLength(25);
    expect(points.filter(({ flag }) => flag === 'BREAK')).toEqual([{ period: '2019', flag: 'BREAK' }]);
  });

  it('a gmina that changed its kind has one series under both codes', async () => {
    const { territorialUnit } = await hub.ask<{
      territorialUnit: { indicators: { points: unknown[]; asJsonStat: { size: number[] } }[] };
    }>(
      '{ territorialUnit(terc: "2604123") { indicators(metrics: ["population"], facet: "population-weights") { points { period } asJsonStat } } }',
    );
    expect(territorialUnit.indicators[0]?.points).toHaveLength(25);
    expect(territorialUnit.indicators[0]?.asJsonStat.size).toEqual([1, 1, 25]);
  });
});
