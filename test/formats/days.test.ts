/** Days as spreadsheets, programs and people write them, and the day whose state a file shows. */
import { expect, test } from 'vitest';
import { dayOf } from '#formats/days.ts';
import { statedDay } from '#formats/stated-day.ts';

test.for([
  [43325, '2018-08-13'],
  // A midnight that slipped by 44 seconds.
  [43324.99949074074, '2018-08-13'],
  [43324.99999999, '2018-08-13'],
  [43325.5, '2018-08-13'],
  // The end of a day as people state it.
  [43324.99998842592, '2018-08-12'],
  [43324.99930555556, '2018-08-12'],
  [43324.98, '2018-08-12'],
  ['43324.99949074074', '2018-08-13'],
  ['43324,99949074074', '2018-08-13'],
  [20180813, '2018-08-13'],
  [1534111200000, '2018-08-13'],
  ['2018-08-13', '2018-08-13'],
  ['13.08.2018 r.', '2018-08-13'],
  ['13 sierpnia 2018', '2018-08-13'],
  ['2018-08-13 23:59:59', '2018-08-13'],
  ['2018-08-12T22:00:00Z', '2018-08-13'],
  ['2018-08-12T22:00:00.000+00:00', '2018-08-13'],
  ['2018-08-12T18:30:00-04:00', '2018-08-13'],
  ['2018-08-13T00:30:00+05:30', '2018-08-12'],
  ['2018-08-13T00:00:00+02:00', '2018-08-13'],
  ['2018-08-13 00:00 CEST', '2018-08-13'],
  ['2018-12-31T23:00:00Z', '2019-01-01'],
  ['2018-12-31T22:59:59Z', '2018-12-31'],
  // A day with a zone and no time is that day.
  ['2018-01-13+02:00', '2018-01-13'],
  ['2018-08-13Z', '2018-08-13'],
  ['20180812T220000Z', '2018-08-13'],
  ['2018-08-12 22:00:00 +0000 UTC', '2018-08-13'],
  ['2018-08-12T22:00:00Z[UTC]', '2018-08-13'],
  ['2018-08-13 00:00 UTC+2', '2018-08-13'],
  ['2018-08-13T00:00 Europe/Warsaw', '2018-08-13'],
  ['2018-08-12T20:00:00\u221202:00', '2018-08-13'],
  ['/Date(1534111200000)/', '2018-08-13'],
  ['dnia 13.08.2018 roku', '2018-08-13'],
  ['13.08.2018, godz. 12:00', '2018-08-13'],
  ['2018.08.13.', '2018-08-13'],
  ['13 VIII 2018', '2018-08-13'],
  ['13-sie-2018', '2018-08-13'],
  ['1 paź 2018', '2018-10-01'],
  ['13 August 2018', '2018-08-13'],
  ['13.08.2018 2019', null],
  ['2018-08-13T00:00 EST', null],
  ['13 abc 2018', null],
  ['31.02.2018', null],
  ['2018-08-13 i dalej', null],
  ['8/13/2018', null],
  ['2018-08-13T25:00', null],
  ['brak', null],
  [0.5, null],
  [true, null],
] as const)('%s is %s', ([cell, day]) => {
  expect(dayOf(cell)).toBe(day);
});

test('days of a Mac count from 1904', () => {
  expect(dayOf(43324.99949074074 - 1462, { date1904: true })).toBe('2018-08-13');
});

test.for([
  ['Baza_teleadresowa_jst_2021-05-19_cp1250.csv', {}, '2021-05-19'],
  ['lista 31.12.2023.xlsx', {}, '2023-12-31'],
  ['lista_20231231.xlsx', {}, '2023-12-31'],
  ['lista-1-stycznia-2024.csv', {}, '2024-01-01'],
  ['lista.xlsx', { preamble: 'Lista projektów, stan na dzień 1 stycznia 2024 r.' }, '2024-01-01'],
  ['lista_2025-01-01.xlsx', { preamble: 'stan na 31.12.2023 r.' }, '2023-12-31'],
  ['lista.xlsx', { properties: { title: 'Baza JST – stan na 19.05.2021' } }, '2021-05-19'],
  ['lista.xlsx', { properties: { modified: '2021-05-18T22:30:00Z', created: '2015-01-01T00:00:00Z' } }, '2021-05-19'],
  ['lista.json', { properties: { asOf: '2021-05-19', name: 'Baza' } }, '2021-05-19'],
  ['lista.xml', { properties: { 'catalog.date': '2021-05-19' } }, '2021-05-19'],
  ['Lista_projektow_FE_2021_2027_01.10.2024.xlsx', {}, '2024-10-01'],
  ['lista.csv', { preamble: 'Dane na dzień 31 grudnia 2023 roku' }, '2023-12-31'],
  ['lista.csv', { preamble: 'wg stanu na 31.12.2023' }, '2023-12-31'],
  ['lista.csv', { preamble: 'Stan na 31 XII 2023 r.' }, '2023-12-31'],
  ['lista.csv', { preamble: 'State as of 31 December 2023' }, '2023-12-31'],
  ['lista.csv', { preamble: 'Stan na koniec okresu 2021-2027. Data aktualizacji: 31/12/2023' }, '2023-12-31'],
  ['lista.csv', { preamble: 'Konkurs ogłoszony 31.12.2023' }, null],
  ['lista.csv', {}, null],
  ['lista_2007_2013.csv', {}, null],
  ['LUDN_2137.csv', {}, null],
] as const)('the file %s %o shows the state of %s', ([fileName, clues, day]) => {
  expect(statedDay({ fileName, ...clues })).toBe(day);
});
