/**
 * Finds where JSON values begin and end in bytes, without parsing them: a file of boundaries is read one feature at a
 * time, so that memory holds the file and not the millions of arrays that its coordinates would make.
 */
import { RefusedFileError } from '#platform/errors.ts';

export interface JsonRange {
  readonly start: number;
  readonly end: number;
}

export interface JsonMember extends JsonRange {
  readonly key: string;
}

const byte = (character: string): number => character.charCodeAt(0);
const quote = byte('"');
const backslash = byte('\\');
const comma = byte(',');
const colon = byte(':');
const openObject = byte('{');
const closeObject = byte('}');
const openArray = byte('[');
const closeArray = byte(']');

export const isObjectAt = (bytes: Uint8Array, at: number): boolean => bytes[at] === openObject;
export const isArrayAt = (bytes: Uint8Array, at: number): boolean => bytes[at] === openArray;

/** The first place from here on that is not white space. */
export function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at += 1;
  return at;
}

function isBlank(code: number | undefined): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** One past the value that begins here. */
export function endOfValue(bytes: Uint8Array, start: number): number {
  if (start >= bytes.length) throw cutOff();
  if (bytes[start] === quote) return endOfString(bytes, start);
  if (isObjectAt(bytes, start) || isArrayAt(bytes, start)) return endOfNested(bytes, start);
  let at = start;
  while (at < bytes.length && !isBlank(bytes[at]) && !isDelimiter(bytes[at])) at += 1;
  if (at === start) throw malformed(start);
  return at;
}

function isDelimiter(code: number | undefined): boolean {
  return code === comma || code === colon || code === closeObject || code === closeArray;
}

function endOfString(bytes: Uint8Array, start: number): number {
  let end = bytes.indexOf(quote, start + 1);
  while (end >= 0 && isEscaped(bytes, end)) end = bytes.indexOf(quote, end + 1);
  if (end < 0) throw cutOff();
  return end + 1;
}

/** After an odd number of backslashes. */
function isEscaped(bytes: Uint8Array, at: number): boolean {
  let before = at;
  while (bytes[before - 1] === backslash) before -= 1;
  return (at - before) % 2 === 1;
}

function endOfNested(bytes: Uint8Array, start: number): number {
  let depth = 0;
  let at = start;
  while (at < bytes.length) {
    const code = bytes[at];
    if (code === quote) {
      at = endOfString(bytes, at);
      continue;
    }
    if (code === openObject || code === openArray) depth += 1;
    else if (code === closeObject || code === closeArray) depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  throw cutOff();
}

/** The members of the object that begins here. */
export function* membersOf(bytes: Uint8Array, start: number): Generator<JsonMember> {
  for (const { start: from, end: to } of itemsOf(bytes, start, closeObject)) {
    if (bytes[from] !== quote) throw malformed(from);
    const end = endOfString(bytes, from);
    const after = skipBlanks(bytes, end);
    if (bytes[after] !== colon) throw malformed(after);
    yield { key: String(parseRange(bytes, { start: from, end })), start: skipBlanks(bytes, after + 1), end: to };
  }
}

/** The elements of the array that begins here. */
export function elementsOf(bytes: Uint8Array, start: number): Generator<JsonRange> {
  return itemsOf(bytes, start, closeArray);
}

function* itemsOf(bytes: Uint8Array, start: number, close: number): Generator<JsonRange> {
  let at = skipBlanks(bytes, start + 1);
  if (bytes[at] === close) return;
  while (at < bytes.length) {
    const end = endOfItem(bytes, at, close);
    yield { start: at, end };
    at = skipBlanks(bytes, end);
    if (bytes[at] === close) return;
    if (at < bytes.length && bytes[at] !== comma) throw malformed(at);
    at = skipBlanks(bytes, at + 1);
  }
  throw cutOff();
}

/** Of an array's item the end of its value; of an object's that of the value after the key and the colon. */
function endOfItem(bytes: Uint8Array, start: number, close: number): number {
  const end = endOfValue(bytes, start);
  if (close === closeArray) return end;
  const at = skipBlanks(bytes, end);
  if (at >= bytes.length) throw cutOff();
  if (bytes[at] !== colon) throw malformed(at);
  return endOfValue(bytes, skipBlanks(bytes, at + 1));
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Throws a SyntaxError for what is no JSON, a TypeError for what is no UTF-8. */
export function parseRange(bytes: Uint8Array, { start, end }: JsonRange): unknown {
  return JSON.parse(decoder.decode(bytes.subarray(start, end)));
}

const cutOff = (): RefusedFileError =>
  new RefusedFileError('TRUNCATED', 'The JSON ends before it is closed: the file was cut off.', 'Get it again.');

const malformed = (at: number): RefusedFileError =>
  new RefusedFileError('UNREADABLE', `The JSON is malformed at byte ${at + 1}.`, 'Get it again, or fix it.');
