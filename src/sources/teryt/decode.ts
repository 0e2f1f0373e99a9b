import { RefusedFileError } from '#platform/errors.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16' | 'windows-1250' | 'iso-8859-2';
}

/**
 * Finds the encoding from the bytes. What is valid UTF-8 is UTF-8, whatever an XML declaration says: files are re-encoded
 * on the way more often than their declarations are mended.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const utf16 = utf16Label(bytes);
  if (utf16) return { text: decodeUtf16(bytes, utf16), encoding: 'utf-16' };
  const text = decodeUtf8(bytes);
  if (text !== null) return { text, encoding: 'utf-8' };
  const encoding = eightBitLabel(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function decodeUtf8(bytes: Uint8Array): string | null {
  const decode = (part: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(part);
  try {
    return decode(bytes);
  } catch {
    if (endsInsideCharacter(bytes, decode)) throw cutInsideCharacter();
    return null;
  }
}

/** A cut at a byte may fall inside a letter; without this the whole file would be taken for windows-1250. */
function endsInsideCharacter(bytes: Uint8Array, decode: (part: Uint8Array) => string): boolean {
  for (let dropped = 1; dropped <= 3 && dropped < bytes.length; dropped++) {
    const first = bytes[bytes.length - dropped] as number;
    if (first < 0xc2) continue;
    try {
      const rest = decode(bytes.subarray(0, bytes.length - dropped));
      return /[^\0-\x7f]/.test(rest);
    } catch {
      return false;
    }
  }
  return false;
}

function utf16Label(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 400);
  const zeros = [0, 0];
  start.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  });
  const many = start.length / 4;
  if ((zeros[1] as number) > many && zeros[0] === 0) return 'utf-16le';
  return (zeros[0] as number) > many && zeros[1] === 0 ? 'utf-16be' : null;
}

function decodeUtf16(bytes: Uint8Array, label: 'utf-16le' | 'utf-16be'): string {
  if (bytes.length % 2 === 1) throw cutInsideCharacter();
  return new TextDecoder(label).decode(bytes);
}

/** Six Polish letters tell the two apart (ĄŚŹąśź); all others stand at the same places in both. */
function eightBitLabel(bytes: Uint8Array): 'windows-1250' | 'iso-8859-2' {
  const iso = new Set([0xa1, 0xa6, 0xac, 0xb1, 0xb6, 0xbc]);
  const windows = new Set([0xa5, 0x8c, 0x8f, 0xb9, 0x9c, 0x9f]);
  let balance = 0;
  for (const byte of bytes) balance += windows.has(byte) ? 1 : iso.has(byte) ? -1 : 0;
  return balance < 0 ? 'iso-8859-2' : 'windows-1250';
}

const cutInsideCharacter = () =>
  new RefusedFileError(
    'TRUNCATED',
    'The file ends in the middle of a character: the download was cut off.',
    'Download it again.',
  );
