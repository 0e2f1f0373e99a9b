import { describe, expect, it } from 'vitest';
import { tercColumns, toCsv, toXmlNew } from '../fixtures/terc.ts';
import { opolskie, read, refusal } from '../fixtures/terc-reading.ts';

describe('the day that the register shows', () => {
  const dated = (text: string) => toCsv(opolskie.map((row) => ({ ...row, STAN_NA: text })));
  const noDay = toCsv(opolskie, { columns: tercColumns.slice(0, 6) });

  it.each([
    '2022-01-01',
    '01.01.2022',
    '1.01.2022',
    '2022/01/01',
    '20220101',
    '2022-01-01 00:00:00',
    '2022-01-01T00:00:00',
    '2022-01-01T00:00:00+01:00',
    '2021-12-31T23:00:00.000Z',
    '44562',
    '1640995200000',
  ])('is read from STAN_NA as %s', (text) => {
    expect(read(dated(text))).toMatchObject({ asOf: '2022-01-01', rejected: [] });
  });

  it('is --as-of where the file has none', () => {
    expect(read(noDay, { asOf: '2019-01-01' }).asOf).toBe('2019-01-01');
    expect(read(dated(''), { asOf: '2019-01-01' }).asOf).toBe('2019-01-01');
    expect(read(dated('2022-01-01'), { asOf: '2022-01-01' }).asOf).toBe('2022-01-01');
  });

  it('is the date of the XML catalogue or of the preamble where the rows have none', () => {
    const rows = opolskie.map((row) => ({ ...row, STAN_NA: '' }));
    expect(read(toXmlNew(rows, 'name="TERC" type="ALL" date="2020-01-01"')).asOf).toBe('2020-01-01');
    expect(read(`Rejestr TERC\nStan na dzień: 01.01.2021 r.\n${noDay}`).asOf).toBe('2021-01-01');
  });

  it('must be known', () => {
    const error = refusal(noDay, { fileName: 'TERC_Urzedowy_2020-09-26.csv' });
    expect(error.reason).toBe('NO_AS_OF_DATE');
    expect(error.line).toContain('--as-of YYYY-MM-DD');
    expect(error.line).toContain('2020-09-26 in its name is the day it was made');
  });

  it.each([
    ['contradicts STAN_NA', dated('2022-01-01'), '2021-01-01'],
    ['contradicts the XML catalogue', toXmlNew(opolskie.map((row) => ({ ...row, STAN_NA: '' }))), '2021-01-01'],
    ['is not a day', noDay, '2022-02-30'],
    ['is not written as a day', noDay, 'yesterday'],
    ['is before 1999', dated('1998-12-31'), undefined],
    ['is more than a year ahead', dated('2027-01-16'), undefined],
    ['is no date in any row', dated('2022-13-45'), undefined],
  ])('is refused when it %s', (_, content, asOf) => {
    expect(refusal(content, asOf === undefined ? {} : { asOf }).reason).toBe('WRONG_AS_OF_DATE');
  });

  it('may lie within the coming year', () => {
    expect(read(dated('2027-01-15')).asOf).toBe('2027-01-15');
  });
});
