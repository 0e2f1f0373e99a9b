/** The values of a statement as they are sent. */
/// <reference path="./pg-utils.d.ts" />
import utils from 'pg/lib/utils.js';

/** Text in the form of its type, bytes, or NULL. */
export type Parameter = string | Buffer | null;

/** Throws where a value has no such form, as an object that contains itself. */
export function parameterOf(value: unknown): Parameter {
  return (Array.isArray(value) ? arrayOfTexts(value) : undefined) ?? (utils.prepareValue(value) as Parameter);
}

/**
 * Texts that need no escaping are written alike in JSON and in an array of PostgreSQL, but for the brackets; pg looks for
 * what is to be escaped in each text, twice. Undefined for any other array.
 */
function arrayOfTexts(values: readonly unknown[]): string | undefined {
  if (!values.every((value) => typeof value === 'string')) return undefined;
  const json = JSON.stringify(values);
  return json.includes('\\') ? undefined : `{${json.slice(1, -1)}}`;
}
