import { describe, expect, test } from 'vitest';
import { comparePolish, foldName } from './rules.ts';

describe('folding a name', () => {
  test.each([
    ['Zażółć Gęślą Jaźń', 'zazolc gesla jazn'],
    ['ŁÓDŹ', 'lodz'],
    ['Bielsko – Biała', 'bielsko-biala'],
    ['Bielsko\u2011Biała', 'bielsko-biala'],
    ['  Nowe\u00a0Miasto \t nad  Pilicą ', 'nowe miasto nad pilica'],
    ['Słu\u00adpsk', 'slupsk'],
    ['Słupsk'.normalize('NFD'), 'slupsk'],
    ['', ''],
    ['– ', '-'],
  ])('%j becomes %j', (text, folded) => {
    expect(foldName(text)).toBe(folded);
  });

  test('folding twice changes nothing more', () => {
    const once = foldName('Czerwionka — Leszczyny');
    expect(foldName(once)).toBe(once);
  });
});

describe('Polish order', () => {
  test('accented letters follow their plain ones', () => {
    const names = ['Żory', 'Łask', 'Luzino', 'Zory', 'ądek', 'azory', 'bary', 'Ćmielów', 'Czarna', 'Dębica'];
    expect(names.toSorted(comparePolish)).toEqual([
      'azory',
      'ądek',
      'bary',
      'Czarna',
      'Ćmielów',
      'Dębica',
      'Luzino',
      'Łask',
      'Zory',
      'Żory',
    ]);
  });

  test('strings that look alike still have one order', () => {
    const composed = 'Łódź';
    const decomposed = composed.normalize('NFD');
    expect(comparePolish(composed, decomposed)).not.toBe(0);
    expect(Math.sign(comparePolish(composed, decomposed))).toBe(-Math.sign(comparePolish(decomposed, composed)));
    expect(comparePolish(composed, composed)).toBe(0);
  });
});
