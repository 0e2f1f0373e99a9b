/** The strings and templates of a source file. */

export interface Literal {
  /** Of a template with `…` for each that is put into it. */
  readonly text: string;
  /** Where it begins in the file. */
  readonly start: number;
  readonly isTemplate: boolean;
}

/** What a regular expression may follow; after anything else a slash divides, or closes a tag. */
const beforePattern = /(?:^|[(,=:[!&|?{};>]|\breturn)\s*$/;
const pattern = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//y;
const comment = /\/\/.*|\/\*[\s\S]*?\*\//y;
const string = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y;

/** Those in templates included. */
export function literalsOf(code: string): Literal[] {
  const found: Literal[] = [];
  readCode(code, 0, found);
  return found;
}

/** Reads to the brace that closes what is put into a template, or to the end of the file. */
function readCode(code: string, from: number, found: Literal[]): number {
  let depth = 0;
  let at = from;
  while (at < code.length && depth >= 0) {
    if (code[at] === '{') depth += 1;
    if (code[at] === '}' && (depth > 0 || from > 0)) depth -= 1;
    at = endOf(comment, code, at) ?? endOfPattern(code, at) ?? endOfLiteral(code, at, found) ?? at + 1;
  }
  return at;
}

function endOfLiteral(code: string, at: number, found: Literal[]): number | undefined {
  if (code[at] === '`') return readTemplate(code, at, found);
  const end = endOf(string, code, at);
  if (end !== undefined) found.push({ text: code.slice(at + 1, end - 1), start: at, isTemplate: false });
  return end;
}

function readTemplate(code: string, start: number, found: Literal[]): number {
  let text = '';
  let at = start + 1;
  while (at < code.length && code[at] !== '`') {
    if (code[at] === '$' && code[at + 1] === '{') {
      text += '…';
      at = readCode(code, at + 2, found);
    } else {
      const length = code[at] === '\\' ? 2 : 1;
      text += code.slice(at, at + length);
      at += length;
    }
  }
  found.push({ text, start, isTemplate: true });
  return at + 1;
}

function endOf(sticky: RegExp, code: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.test(code) ? sticky.lastIndex : undefined;
}

function endOfPattern(code: string, at: number): number | undefined {
  if (code[at] !== '/' || !beforePattern.test(code.slice(Math.max(0, at - 40), at))) return undefined;
  return endOf(pattern, code, at);
}
