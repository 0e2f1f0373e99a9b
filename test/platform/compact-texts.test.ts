/** The compact lists of texts and names give what plain maps of the same texts give. */
import { expect, test } from 'vitest';
import { DistinctTexts } from '#platform/distinct-texts.ts';
import { SearchWords } from '#platform/search/search-words.ts';
import { stemsOf } from '#platform/search/words.ts';
import { SimilarNames } from '#platform/similar-names.ts';

/** The same texts in each run: syllables in all combinations, some with letters beyond one byte. */
const syllables = ['ka', 'ro', 'dzi', 'erz', 'nów', 'sk', 'ie', 'ow', 'λό', '7', 'wa', '𝄞'];
const texts = syllables.flatMap((a) => syllables.flatMap((b) => syllables.map((c) => a + b + c)));
const different = [...new Set(texts)];

test('a list of different texts gives each the place it was first added at', () => {
  const list = new DistinctTexts();
  const places = [list.add(texts.slice(0, 500)), list.add(texts.slice(500)), list.add(['', 'karo'])].flat();
  const expected = new Map<string, number>();
  for (const text of [...texts, '', 'karo']) if (!expected.has(text)) expected.set(text, expected.size);
  expect(places).toEqual([...texts, '', 'karo'].map((text) => expected.get(text)));
  expect(list.length).toBe(expected.size);
  for (const [text, place] of expected) {
    expect(list.get(place)).toBe(text);
    expect(list.placeOf(text)).toBe(place);
    expect(Math.sign(list.compare(place, 'rodzi'))).toBe(text < 'rodzi' ? -1 : text === 'rodzi' ? 0 : 1);
  }
  expect(list.placeOf('kar')).toBeUndefined();
});

test('words that come in parts are found by themselves, by their stem and by their beginning', () => {
  const searchWords = new SearchWords();
  const words = different.map((word, index) => ({ id: index + 1, word }));
  for (let from = 0; from < words.length; from += 100) searchWords.add(words.slice(from, from + 100));
  expect(searchWords.lastId).toBe(words.length);
  for (const { id, word } of words.filter((_, index) => index % 7 === 0)) {
    expect(searchWords.idOf(word)).toBe(id);
    const readings = searchWords.readingsOf(word, false);
    expect(readings[0]).toEqual({ id, quality: 100 });
    const kin = words.filter(
      (other) => other.id !== id && stemsOf(word).some((stem) => stemsOf(other.word).includes(stem)),
    );
    const found = readings.slice(1).map((reading) => reading.id);
    expect(found.toSorted((a, b) => a - b)).toEqual(kin.map((other) => other.id));
  }
  const begun = searchWords.readingsOf('kar', true).map(({ id }) => words[id - 1]?.word);
  expect(begun).toEqual(
    different
      .filter((word) => word.startsWith('kar'))
      .toSorted((a, b) => (a < b ? -1 : 1))
      .slice(0, 200),
  );
});

test('a word that was given another id is found by that one', () => {
  const searchWords = new SearchWords();
  searchWords.add([{ id: 1, word: 'warszawa' }]);
  searchWords.add([{ id: 9, word: 'warszawa' }]);
  expect(searchWords.readingsOf('warszawa', true)).toEqual([{ id: 9, quality: 100 }]);
});

test('names that are added later are near as the first ones are', () => {
  const names = new SimilarNames(['dzierzoniow', 'dzierzonia']);
  expect([...names.near('dzierzoniw')]).toEqual([
    ['dzierzonia', 1],
    ['dzierzoniow', 1],
  ]);
  names.add(['dzierzonic']);
  expect([...names.near('dzierzonid').keys()].toSorted()).toEqual(['dzierzonia', 'dzierzonic']);
});
