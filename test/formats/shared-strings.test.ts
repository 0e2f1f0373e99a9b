/** The texts of a workbook come as they were added, in whatever order they are pointed at. */
import { expect, it } from 'vitest';
import { SharedStrings } from '#formats/shared-strings.ts';

/** Pointed at from far apart, so that neither the last used nor the last unpacked has them. */
function expectTexts(textAt: (index: number) => string, count: number, step: number): void {
  const strings = new SharedStrings();
  for (let index = 0; index < count; index += 1) strings.add(textAt(index));
  expect(strings.count).toBe(count);
  const wrong: number[] = [];
  for (let at = 0; at < count; at += step) {
    const index = (at * 7_919) % count;
    if (strings.get(index) !== textAt(index)) wrong.push(index);
  }
  expect(wrong).toEqual([]);
  expect(strings.get(count)).toBeNull();
}

it('names among descriptions, each as long as may be kept as it is, or longer', () => {
  const texts = [
    '',
    'Żółć',
    'ą'.repeat(79),
    'ą'.repeat(80),
    '€'.repeat(79),
    'opis '.repeat(4_000),
    '\u{1F600}'.repeat(40),
  ];
  expectTexts((index) => `${texts[index % texts.length]}${index % 10}`, 3_501, 1);
});

it('more short texts than are kept as they are', () => {
  expectTexts((index) => `${index} ${'ść'.repeat(36)}`, 280_000, 97);
});
