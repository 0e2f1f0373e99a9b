/**
 * The XML that a workbook is packed as, read as a stream. A general parser makes an object of every tag, and a list of
 * 100,000 projects has ten million of them; this one hands out the names, and what is asked for of the attributes. It
 * takes what programs write: elements, references, CDATA, comments; no entities of a document type, which workbooks have not.
 */

export interface XmlHandlers {
  /** Names come without their namespace prefix, which is the writer's choice. `attributes` are those of this tag only until it returns. */
  open(name: string, attributes: Attributes): unknown;
  text?(value: string): void;
  close?(name: string): unknown;
}

export class BrokenXml extends Error {}

/** What stands between `<` and `>`; the name and the attributes of a cell have some dozen characters. */
const longestTag = 1_000_000;
/** Of a text without a tag so much is kept back to be read with what follows. */
const longestText = 65_536;

const [blank, tab, feed, carriage] = [0x20, 0x09, 0x0a, 0x0d];
const [slash, bang, query, equals, quote, apostrophe, greater] = [0x2f, 0x21, 0x3f, 0x3d, 0x22, 0x27, 0x3e];

export class XmlParser {
  readonly #handlers: XmlHandlers;
  readonly #attributes = new Attributes();
  /** As they are written, with their prefixes. */
  readonly #open: string[] = [];
  #hasRoot = false;
  #rest = '';

  constructor(handlers: XmlHandlers) {
    this.#handlers = handlers;
  }

  write(piece: string): void {
    const text = this.#rest + piece;
    const done = this.#read(text);
    this.#rest = text.slice(done);
    if (this.#rest.length > longestTag) throw new BrokenXml('a tag that does not end');
  }

  end(): void {
    if (/\S/.test(this.#rest)) throw new BrokenXml('it ends inside a tag or with text behind the last one');
    const open = this.#open.at(-1);
    if (open !== undefined) throw new BrokenXml(`<${open}> is not closed`);
    if (!this.#hasRoot) throw new BrokenXml('it has no element');
  }

  /** How much of it is done with: what is left needs more text. */
  #read(text: string): number {
    let at = 0;
    for (;;) {
      const start = text.indexOf('<', at);
      if (start < 0) return this.#readOpenText(text, at);
      if (start > at) this.#text(text.slice(at, start));
      const end = this.#tag(text, start);
      if (end < 0) return start;
      at = end;
    }
  }

  /** The end of what may be half a reference, or half a line break, is left. */
  #readOpenText(text: string, at: number): number {
    if (text.length - at < longestText) return at;
    const reference = text.lastIndexOf('&');
    const whole = reference < at || text.indexOf(';', reference) >= 0 ? text.length : reference;
    const end = text.charCodeAt(whole - 1) === carriage ? whole - 1 : whole;
    if (end > at) this.#text(text.slice(at, end));
    return end;
  }

  #text(raw: string): void {
    if (this.#open.length > 0) this.#handlers.text?.(plainText(raw));
    else if (/\S/.test(raw)) throw new BrokenXml('text outside of its elements');
  }

  /** Where what begins with `<` ends; -1 when that is not known yet. */
  #tag(text: string, start: number): number {
    const code = text.charCodeAt(start + 1);
    if (code === slash) return this.#closeTag(text, start);
    if (code === bang) return this.#declaration(text, start);
    if (code === query) return after(text, '?>', start + 2);
    return this.#openTag(text, start);
  }

  #openTag(text: string, start: number): number {
    const nameEnd = endOfName(text, start + 1);
    if (nameEnd === text.length) return -1;
    if (nameEnd === start + 1) throw new BrokenXml('< that begins no tag');
    const end = this.#attributes.read(text, nameEnd);
    if (end < 0) return -1;
    const name = text.slice(start + 1, nameEnd);
    if (this.#open.length === 0 && this.#hasRoot) throw new BrokenXml(`<${name}> behind the last element`);
    this.#hasRoot = true;
    const isEmpty = text.charCodeAt(end - 2) === slash;
    const local = localName(name);
    this.#open.push(name);
    this.#handlers.open(local, this.#attributes);
    if (isEmpty) {
      this.#open.pop();
      this.#handlers.close?.(local);
    }
    return end;
  }

  #closeTag(text: string, start: number): number {
    const end = text.indexOf('>', start + 2);
    if (end < 0) return -1;
    const open = this.#open.pop();
    const isClosed = open !== undefined && text.startsWith(open, start + 2);
    const nameEnd = start + 2 + (open?.length ?? 0);
    if (!isClosed || (nameEnd !== end && text.slice(nameEnd, end).trim() !== '')) {
      throw new BrokenXml(`</${text.slice(start + 2, Math.min(end, start + 50))}> closes no open element`);
    }
    this.#handlers.close?.(localName(open));
    return end + 1;
  }

