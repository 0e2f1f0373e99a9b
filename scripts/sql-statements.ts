/** Statements of an SQL script as PostgreSQL reads them: without comments, and whatever is quoted is one word. */

export interface Token {
  /** `name`: a word of the language or a name; `quoted`: a name in quotes; `body`: a text between dollars. */
  readonly kind: 'name' | 'quoted' | 'string' | 'body' | 'sign';
  /** Words and names without quotes in lower case, quoted names and texts as they stand between their quotes. */
  readonly text: string;
}

export type Statement = readonly Token[];

const patterns = {
  space: /\s+/y,
  comment: /--([^\n]*)/y,
  escaped: /[eE]'((?:[^'\\]|\\[\s\S]|'')*)'/y,
  string: /(?:[bBxXnN]|[uU]&)?'((?:[^']|'')*)'/y,
  quoted: /(?:[uU]&)?"((?:[^"]|"")*)"/y,
  dollar: /\$((?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?)\$/y,
  name: /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y,
  number: /\d[\w.]*/y,
} as const;

class Reader {
  readonly #sql: string;
  readonly tokens: Token[] = [];
  readonly comments: string[] = [];
  #at = 0;

  constructor(sql: string) {
    this.#sql = sql;
    while (this.#at < sql.length) this.#next();
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#sql);
    if (found !== null) this.#at = pattern.lastIndex;
    return found;
  }

  #next(): void {
    if (this.#match(patterns.space) !== null) return;
    const line = this.#match(patterns.comment);
    if (line !== null) this.comments.push((line[1] ?? '').trim());
    else if (this.#sql.startsWith('/*', this.#at)) this.#skipBlock();
    else this.tokens.push(this.#token());
  }

  /** Such comments nest. */
  #skipBlock(): void {
    let depth = 0;
    do {
      const isOpening = this.#sql.startsWith('/*', this.#at);
      const isClosing = this.#sql.startsWith('*/', this.#at);
      depth += Number(isOpening) - Number(isClosing);
      this.#at += isOpening || isClosing ? 2 : 1;
    } while (depth > 0 && this.#at < this.#sql.length);
  }

  #token(): Token {
    const text = this.#match(patterns.escaped) ?? this.#match(patterns.string);
    if (text !== null) return { kind: 'string', text: (text[1] ?? '').replaceAll("''", "'") };
    const quoted = this.#match(patterns.quoted);
    if (quoted !== null) return { kind: 'quoted', text: (quoted[1] ?? '').replaceAll('""', '"') };
    const opening = this.#match(patterns.dollar);
    if (opening !== null) return { kind: 'body', text: this.#upTo(opening[0]) };
    const name = this.#match(patterns.name);
    if (name !== null) return { kind: 'name', text: name[0].toLowerCase() };
    return { kind: 'sign', text: (this.#match(patterns.number) ?? this.#match(/[\s\S]/y))?.[0] ?? '' };
  }

  #upTo(end: string): string {
    const found = this.#sql.indexOf(end, this.#at);
    const [from, to] = [this.#at, found === -1 ? this.#sql.length : found];
    this.#at = to + end.length;
    return this.#sql.slice(from, to);
  }
}

export function statementsOf(sql: string): Statement[] {
  return split(new Reader(sql).tokens, ';').filter((statement) => statement.length > 0);
}

/** The comments of one line. */
export function commentsOf(sql: string): readonly string[] {
  return new Reader(sql).comments;
}

/** At a sign that stands in no parentheses. */
export function split(tokens: Statement, sign: string): Statement[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'sign' && '(['.includes(token.text)) depth += 1;
    if (token.kind === 'sign' && ')]'.includes(token.text)) depth -= 1;
    if (depth === 0 && token.kind === 'sign' && token.text === sign) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** A statement whose words can be taken from its beginning, one after the other. */
export class Words {
  readonly #tokens: Statement;
  #at = 0;

  constructor(tokens: Statement) {
    this.#tokens = tokens;
  }

  get rest(): Statement {
    return this.#tokens.slice(this.#at);
  }

  /** Whether these words of the language come next; if so, they are taken. */
  take(...words: readonly string[]): boolean {
    const isThere = words.every((word, index) => {
      const token = this.#tokens[this.#at + index];
      return token?.kind === 'name' && token.text === word;
    });
    if (isThere) this.#at += words.length;
    return isThere;
  }

  takeAny(...words: readonly string[]): string | null {
    return words.find((word) => this.take(...word.split(' '))) ?? null;
  }

  /** A name without its schema. */
  name(): string {
    let name = this.#tokens[this.#at]?.text ?? '';
    this.#at += 1;
    while (this.#tokens[this.#at]?.text === '.' && this.#tokens[this.#at]?.kind === 'sign') {
      name = this.#tokens[this.#at + 1]?.text ?? '';
      this.#at += 2;
    }
    return name;
  }

  /** The tokens between the parentheses that come next; none where none do. */
  parentheses(): Statement {
    if (!isSign(this.#tokens[this.#at], '(')) return [];
    const from = this.#at + 1;
    let depth = 0;
    do {
      if (isSign(this.#tokens[this.#at], '(')) depth += 1;
      if (isSign(this.#tokens[this.#at], ')')) depth -= 1;
      this.#at += 1;
    } while (depth > 0 && this.#at < this.#tokens.length);
    return this.#tokens.slice(from, this.#at - 1);
  }

  /** Whether these words stand somewhere in what is left, outside of parentheses. */
  has(...words: readonly string[]): boolean {
    const outside = outsideOf(this.rest);
    return outside.some((_, at) =>
      words.every((word, index) => outside[at + index]?.kind === 'name' && outside[at + index]?.text === word),
    );
  }

  /** Goes on behind these words; false where they are not there. */
  skipPast(...words: readonly string[]): boolean {
    for (let at = this.#at; at < this.#tokens.length; at += 1) {
      this.#at = at;
      if (this.take(...words)) return true;
    }
    return false;
  }
}

const isSign = (token: Token | undefined, text: string): boolean => token?.kind === 'sign' && token.text === text;

function outsideOf(tokens: Statement): Statement {
  let depth = 0;
  return tokens.filter((token) => {
    if (isSign(token, '(')) depth += 1;
    const isOutside = depth === 0;
    if (isSign(token, ')')) depth -= 1;
    return isOutside;
  });
}
