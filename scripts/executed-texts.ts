/** What EXECUTE in a block of PL/pgSQL runs: texts, put together by `||`, format() or concat() with names that only the run knows. */
import { type Statement, split, type Token, Words } from './sql-statements.ts';

/** Stands for what only the run knows; the reader of statements takes it for a name or a part of one. */
export const unknown = '…';

/** The statement as far as it can be read, and texts in it whose use is not understood. */
export function executedTexts(expression: Statement): string[] {
  const apart: string[] = [];
  return [joined(expression, apart), ...apart];
}

function joined(expression: Statement, apart: string[]): string {
  return piecesOf(expression)
    .map((piece) => textOf(piece, apart))
    .join('');
}

/** Between the signs `||`. */
function piecesOf(expression: Statement): Statement[] {
  return split(expression, '|').filter((piece) => piece.length > 0);
}

const isText = ({ kind }: Token): boolean => kind === 'string' || kind === 'body';

function textOf(piece: Statement, apart: string[]): string {
  const [first] = piece;
  if (first !== undefined && isText(first)) return first.text;
  const words = new Words(piece);
  const called = words.takeAny('format', 'concat', 'quote_literal', 'quote_nullable');
  const values = split(words.parentheses(), ',');
  if (called === 'format') return formatted(joined(values[0] ?? [], apart));
  if (called === 'concat') return values.map((value) => joined(value, apart)).join('');
  if (called !== null) return `'${unknown}'`;
  if (values.some((value) => value.length > 0)) return joined(values[0] ?? [], apart);
  apart.push(...piece.filter(isText).map(({ text }) => text));
  return unknown;
}

/** As format() reads it: `%I`, `%1$s`, `%-10s`, and `%%` for the sign itself. */
function formatted(text: string): string {
  return text.replaceAll(/%(?:(?:\d+\$)?-?(?:\d+|\*(?:\d+\$)?)?([sIL])|%)/g, (_, type?: string) => {
    if (type === undefined) return '%';
    return type === 'L' ? `'${unknown}'` : unknown;
  });
}
