/** What each word of a document is worth: a title shares its worth among all its words, in either language. */
import { expect, test } from 'vitest';
import { weigh } from '#platform/search/weights.ts';

const weightsOf = (title: string, titleEn: string): Record<string, number> =>
  Object.fromEntries(weigh({ key: 'x', title, titleEn, text: '', boost: 1 }).weights);

test('a word that only the English title has is worth a share of all words of that title', () => {
  const share = Math.round(1_000 / Math.sqrt(6));
  expect(
    weightsOf('Eurodesk Erasmus Horizon Interreg Leader Polska', 'Eurodesk Erasmus Horizon Interreg Leader Poland'),
  ).toEqual({
    ...{ eurodesk: share, erasmus: share, horizon: share, interreg: share, leader: share },
    ...{ polska: share, poland: share },
  });
});

test('titles of different words share each their own', () => {
  expect(weightsOf('Dochody', 'Local own revenue taxes')).toEqual({
    dochody: 1_000,
    ...{ local: 500, own: 500, revenue: 500, taxes: 500 },
  });
});

test('what is kept of a long text ends with a whole character', () => {
  const text = `${'a'.repeat(3_999)}😀 more`;
  expect(weigh({ key: 'x', title: 'x', text, boost: 1 }).document.text).toBe('a'.repeat(3_999));
  const whole = `${'a'.repeat(3_998)}😀 more`;
  expect(weigh({ key: 'x', title: 'x', text: whole, boost: 1 }).document.text).toBe(`${'a'.repeat(3_998)}😀`);
});
