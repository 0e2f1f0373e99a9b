import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildTerc, tercColumns, toCsv, toJson, toXmlNew, toXmlOld, toZip } from '../fixtures/terc.ts';
import { bytesOf, country, opolskie, outcome, read, refusal, spread } from '../fixtures/terc-reading.ts';

describe('a file that was cut off is refused', () => {
  const lines = toCsv(country).split('\r\n');
  const boundaries = country.flatMap((row, i) => (i > 0 && row.POW === '' ? [i] : []));

  it('after any row', () => {
    const inside = spread(200, country.length - 1).filter((rows) => rows > 0 && !boundaries.includes(rows));
    const outcomes = new Set(inside.map((rows) => outcome(`${lines.slice(0, rows + 1).join('\r\n')}\r\n`)));
    expect([...outcomes]).toEqual(['TRUNCATED']);
  });

  it.each([
    ['first', ['02']],
    ['middle', ['14']],
    ['last', ['32']],
  ])('after every row of a register of the %s voivodeship', (_, voivodeships) => {
    const rows = buildTerc({ voivodeships });
    const outcomes = new Set(rows.slice(1).map((_row, i) => outcome(toCsv(rows.slice(0, i + 1)))));
    expect([...outcomes]).toEqual(['TRUNCATED']);
  });

  it('after any row of a voivodeship in the order of names', () => {
    const byName = buildTerc({ voivodeships: ['30'] }).toSorted(
      (a, b) => a.POW.localeCompare(b.POW) || b.NAZWA.localeCompare(a.NAZWA),
    );
    expect(outcome(toCsv(byName))).toBe(`1 voivodeships, ${byName.length} rows`);
    const outcomes = new Set(byName.slice(1).map((_, i) => outcome(toCsv(byName.slice(0, i + 1)))));
    expect([...outcomes]).toEqual(['TRUNCATED']);
  });

  it('at any byte', () => {
    const bytes = bytesOf(toCsv(country));
    const last = bytes.length - 2;
    const cuts = [...spread(200, bytes.length), ...Array.from({ length: 120 }, (_, i) => last - 1 - i)];
    const header = lines[0]?.length as number;
    const outcomes = new Set(cuts.filter((cut) => cut > header + 2).map((cut) => outcome(bytes.subarray(0, cut))));
    expect([...outcomes]).toEqual(['TRUNCATED']);
    expect(outcome(bytes.subarray(0, last))).toBe(`16 voivodeships, ${country.length} rows`);
  });

  it('at any byte where the rows have no date', () => {
    const bytes = bytesOf(toCsv(opolskie, { columns: tercColumns.slice(0, 6), newline: '\n' }));
    const reasons = Array.from({ length: 100 }, (_, i) => bytes.length - 2 - i).map((cut) => {
      return refusal(bytes.subarray(0, cut), { asOf: '2022-01-01' }).reason;
    });
    expect(new Set(reasons)).toEqual(new Set(['TRUNCATED']));
  });

  it('between voivodeships it is a part of the register', () => {
    const cut = boundaries[2] as number;
    const register = read(`${lines.slice(0, cut + 1).join('\r\n')}\r\n`);
    expect(register).toMatchObject({ wholeCountry: false, voivodeships: ['02', '04', '06'], records: cut });
  });

  const containers: [string, Uint8Array][] = [
    ['new XML', bytesOf(toXmlNew(country))],
    ['old XML', bytesOf(toXmlOld(country).trimEnd())],
    ['JSON', bytesOf(toJson(country))],
    ['JSON in an object', bytesOf(`{"rows": ${toJson(country)}}`)],
    ['zip', toZip({ 'TERC.csv': toCsv(country) })],
    ['gzip', gzipSync(toCsv(country))],
  ];
  it.each(containers)('%s', (_, bytes) => {
    const cuts = [...spread(30, bytes.length), bytes.length - 1, bytes.length - 2, bytes.length - 9].filter(
      (cut) => cut > 200,
    );
    expect([...new Set(cuts.map((cut) => outcome(bytes.subarray(0, cut))))]).toEqual(['TRUNCATED']);
  });

  it('says where', () => {
    expect(refusal(lines.slice(0, 3).join('\r\n')).message).toBe(
      'The file ends with the powiat 0201 before its gminas.',
    );
    const parts = lines.findIndex((line) => line.includes(';4;'));
    expect(refusal(lines.slice(0, parts).join('\r\n')).message).toMatch(
      /ends with the urban-rural gmina 020103 before/,
    );
    const end = lines.findIndex((line) => line.startsWith('32;63'));
    expect(refusal(lines.slice(0, end).join('\r\n')).message).toMatch(
      /Voivodeship 32 is not whole: it ends before its last city, 3263; it has 20 of 21 powiats and 112 of 113 gminas/,
    );
  });
});
