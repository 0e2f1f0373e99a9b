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

/** One write per line would cost more than the copy itself. */
async function* inChunks(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

/** A line of COPY's text format. */
export function copyLine(values: readonly (string | null)[]): string {
  return `${values.map((value) => (value === null ? '\\N' : escapeCopy(value))).join('\t')}\n`;
}

const copyEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escapeCopy(value: string): string {
  return value.replaceAll(/[\\\t\n\r]/g, (character) => copyEscapes[character] ?? character);
}