  #declaration(text: string, start: number): number {
    if (text.startsWith('<!--', start)) return after(text, '-->', start + 4);
    if (text.startsWith('<![CDATA[', start)) {
      const end = after(text, ']]>', start + 9);
      if (end > start + 12) this.#handlers.text?.(withFeeds(text.slice(start + 9, end - 3)));
      return end;
    }
    // It may be the beginning of one of those.
    if (text.length - start < 9 && !text.includes('>', start)) return -1;
    return after(text, '>', start + 2);
  }
}

/** The attributes of the tag that is read, found in its text when they are asked for. */
export class Attributes {
  #text = '';
  #count = 0;
  /** Of each attribute where its name and its value begin and end. */
  readonly #places: number[] = [];

  /** Where the tag ends; -1 when the text ends before it. */
  read(text: string, from: number): number {
    this.#text = text;
    this.#count = 0;
    let at = from;
    for (;;) {
      at = skipBlanks(text, at);
      const code = text.charCodeAt(at);
      if (code === greater) return at + 1;
      if (code === slash && (at + 1 === text.length || text.charCodeAt(at + 1) === greater)) {
        return at + 1 === text.length ? -1 : at + 2;
      }
      if (at === text.length) return -1;
      at = this.#readOne(text, at);
      if (at < 0) return -1;
    }
  }

  #readOne(text: string, start: number): number {
    const nameEnd = endOfName(text, start);
    const sign = skipBlanks(text, nameEnd);
    const opening = skipBlanks(text, sign + 1);
    if (opening >= text.length) return -1;
    const mark = text.charCodeAt(opening);
    const isWhole = nameEnd > start && text.charCodeAt(sign) === equals && (mark === quote || mark === apostrophe);
    if (!isWhole) throw new BrokenXml(`"${text.slice(start, start + 50)}" is no attribute`);
    const closing = text.indexOf(mark === quote ? '"' : "'", opening + 1);
    if (closing < 0) return -1;
    const at = this.#count * 4;
    this.#places[at] = start;
    this.#places[at + 1] = nameEnd;
    this.#places[at + 2] = opening + 1;
    this.#places[at + 3] = closing;
    this.#count += 1;
    return closing + 1;
  }

  get(name: string): string | undefined {
    for (let at = 0; at < this.#count * 4; at += 4) {
      const start = this.#places[at] as number;
      const isNamed = this.#places[at + 1] === start + name.length && this.#text.startsWith(name, start);
      if (isNamed) return plainText(this.#text.slice(this.#places[at + 2], this.#places[at + 3]));
    }
    return undefined;
  }

  get names(): string[] {
    return Array.from({ length: this.#count }, (_, index) =>
      this.#text.slice(this.#places[index * 4], this.#places[index * 4 + 1]),
    );
  }
}

function localName(name: string): string {
  const colon = name.length === 1 ? -1 : name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? -1 : found + end.length;
}

function isBlank(code: number): boolean {
  return code === blank || code === feed || code === carriage || code === tab;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function endOfName(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === greater || code === slash || code === equals || isBlank(code)) break;
  }
  return at;
}

/** Line breaks are one line feed each, however they are written (XML 1.0, 2.11). */
function withFeeds(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
}

function plainText(raw: string): string {
  const text = withFeeds(raw);
  return text.includes('&')
    ? text.replaceAll(/&([^;&]{0,20};?)/g, (_, reference: string) => referred(reference))
    : text;
}

const predefined: Readonly<Record<string, string>> = {
  'amp;': '&',
  'lt;': '<',
  'gt;': '>',
  'quot;': '"',
  'apos;': "'",
};

function referred(reference: string): string {
  const known = predefined[reference];
  if (known !== undefined) return known;
  const [, hex, decimal] = /^#(?:x([\da-f]+)|(\d+));$/i.exec(reference) ?? [];
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (!(code <= 0x10_ffff)) throw new BrokenXml(`&${reference.slice(0, 20)} is no reference`);
  return String.fromCodePoint(code);
}
