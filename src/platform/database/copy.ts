/** COPY is the fastest way into PostgreSQL. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Writes lines of COPY's text format into `table (columns)`. */
export async function copyIn(
  client: ClientBase,
  target: string,
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  await pipeline(Readable.from(inChunks(lines)), client.query(copyFrom(`COPY ${target} FROM STDIN`)));
}

const chunkLength = 65_536;

/** One write per line would cost more than the copy itself, and so would one turn of the event loop. */
function inChunks(lines: Iterable<string> | AsyncIterable<string>): Iterable<string> | AsyncIterable<string> {
  return Symbol.asyncIterator in lines ? ofAsync(lines) : ofSync(lines);
}

function* ofSync(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length <= chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

async function* ofAsync(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length <= chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** A line of COPY's text format. */
export function copyLine(values: readonly (string | null)[]): string {
  return `${values.map((value) => (value === null ? '\\N' : escapeCopy(value))).join('\t')}\n`;
}

const copyEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escapeCopy(value: string): string {
  // Looking for four characters one by one is faster than one regular expression, and most texts have none of them.
  const isPlain = !(value.includes('\\') || value.includes('\n') || value.includes('\t') || value.includes('\r'));
  if (isPlain) return value;
  return value.replaceAll(/[\\\t\n\r]/g, (character) => copyEscapes[character] ?? character);
}
