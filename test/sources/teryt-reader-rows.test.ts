import { describe, expect, it } from 'vitest';
import { type TercRecord, toCsv, toXmlOld } from '../fixtures/terc.ts';
import { country, opolskie, opolskieCsv, read, refusal, terc } from '../fixtures/terc-reading.ts';

describe('a bad row is rejected with its place, its text and the fix', () => {
  const at = 40;
  const spoil = (change: Partial<TercRecord>, index = at) =>
    opolskie.map((row, i) => (i === index ? { ...row, ...change } : row));
  const rural = opolskie.findIndex((row, i) => i > at && row.RODZ === '2');
  const cases: [string, Partial<TercRecord>, string, RegExp][] = [
    ['odd WOJ', { WOJ: '17' }, 'WOJ', /17 is no voivodeship/],
    ['WOJ 34', { WOJ: '34' }, 'WOJ', /02 to 32/],
    ['empty WOJ', { WOJ: '' }, 'WOJ', /WOJ is empty/],
    ['letters in POW', { POW: 'AB' }, 'POW', /“AB” is no code of 2 digits/],
    ['three digits in GMI', { GMI: '100' }, 'GMI', /is no code/],
    ['a fraction', { GMI: '1.5' }, 'GMI', /is no code/],
    ['RODZ 7', { RODZ: '7' }, 'RODZ', /no kind of gmina/],
    ['RODZ 0', { RODZ: '0' }, 'RODZ', /no kind of gmina/],
    ['no RODZ', { RODZ: '' }, 'RODZ', /RODZ is empty/],
    ['no GMI', { GMI: '' }, 'GMI', /GMI is empty/],
    ['no POW', { POW: '' }, 'POW', /POW is empty/],
    ['no name', { NAZWA: ' ' }, 'NAZWA', /name is empty/],
    ['a control character', { NAZWA: 'Op\u0007ole' }, 'NAZWA', /control character/],
    ['a garbled name', { NAZWA: 'BolesĹ‚awiec' }, 'NAZWA', /wrong encoding/],
    ['a long name', { NAZWA: 'x'.repeat(300) }, 'NAZWA', /300 characters/],
    ['another day', { STAN_NA: '2021-01-01' }, 'STAN_NA', /is 2021-01-01; the other rows show 2022-01-01/],
    ['no day', { STAN_NA: '' }, 'STAN_NA', /is empty/],
    ['a day that does not exist', { STAN_NA: '2022-02-30' }, 'STAN_NA', /is no date/],
    ['a powiat that is not there', { POW: '55' }, 'POW', /no valid row of the powiat 1655/],
    ['a part without its gmina', { RODZ: '4' }, 'RODZ', /urban-rural gmina 16.*3/],
    ['a delegatura without its city', { POW: '60', RODZ: '9' }, 'RODZ', /the city \(RODZ 1\) in 1660/],
  ];

  it.each(cases)('%s', (_, change, column, reason) => {
    const register = read(toCsv(spoil(change, rural)));
    expect(register.rejected).toHaveLength(1);
    expect(register.rejected[0]).toMatchObject({ row: rural + 2, column, reason: expect.stringMatching(reason) });
    const text = Object.values(spoil(change, rural)[rural] as TercRecord).join(';');
    expect(register.rejected[0]?.original).toBe(text.length > 300 ? `${text.slice(0, 299)}…` : text);
    expect(register.rows).toHaveLength(opolskie.length - 1);
    expect(register.records).toBe(opolskie.length);
  });

  it('a row with an open quotation mark costs that row only', () => {
    const { rejected, rows } = read(toCsv(spoil({ NAZWA: '"Opole' }, rural)));
    expect(rejected).toMatchObject([
      { row: rural + 2, column: null, terc: null, reason: expect.stringContaining('quotation mark') },
    ]);
    expect(rows).toHaveLength(opolskie.length - 1);
  });

  it('a row with too few or too many columns', () => {
    const lines = opolskieCsv.split('\r\n');
    lines[rural + 1] = '16;01;02';
    expect(read(lines.join('\r\n')).rejected).toMatchObject([
      { row: rural + 2, reason: 'The row has 3 columns instead of 7.' },
    ]);
    lines[rural + 1] = '16;01;02;2;a;b;2022-01-01;c';
    expect(read(lines.join('\r\n')).rejected).toMatchObject([{ reason: 'The row has 8 columns instead of 7.' }]);
  });

  it('in XML and JSON the record is shown as it stands', () => {
    const rows = spoil({ RODZ: '7' }, rural);
    const xml = read(toXmlOld(rows)).rejected[0];
    expect(xml).toMatchObject({
      row: rural + 1,
      column: 'RODZ',
      original: expect.stringMatching(/^<row>\n<col name="WOJ">16<\/col>[\s\S]*<col name="RODZ">7</),
    });
    const json = read(JSON.stringify(rows)).rejected[0];
    expect(json).toMatchObject({ row: rural + 1, original: JSON.stringify(rows[rural]) });
    const lines = opolskie.map((row, i) => (i === rural ? '{"WOJ": oops}' : JSON.stringify(row)));
    expect(read(lines.join('\n')).rejected).toMatchObject([{ row: rural + 1, original: '{"WOJ": oops}' }]);
  });

  it('names the unit as far as its code can be read', () => {
    const code = terc(opolskie[rural] as TercRecord);
    expect(read(toCsv(spoil({ NAZWA: '' }, rural))).rejected[0]?.terc).toBe(code);
    expect(read(toCsv(spoil({ RODZ: '7' }, rural))).rejected[0]?.terc).toBe(code.slice(0, 6));
    expect(read(toCsv(spoil({ WOJ: '17' }, rural))).rejected[0]?.terc).toBeNull();
  });

  it('counts repeated rows, and rejects the second of two that contradict each other', () => {
    const row = opolskie[rural] as TercRecord;
    const rows = opolskie.toSpliced(rural + 1, 0, row, row, { ...row, NAZWA: 'Inna' });
    const register = read(toCsv(rows));
    expect(register).toMatchObject({ duplicates: 2, records: opolskie.length + 3 });
    expect(register.rejected).toMatchObject([
      {
        row: rural + 5,
        column: 'NAZWA',
        terc: terc(row),
        reason: expect.stringContaining(`Row ${rural + 2} already names ${terc(row)}`),
      },
    ]);
    expect(register.rows).toHaveLength(opolskie.length);
  });

  it('rejects a second kind of the same gmina', () => {
    const row = opolskie[rural] as TercRecord;
    const register = read(toCsv(opolskie.toSpliced(rural + 1, 0, { ...row, RODZ: '1' })));
    expect(register.rejected).toMatchObject([{ row: rural + 3, column: 'RODZ', terc: `${terc(row).slice(0, 6)}1` }]);
  });

  it('rejects what lies below a rejected powiat, and a city that is no gmina', () => {
    const noPowiat = country.map((row) => (terc(row) === '0201' ? { ...row, NAZWA: '' } : row));
    const below = country.filter((row) => row.WOJ === '02' && row.POW === '01').length;
    const register = read(toCsv(noPowiat));
    expect(register.rejected).toHaveLength(below);
    expect(register.rows).toHaveLength(country.length - below);
    const noGmina = read(toCsv(country.filter((row) => terc(row) !== '2467011')));
    expect(noGmina.rejected).toMatchObject([
      { terc: '2467', column: 'POW', reason: expect.stringContaining('no row as a gmina') },
    ]);
  });

  it('refuses the file when more than 1 % of rows are bad', () => {
    const spoilt = (every: number) => {
      const rural = country.filter((row) => row.RODZ === '2');
      const chosen = new Set(rural.filter((_, i) => i % every === 0));
      return country.map((row) => (chosen.has(row) ? { ...row, NAZWA: '' } : row));
    };
    const bad = (rows: TercRecord[]) => rows.filter((row) => row.NAZWA === '').length;
    const few = spoilt(50);
    expect(bad(few)).toBeLessThanOrEqual(country.length / 100);
    expect(read(toCsv(few)).rejected).toHaveLength(bad(few));
    const many = spoilt(15);
    expect(bad(many)).toBeGreaterThan(country.length / 100);
    const error = refusal(toCsv(many));
    expect(error.reason).toBe('TOO_MANY_REJECTS');
    expect(error.message).toContain(`${bad(many)} of ${country.length} rows`);
    expect(error.message).toMatch(/row \d+: The name is empty/);
  });
});
