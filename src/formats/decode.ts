/** Text files in every encoding that Polish official files come in; the encoding is found from the bytes. */
import { RefusedFileError } from '#platform/errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1250' | 'iso-8859-2';

export interface DecodedText {
  readonly text: string;
  /** For people: `utf-8`, `utf-16`, `windows-1250`, `iso-8859-2`. */
  readonly encoding: string;
  /** Some bytes stand for no character; U+FFFD is in their place. */
  readonly isLossy: boolean;
}

export interface FoundEncoding {
  readonly encoding: Encoding;
  readonly isLossy: boolean;
}

const chunkBytes = 65_536;

/**
 * What is valid UTF-8 is UTF-8, whatever an XML declaration says: files are re-encoded on the way more often than their
 * declarations are corrected. A few damaged bytes do not make another encoding of it.
 */
export function findEncoding(bytes: Uint8Array): FoundEncoding {
  const utf16 = utf16Label(bytes);
  if (utf16 !== null) {
    if (bytes.length % 2 === 1) throw cutInsideCharacter();
    return { encoding: utf16, isLossy: !isValid(bytes, utf16) };
  }
  if (isValid(bytes, 'utf-8')) return { encoding: 'utf-8', isLossy: false };
  if (endsInsideCharacter(bytes)) throw cutInsideCharacter();
  if (isDamagedUtf8(bytes)) return { encoding: 'utf-8', isLossy: true };
  return { encoding: eightBitLabel(bytes), isLossy: false };
}

export function encodingName(encoding: Encoding): string {
  return encoding.startsWith('utf-16') ? 'utf-16' : encoding;
}

/** The whole text, without its byte order mark. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const { encoding, isLossy } = findEncoding(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding: encodingName(encoding), isLossy };
}

/** The text piece by piece, without its byte order mark; a file of 200 MB would make a string of 400 MB. */
export function* textPieces(
  bytes: Uint8Array,
  encoding: Encoding,
  onRead: (bytes: number) => void = () => undefined,
): Generator<string> {
  const decoder = new TextDecoder(encoding);
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const text = decoder.decode(bytes.subarray(start, start + chunkBytes), { stream: true });
    onRead(Math.min(start + chunkBytes, bytes.length));
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

function isValid(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (let start = 0; start < bytes.length; start += chunkBytes) {
      decoder.decode(bytes.subarray(start, start + chunkBytes), { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** A cut at a byte may fall inside a letter; without this the whole file would be taken for windows-1250. */
function endsInsideCharacter(bytes: Uint8Array): boolean {
  for (let dropped = 1; dropped <= 3 && dropped < bytes.length; dropped++) {
    if ((bytes[bytes.length - dropped] as number) < 0xc2) continue;
    const rest = bytes.subarray(0, bytes.length - dropped);
    return isValid(rest, 'utf-8') && rest.some((byte) => byte > 0x7f);
  }
  return false;
}

/** As many letters tell one encoding from another. */
const enoughLetters = 10_000;

/** Of the letters beyond ASCII in an 8-bit encoding hardly any two make a valid sequence of UTF-8. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  let valid = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length && valid + broken < enoughLetters; at += 1) {
    if ((bytes[at] as number) < 0x80) continue;
    const length = sequenceLength(bytes, at);
    if (length === 0) broken += 1;
    else valid += 1;
    at += length === 0 ? restOfSequence(bytes, at) : length - 1;
  }
  return valid > 4 * broken;
}

/** How many bytes follow that can only continue a character: they are of the same broken one. */
function restOfSequence(bytes: Uint8Array, at: number): number {
  let rest = 0;
  while (((bytes[at + rest + 1] ?? 0) & 0xc0) === 0x80) rest += 1;
  return rest;
}

/** 0 where no valid sequence begins. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const length = claimedLength(bytes[at] as number);
  const sequence = bytes.subarray(at, at + length);
  return length > 0 && sequence.length === length && isValid(sequence, 'utf-8') ? length : 0;
}

/** By its first byte. */
function claimedLength(first: number): number {
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

function utf16Label(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 400);
  const zeros: [number, number] = [0, 0];
  start.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? 0 : 1] += 1;
  });
  const many = start.length / 4;
  if (zeros[1] > many && zeros[0] === 0) return 'utf-16le';
  return zeros[0] > many && zeros[1] === 0 ? 'utf-16be' : null;
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
