/** JSON as programs write it. */
import { RefusedFileError } from '#platform/errors.ts';
import { mayHoldDamage, storableValue } from './storable.ts';

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A document as it stands, or the reason why it is refused; its texts may hold what cannot be stored. */
export function parseJson(text: string, what = 'JSON'): unknown {
  try {
    return JSON.parse(plainJson(text));
  } catch (cause) {
    const { message } = cause as Error;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0);
    const isCut = /end of JSON|Unterminated/.test(message) || position >= text.trimEnd().length;
    if (isCut) {
      const why = `The ${what} ends before it is closed: the file was cut off, and is not JSON as it stands.`;
      throw new RefusedFileError('TRUNCATED', why, 'Get it again.', { cause });
    }
    throw new RefusedFileError('UNREADABLE', `The ${what} is malformed: ${message.slice(0, 200)}.`, 'Get it again.', {
      cause,
    });
  }
}

/** The same text with every text in it made storable. */
export function storableJson(text: string): string {
  return mayHoldDamage(text) ? JSON.stringify(storableValue(parseJson(text))) : text;
}

/** Python writes missing numbers as NaN, which is not JSON. */
export function plainJson(text: string): string {
  return text.includes('NaN') ? text.replaceAll(/([:[,]\s*)NaN\b/g, '$1null') : text;
}

/** The value as JSON; what nests too deeply to be printed is left out. */
export function printed(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '…';
  }
}
