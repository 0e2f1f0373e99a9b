/** The XML parts of an xlsx workbook, read as a stream. */
import { RefusedFileError } from '#platform/errors.ts';
import { BrokenXml, type XmlHandlers, XmlParser } from './workbook-xml.ts';
import type { ZipArchive } from './zip.ts';

/** A sheet of 100,000 rows has hundreds of megabytes. */
const maxPartBytes = 4 * 1024 ** 3;

export function parsePart(archive: ZipArchive, part: string, handlers: XmlHandlers): void {
  for (const _ of partPieces(archive, part, handlers));
}

/** Yields after every piece, for whoever wants to take what was read so far. A part that the workbook does not have says nothing. */
export function* partPieces(archive: ZipArchive, part: string, handlers: XmlHandlers): Generator<void> {
  if (!archive.has(part)) return;
  const parser = new XmlParser(handlers);
  for (const piece of archive.textOf(part, maxPartBytes)) {
    readOrRefuse(() => parser.write(piece));
    yield;
  }
  readOrRefuse(() => parser.end());
}

/** The same while the part is unpacked in the background. */
export async function* partStream(archive: ZipArchive, part: string, handlers: XmlHandlers): AsyncGenerator<void> {
  if (!archive.has(part)) return;
  const parser = new XmlParser(handlers);
  for await (const piece of archive.streamOf(part, maxPartBytes)) {
    readOrRefuse(() => parser.write(piece));
    yield;
  }
  readOrRefuse(() => parser.end());
}

function readOrRefuse(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof BrokenXml)) throw error;
    const hint = 'Open it in a spreadsheet program, save it again as xlsx and load that.';
    throw new RefusedFileError('UNREADABLE', `The workbook holds broken XML: ${error.message}.`, hint, {
      cause: error,
    });
  }
}
