/** Any table file, told by its first bytes and not by its name. */
import { RefusedFileError } from '#platform/errors.ts';
import { openCsv } from './csv.ts';
import type { Workbook } from './model.ts';
import { openXls } from './xls.ts';
import { openXlsx } from './xlsx.ts';

const zip = [0x50, 0x4b, 0x03, 0x04];
const compoundFile = [0xd0, 0xcf, 0x11, 0xe0];

export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  if (bytes.length === 0) throw new RefusedFileError('EMPTY', 'The file is empty.', 'Download it again.');
  if (startsWith(bytes, zip)) return openXlsx(bytes);
  if (startsWith(bytes, compoundFile)) return openXls(bytes);
  if (bytes.subarray(0, 1_000).includes(0) && bytes[0] !== 0xff) {
    const mend = 'Load the list as xlsx, xls or csv.';
    throw new RefusedFileError('UNKNOWN_FORMAT', 'The file is neither a workbook nor text.', mend);
  }
  return openCsv(bytes);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
