/** The official registers of 2017, 2020 and 2022, where they lie beside the project. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startHub, type TestHub } from '../harness/hub.ts';
import { everythingStated, permutations, statedUnits } from './stated-units.ts';

const folder = new URL('../../../shared/data/teryt/', import.meta.url);
const of2017 = 'TERC_2017-01-01_oldschema.xml';
const of2020 = 'TERC_Urzedowy_2020-09-26.zip';
const of2022 = 'TERC_2022-01-01_bom_crlf.csv';
const read = (name: string): Uint8Array => readFileSync(new URL(name, folder));

async function hubWith(...names: string[]): Promise<TestHub> {
  const hub = await startHub();
  for (const name of names) await hub.load('teryt', name, read(name));
  return hub;
}

describe.skipIf(!existsSync(folder))('the official registers', { timeout: 400_000 }, async () => {
  const hub = existsSync(folder) ? await hubWith(of2017, of2020, of2022) : await startHub();

  it.each([
    ['2017-01-01', 2478, 380],
    ['2020-01-01', 2477, 380],
    ['2022-01-01', 2477, 380],
  ])('of %s has %i gminas and %i powiats', async (asOf, gminas, powiats) => {
    const counted = await hub.ask<Record<string, { totalCount: number }>>(
      `query ($asOf: Date) {
        gminas: territorialUnits(asOf: $asOf, filter: { levels: GMINA }) { totalCount }
        powiats: territorialUnits(asOf: $asOf, filter: { levels: POWIAT }) { totalCount }
        voivodeships: territorialUnits(asOf: $asOf, filter: { levels: VOIVODESHIP }) { totalCount }
      }`,
      { asOf },
    );
    expect(counted).toMatchObject({
      gminas: { totalCount: gminas },
      powiats: { totalCount: powiats },
      voivodeships: { totalCount: 16 },
    });
  });

  it('tell the same, byte for byte, in all six orders', async () => {
    const days = ['2017-01-01', '2019-01-01', '2022-01-01', '2026-06-15'];
    const expected = await everythingStated(hub, days);
    for (const order of permutations([of2017, of2020, of2022]).slice(1)) {
      expect((await everythingStated(await hubWith(...order), days)) === expected, order.join(', ')).toBe(true);
    }
  });

  it('show the known cases as events', async () => {
    const { renamed, ostrowice } = await hub.ask<Record<string, unknown>>(`{
      renamed: resolveTerritorialUnits(references: [{ text: "jeleniogórski", level: POWIAT }, { text: "Sitkówka-Nowiny" }]) {
        candidates { method unit { terc name events { type notBefore notAfter before { name } } } }
      }
      ostrowice: territorialUnit(terc: "3203042", asOf: "2017-01-01") { name validTo events { type notBefore notAfter } }
    }`);
    const window = { notBefore: '2020-01-01', notAfter: '2022-01-01' };
    expect(renamed).toMatchObject([
      { candidates: [{ unit: { terc: '0206', name: 'karkonoski', events: [{ type: 'RENAMED', ...window }] } }] },
      { candidates: [{ unit: { terc: '2604172', name: 'Nowiny', events: [{ type: 'RENAMED', ...window }] } }] },
    ]);
    expect(ostrowice).toEqual({
      name: 'Ostrowice',
      validTo: '2020-01-01',
      events: [{ type: 'ABOLISHED', notBefore: '2017-01-01', notAfter: '2020-01-01' }],
    });
  });

  it('change nothing when they are loaded again in another form', async () => {
    const again = await hub.load('teryt', 'again.xml', read('TERC_2022-01-01_newschema_bom_crlf.xml'));
    expect(again).toMatchObject({ release: null, created: 0, changed: 0, unchanged: again.records, rejected: 0 });
    const part = await hub.load('teryt', 'woj02.csv', read('TERC_woj02_2022-01-01_preamble_bom.csv'));
    expect(part).toMatchObject({ release: null, unchanged: part.records });
  });

  // Counted from the files by themselves: codes and names of one register beside those of the next.
  it('name each change once: 3 renames, 41 changes of kind, the 82 parts that came with them, 1 abolition', async () => {
    const units = [...(await statedUnits(hub, '2022-01-01')), ...(await statedUnits(hub, '2017-01-01'))];
    const events = new Set(
      units.flatMap(({ id, events: of }) => of.map(({ type, notAfter }) => `${type} ${timeless(id)} ${notAfter}`)),
    );
    const counts = Map.groupBy(events, (event) => event.split(' ')[0]);
    expect(Object.fromEntries([...counts].map(([type, of]) => [type, of.length]))).toEqual({
      ABOLISHED: 1,
      CREATED: 82,
      KIND_CHANGED: 41,
      RENAMED: 3,
    });
  });
});

/** The key of a unit, whatever the day that its id carries. */
function timeless(id: string): string {
  return Buffer.from(id, 'base64').toString().replace(/@.*$/, '');
}
