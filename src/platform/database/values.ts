/**
 * Days and decimal numbers of rows, of the types that Prisma gives them. To make a Date or a Decimal of each and a text of it
 * again took a tenth of an answer with 50 projects, so days are shared and decimals keep their text until they are computed with.
 */
import { LRUCache } from 'lru-cache';
import { SharedDay } from '../days.ts';
import { Prisma } from './generated/client.ts';

/** A hundred years have 36,525. */
const days = new LRUCache<string, SharedDay>({ max: 50_000 });

export function midnightOf(text: string): Date {
  const known = days.get(text);
  if (known !== undefined) return known;
  const day = new SharedDay(text);
  days.set(text, day);
  return day;
}

/** As PostgreSQL writes a number: digits, and a point that zeros may follow. */
const plain = /^-?\d+(\.\d+)?$/;

/** Stands for a Decimal, which it becomes as soon as any of its digits is read. */
class UnreadDecimal {
  readonly #text: string;
  #read: Prisma.Decimal | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get #decimal(): Prisma.Decimal {
    this.#read ??= new Prisma.Decimal(this.#text);
    return this.#read;
  }

  get d(): number[] {
    return this.#decimal.d;
  }

  get e(): number {
    return this.#decimal.e;
  }

  get s(): number {
    return this.#decimal.s;
  }

  toFixed(...places: [decimals?: number]): string {
    return places.length === 0 && plain.test(this.#text) ? withoutZeros(this.#text) : this.#decimal.toFixed(...places);
  }
}

Object.setPrototypeOf(UnreadDecimal.prototype, Prisma.Decimal.prototype);
Object.defineProperty(UnreadDecimal.prototype, 'constructor', { value: Prisma.Decimal });

export function decimalOf(text: string): Prisma.Decimal {
  return new UnreadDecimal(text) as unknown as Prisma.Decimal;
}

function withoutZeros(text: string): string {
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text.charAt(end - 1) === '0') end -= 1;
  return text.slice(0, text.charAt(end - 1) === '.' ? end - 1 : end);
}
