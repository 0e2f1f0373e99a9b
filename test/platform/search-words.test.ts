/** Texts of common letters are taken apart by a pattern of their own: into the same words as any text. */
import { expect, test } from 'vitest';
import { distinctWordsOf, wordsOf } from '#platform/search/words.ts';
import { numbersFrom } from '../fixtures/eu-projects/many.ts';

const words = (text: string): string[] => [...new Set(wordsOf(text).map(({ word }) => word))];

test.each([
  ['Gmina Bielsko-Biała · RPSL.01.02.00-24-0001/16-00 · WOJ.: ŚLĄSKIE, POW.: Katowice', 'rpsl010200240001/1600'],
  ['UDA-POKL.05.01.01-00-001/09-02 „Szkolenia” 2x24h', 'pokl05010100001/0902'],
  ['Remont ul. 3 Maja 12/14 w m.st. Warszawa; 1.5 mln zł', '12/14'],
])('%s', (text, number) => {
  expect([...distinctWordsOf(text)]).toEqual(words(text));
  expect([...distinctWordsOf(text)]).toContain(number.replaceAll(/[./-]/g, ''));
});

test('made-up texts, with letters of other languages and without', () => {
  const next = numbersFrom(11);
  const pick = (letters: string): string => [...letters][Math.floor(next() * [...letters].length)] as string;
  for (const alphabet of ['aŻ1.-/ ·„', 'aźó07./-_ ', 'aé1.-/ ·ß', 'ą\u0301b2.-/ ']) {
    for (let count = 0; count < 500; count += 1) {
      const text = Array.from({ length: 1 + Math.floor(next() * 30) }, () => pick(alphabet)).join('');
      expect([...distinctWordsOf(text)], JSON.stringify(text)).toEqual(words(text));
    }
  }
});

test('long words of letters beyond the first plane end with a whole one', () => {
  const long = `a${'𐌰'.repeat(40)}`;
  const [word = ''] = words(long);
  expect([...distinctWordsOf(long)]).toEqual([word]);
  expect(word).toBe(`a${'𐌰'.repeat(29)}`);
});
