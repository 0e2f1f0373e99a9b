/** The XML parts of an xlsx workbook, read as a stream. */
import { SaxesParser } from 'saxes';
import { RefusedFileError } from '#platform/errors.ts';
import type { ZipArchive } from './zip.ts';

/** A sheet of 100,000 rows has hundreds of megabytes. */
const maxPartBytes = 4 * 1024 ** 3;

export type Attributes = Readonly<Record<string, string | undefined>>;

export interface Handlers {
  open(name: string, attributes: Attributes): unknown;
  text?(value: string): void;
  close?(name: string): unknown;
}

export function parsePart(archive: ZipArchive, part: string, handlers: Handlers): void {
  for (const _ of partPieces(archive, part, handlers));
}

/** Yields after every piece, for whoever wants to take what was read so far. A part that the workbook does not have says nothing. */
export function* partPieces(archive: ZipArchive, part: string, handlers: Handlers): Generator<void> {
  if (!archive.has(part)) return;
  const parser = saxParser(handlers);
  for (const piece of archive.textOf(part, maxPartBytes)) {
    parser.write(piece);
    yield;
  }
  parser.close();
}

/** Names without their namespace prefix, which is the writer's choice. */
function saxParser(handlers: Handlers): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const localName = (name: string): string => (name.includes(':') ? name.slice(name.indexOf(':') + 1) : name);
  parser.on('opentag', ({ name, attributes }) => handlers.open(localName(name), attributes as Attributes));
  if (handlers.text !== undefined) parser.on('text', (value) => handlers.text?.(value));
  if (handlers.close !== undefined) parser.on('closetag', ({ name }) => handlers.close?.(localName(name)));
  parser.on('error', (error) => {
    const hint = 'Open it in a spreadsheet program, save it again as xlsx and load that.';
    throw new RefusedFileError('UNREADABLE', `The workbook holds broken XML: ${error.message}`, hint);
  });
  return parser;
}
