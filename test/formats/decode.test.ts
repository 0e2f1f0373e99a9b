/** Encodings are found from the bytes alone. */
import { expect, test } from 'vitest';
import { decodeText, findEncoding, textPieces } from '#formats/decode.ts';
import { encodeAs } from '../fixtures/terc.ts';

const text = 'Kod;Nazwa\n0202021;Dzierżoniów, ŻÓŁĆ, śląskie, Ąźń\n';
const utf16 = (mark: string, swapped = false): Uint8Array => {
  const bytes = Buffer.from(mark + text, 'utf16le');
  return swapped ? bytes.swap16() : bytes;
};

test.for([
  ['UTF-8', Buffer.from(text), 'utf-8'],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`), 'utf-8'],
  ['UTF-16 LE with a byte order mark', utf16('\uFEFF'), 'utf-16'],
  ['UTF-16 BE with a byte order mark', utf16('\uFEFF', true), 'utf-16'],
  ['UTF-16 LE', utf16(''), 'utf-16'],
  ['UTF-16 BE', utf16('', true), 'utf-16'],
  ['windows-1250', encodeAs(text, 'windows-1250'), 'windows-1250'],
  ['ISO-8859-2', encodeAs(text, 'iso-8859-2'), 'iso-8859-2'],
] as const)('%s is read', ([, bytes, encoding]) => {
  expect(decodeText(bytes)).toEqual({ text, encoding, isLossy: false });
  const pieces = [...textPieces(bytes, findEncoding(bytes).encoding)];
  expect(pieces.join('')).toBe(text);
});

test('some damaged bytes do not make another encoding of UTF-8', () => {
  const bytes = Buffer.from(text.replace('Kod', 'K?d')).map((byte) => (byte === 0x3f ? 0xff : byte));
  expect(decodeText(bytes)).toMatchObject({ encoding: 'utf-8', isLossy: true, text: text.replace('Kod', 'K\uFFFDd') });
  // Half a surrogate pair, as programs write it that know no Unicode (CESU-8).
  const half = Buffer.concat([Buffer.from(text), Uint8Array.of(0xed, 0xa0, 0x80), Buffer.from('\n')]);
  expect(decodeText(half)).toMatchObject({ encoding: 'utf-8', isLossy: true });
});

test('a file that ends inside a character is refused', () => {
  const bytes = Buffer.from('Dzierżoniów Ż');
  expect(() => decodeText(bytes.subarray(0, -1))).toThrow(/middle of a character/);
  expect(() => decodeText(utf16('\uFEFF').subarray(0, -1))).toThrow(/middle of a character/);
});
