/** Contacts as people write them: the number or the address, or nothing; never another one. */
import { expect, test } from 'vitest';
import { urlsOf } from '#sources/office-lists/contact.ts';
import { hasMobilePhone, phoneOf } from '#sources/office-lists/phone.ts';

const whole = '+48 32 200 00 00';
test.for([
  ['32 200 00 00', null, whole],
  ['(32) 200-00-00', null, whole],
  ['+48 (32) 200-00-00', null, whole],
  ['0048322000000', null, whole],
  ['48-32-200-00-00', null, whole],
  ['0-32 200 00 00', null, whole],
  ['tel. 32/2000000', null, whole],
  ['32 200 00 00 wew. 12', null, `${whole} wew. 12`],
  ['32 200 00 00 w. 12, 14', null, `${whole} wew. 12, 14`],
  ['32 200 00 00-05', null, whole],
  ['32 200-00-00/05', null, whole],
  ['32 200-00-00-05', null, whole],
  ['(032) 200 00 00 do 05', null, whole],
  ['32 200 00 00, 32 200 00 01', null, whole],
  ['tel. 32 200 00 00, fax 32 200 00 01', null, whole],
  ['48 322 00 00-05', null, '+48 48 322 00 00'],
  ['200 00 00', '32', whole],
  ['200 00 00-05', '32', whole],
  ['2000000-05', '32', whole],
  ['200 00 00 do 10', '(32)', whole],
  ['200 00 00/01', '032', whole],
  ['32 200 00 00', '32', whole],
  ['200 00 00 wew. 5', '32', `${whole} wew. 5`],
  // What can be read in two ways is read in none.
  ['200 00 00 05', '32', null],
  ['200-00-00-05', '32', null],
  ['322000000 322000001', null, null],
  ['32 200 00 0', null, null],
  ['32 200 00 00 0', null, null],
  ['12345', '32', null],
  ['601 100 200', null, null],
] as const)('the phone "%s" (area %s) is %s', ([number, area, phone]) => {
  expect(phoneOf({ number, area })).toBe(phone);
});

test('a mobile phone is seen beside other numbers', () => {
  expect(hasMobilePhone({ number: '32 200 00 00, 601 100 200' })).toBe(true);
  expect(hasMobilePhone({ number: '601-100-200 wew. 5' })).toBe(true);
  expect(hasMobilePhone({ number: '32 200 00 00-05' })).toBe(false);
});

test.for([
  ['www.urzad.pl.', ['http://www.urzad.pl']],
  ['https://www.urzad.pl./kontakt', ['https://www.urzad.pl/kontakt']],
  ['(www.urzad.pl), bip.urzad.pl;', ['http://www.urzad.pl', 'http://bip.urzad.pl']],
  ['hhtps://urzad.pl', ['https://urzad.pl']],
  ['brak', []],
] as const)('the address "%s" is %o', ([text, urls]) => {
  expect(urlsOf(text)).toEqual(urls);
});
