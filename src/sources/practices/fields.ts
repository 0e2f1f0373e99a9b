/** Which property of a practice, adoption, call, event or living lab a field is, and its value. */
import { fingerprintOf, isObject, isText, type LocalText, polishOf } from '#practices';

/** `title` is the Polish text, `title.en` the English one. */
export function propertyOfField(field: string): { readonly property: string; readonly isEnglish: boolean } {
  const isEnglish = field.endsWith('.en');
  return { property: isEnglish ? field.slice(0, -'.en'.length) : field, isEnglish };
}

/** The fields that a property is, with their values as texts. */
export function fieldsOfProperty(property: string, value: unknown): [field: string, value: string][] {
  if (isText(value)) {
    const english = isObject(value) && typeof value['en'] === 'string' ? value['en'] : null;
    const polish: [string, string] = [property, polishOf(value)];
    return english === null ? [polish] : [polish, [`${property}.en`, english]];
  }
  return [[property, textOf(value)]];
}

/** The same of equal values, in whatever order a file and the database give their properties. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : fingerprintOf(value ?? null);
}

/** What a correction makes of a property: in turn what its text may stand for, the likeliest first. */
export function valuesFor(before: unknown, text: string, isEnglish: boolean): unknown[] {
  if (isEnglish) return isText(before) ? [{ pl: polishOf(before), en: text }] : [];
  const english = isObject(before) && isText(before) ? (before as Exclude<LocalText, string>) : null;
  const plain = english === null ? text : { ...english, pl: text };
  const number = /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? [Number(text)] : [];
  return [plain, ...number, ...structured(text)];
}

function structured(text: string): unknown[] {
  if (!/^[[{]/.test(text)) return [];
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    return [];
  }
}
