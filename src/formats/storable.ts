/**
 * PostgreSQL has no text with a NUL in it, and neither it nor JSON has half a surrogate pair; a damaged file may have both.
 * Every reader of this folder gives out texts that can be stored, and says which cell was damaged.
 */

/** In place of what cannot be stored. */
const replacement = '\uFFFD';

export const damageReason =
  'The cell holds a character that cannot be stored (NUL, half a surrogate pair or damaged bytes). Correct the cell, or get the file again.';

export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

export function storable(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', replacement) : text).toWellFormed();
}

/** Whether a text of a file whose bytes were damaged is one of the damaged ones. */
export function isDamaged(text: string, isLossy: boolean): boolean {
  return !isStorable(text) || (isLossy && text.includes(replacement));
}

/** The value with every text in it storable; without recursion, for files may nest without end. */
export function storableValue<T>(value: T): T {
  if (typeof value === 'string') return storable(value) as T;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const holder = open.pop();
    if (typeof holder === 'object' && holder !== null) open.push(...cleaned(holder as Record<string, unknown>));
  }
  return value;
}

/** Makes the own texts of an object or array storable; returns what else is in it. */
function cleaned(holder: Record<string, unknown>): unknown[] {
  const inner: unknown[] = [];
  for (const [name, part] of Object.entries(holder)) {
    const key = storable(name);
    if (key !== name) delete holder[name];
    if (typeof part === 'string') holder[key] = storable(part);
    else {
      holder[key] = part;
      inner.push(part);
    }
  }
  return inner;
}

/** Whether JSON text can hold such a character at all; most files are spared the search in every value. */
export function mayHoldDamage(json: string): boolean {
  return /\\u(?:0000|[dD][89a-fA-F])/.test(json) || !isStorable(json);
}
