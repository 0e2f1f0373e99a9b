/** Reads a mapping, whose shape the schema has checked, key by key; says where its parts do not fit each other. */
import { parse } from 'yaml';
import { BadArgumentError } from '#platform/errors.ts';
import { refuseWrongShape } from './mapping-schema.ts';

type Plain = Readonly<Record<string, unknown>>;

const longestPattern = 300;

export class MappingNode {
  readonly #at: string;
  readonly #plain: Plain;

  private constructor(at: string, plain: Plain) {
    this.#at = at;
    this.#plain = plain;
  }

  static parse(text: string, fileName: string): MappingNode {
    let value: unknown;
    try {
      value = parse(text, { maxAliasCount: 20 });
    } catch (error) {
      const why = error instanceof Error ? error.message.split('\n')[0]?.replace(/:$/, '') : '';
      throw new BadArgumentError(`The mapping ${fileName} is no YAML: ${why}.`, 'Fix that line.', { cause: error });
    }
    const mapping = withoutNulls(value);
    if (isPlain(mapping)) {
      refuseWrongShape(mapping, fileName);
      return new MappingNode(fileName, mapping);
    }
    const fault = mapping === undefined || mapping === null ? 'is empty' : 'has no keys';
    throw new BadArgumentError(`The mapping ${fileName} ${fault}.`, 'See docs/metric-mappings.md.');
  }

  wrong(key: string, what: string, hint: string): BadArgumentError {
    return new BadArgumentError(`In the mapping, ${this.#at}: "${key}" ${what}.`, hint);
  }

  has(key: string): boolean {
    return this.#value(key) !== undefined && this.#value(key) !== null;
  }

  isNode(key: string): boolean {
    return isPlain(this.#value(key));
  }

  node(key: string): MappingNode {
    const node = this.optionalNode(key);
    if (node === null) throw this.wrong(key, 'is missing', 'See docs/metric-mappings.md.');
    return node;
  }

  optionalNode(key: string): MappingNode | null {
    const value = this.#value(key);
    if (value === undefined || value === null) return null;
    if (!isPlain(value)) throw this.wrong(key, 'is not a group of keys', 'Indent its keys below it.');
    return new MappingNode(`${this.#at} → ${key}`, value);
  }

  list(key: string): MappingNode[] {
    if (!this.has(key)) throw this.wrong(key, 'is missing', 'See docs/metric-mappings.md.');
    return this.optionalList(key);
  }

  optionalList(key: string): MappingNode[] {
    const value = this.#value(key) ?? [];
    if (!Array.isArray(value) || !value.every(isPlain)) {
      throw this.wrong(key, 'is not a list', 'Begin each entry with "- ".');
    }
    return value.map((entry, index) => new MappingNode(`${this.#at} → ${key} ${index + 1}`, entry));
  }

  text(key: string): string {
    const text = this.optionalText(key);
    if (text === null || text === '') throw this.wrong(key, 'is missing', 'Give it a text.');
    return text;
  }

  optionalText(key: string): string | null {
    const value = this.#value(key);
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw this.wrong(key, 'is not a text', 'Put it in quotation marks.');
  }

  optionalTexts(key: string): string[] | null {
    const value = this.#value(key);
    if (!Array.isArray(value)) return this.has(key) ? [this.optionalText(key) ?? ''] : null;
    return value.map((entry) => String(entry ?? ''));
  }

  optionalNumber(key: string): number | null {
    const value = this.#value(key);
    if (value === undefined || value === null) return null;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw this.wrong(key, 'is not a number', 'Write it without quotation marks.');
  }

  code(key: string): string {
    const code = this.text(key);
    if (/^[a-z0-9][a-z0-9-]{0,79}$/.test(code)) return code;
    throw this.wrong(key, `is "${code.slice(0, 80)}"`, 'Use lower-case letters a–z, digits and hyphens.');
  }

  oneOf<const T extends string>(key: string, choices: readonly T[], fallback: T): T {
    const text = this.optionalText(key) ?? fallback;
    const found = choices.find((choice) => choice === text);
    if (found !== undefined) return found;
    throw this.wrong(key, `is "${text}"`, `Use one of ${choices.join(', ')}.`);
  }

  column(key: string): string | number {
    const column = this.optionalColumn(key);
    if (column === null || column === '') throw this.wrong(key, 'is missing', 'Name a column.');
    return column;
  }

  optionalColumn(key: string): string | number | null {
    const value = this.#value(key);
    return typeof value === 'number' ? value : this.optionalText(key);
  }

  /** One column or several, by name or with more said of each. */
  parts(key: string): (MappingNode | string | number)[] {
    const value = this.#value(key);
    const list = Array.isArray(value) ? value : [value];
    if (list.length > 0 && list.every((entry) => isPlain(entry) || ['string', 'number'].includes(typeof entry))) {
      return list.map((entry, index) =>
        isPlain(entry) ? new MappingNode(`${this.#at} → ${key} ${index + 1}`, entry) : entry,
      );
    }
    throw this.wrong(key, 'is no column and no list of columns', 'Write it as teryt or as [WOJ, POW, GMI].');
  }

  rowRange(key: string, fallback: readonly [number, number]): readonly [number, number] | 'none' {
    const value = this.#value(key);
    if (value === undefined) return fallback;
    if (value === 'none') return value;
    const [first, last] = Array.isArray(value) ? value : [value, value];
    if (Number.isInteger(first) && Number.isInteger(last) && first >= 1 && last >= first && last <= 100)
      return [first, last];
    throw this.wrong(key, 'is no row', 'Give a row number, two as [4, 7], or "none".');
  }

  /** A regular expression; its length is bounded, because it meets every row. */
  pattern(key: string): RegExp {
    const text = this.text(key);
    try {
      if (text.length <= longestPattern) return new RegExp(text, 'iu');
    } catch {
      // Said below in the same words.
    }
    throw this.wrong(key, 'is no regular expression', `Fix it; at most ${longestPattern} characters.`);
  }

  entries(): [string, string][] {
    return Object.keys(this.#plain).map((key) => [key, this.optionalText(key) ?? '']);
  }

  #value(key: string): unknown {
    return Object.hasOwn(this.#plain, key) ? this.#plain[key] : undefined;
  }
}

/** A key without a value counts as left out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isPlain(value)) return value;
  const filled = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(filled.map(([key, inner]) => [key, withoutNulls(inner)]));
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
