/** A unit keeps its practices when an older register gives it another id. */
import { expect, it } from 'vitest';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

/** A gmina with the number 08 today and 98 before. */
const withNumber =
  (number: string) =>
  (rows: TercRecord[]): TercRecord[] =>
    rows.map((row) =>
      row.WOJ === '26' && row.POW === '04' && row.GMI === '08' ? { ...row, GMI: number, NAZWA: 'Rzeczka' } : row,
    );

const query = `{ territorialUnit(terc: "2604082") {
  id practices { nodes { slug } } livingLabs { nodes { slug hostUnit { terc } } } eventsHeld { nodes { slug unit { terc } } } } }`;

it('is still found from both ends', async () => {
  await hub.load('teryt', 'TERC_2022.csv', toCsv(buildTerc({ asOf: '2022-01-01', changes: withNumber('08') })));
  const file = {
    asOf: '2026-01-01',
    practices: [{ slug: 'local', title: 'Tutejsza', places: [{ unit: '2604082' }] }],
    livingLabs: [{ slug: 'lab', title: 'Laboratorium', hostUnit: { unit: '2604082' } }],
    events: [{ slug: 'event', title: 'Spotkanie', place: { unit: '2604082' } }],
  };
  await hub.load('practices', 'file.json', JSON.stringify(file));
  const before = await hub.ask<{ territorialUnit: { id: string } }>(query);
  await hub.load('teryt', 'TERC_2019.csv', toCsv(buildTerc({ asOf: '2019-01-01', changes: withNumber('98') })));
  const { id, ...after } = (await hub.ask<{ territorialUnit: { id: string } }>(query)).territorialUnit;
  expect(id).not.toBe(before.territorialUnit.id);
  expect(after).toEqual({
    practices: { nodes: [{ slug: 'local' }] },
    livingLabs: { nodes: [{ slug: 'lab', hostUnit: { terc: '2604082' } }] },
    eventsHeld: { nodes: [{ slug: 'event', unit: { terc: '2604082' } }] },
  });
});
