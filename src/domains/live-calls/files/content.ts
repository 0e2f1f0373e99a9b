/** What a file is, judged by its content alone: neither its name nor what the browser says of it is believed. */
import { type ZipDirectory, zipDirectoryOf } from './zip-directory.ts';

export interface FileType {
  readonly mediaType: string;
  /** The first one is what the file is named with. */
  readonly extensions: readonly [string, ...string[]];
}

interface KnownType extends FileType {
  matches(bytes: Buffer, zip: ZipDirectory | null): boolean;
}

const startsWith = (bytes: Buffer, ...signature: number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** Programs in Office Open XML, among them macro sheets of Excel 4, and in OpenDocument (Basic and Scripts). */
const macro = /vbaproject\.bin$|^xl\/macrosheets\/|^(basic|scripts)\//i;
const hasMacros = ({ names }: ZipDirectory): boolean => [...names].some((name) => macro.test(name));

/** Office Open XML (ECMA-376, part 2): a package with a list of the types of its parts. */
function officeOpenXml(extension: string, part: string, subtype: string): KnownType {
  return {
    mediaType: `application/vnd.openxmlformats-officedocument.${subtype}`,
    extensions: [extension],
    matches: (_bytes, zip) => zip?.names.has('[Content_Types].xml') === true && zip.names.has(part),
  };
}

/** OpenDocument (part 2, 3.3): the first entry is `mimetype`, not compressed. */
function openDocument(extension: string, subtype: string): KnownType {
  const mediaType = `application/vnd.oasis.opendocument.${subtype}`;
  return {
    mediaType,
    extensions: [extension],
    matches: (bytes, zip) =>
      zip !== null && bytes.subarray(30, 38 + mediaType.length).toString('latin1') === `mimetype${mediaType}`,
  };
}

const knownTypes: readonly KnownType[] = [
  {
    mediaType: 'application/pdf',
    extensions: ['pdf'],
    matches: (bytes) => bytes.subarray(0, 5).toString('latin1') === '%PDF-',
  },
  {
    mediaType: 'image/png',
    extensions: ['png'],
    matches: (bytes) =>
      startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) &&
      bytes.subarray(12, 16).toString('latin1') === 'IHDR',
  },
  {
    mediaType: 'image/jpeg',
    extensions: ['jpg', 'jpeg'],
    matches: (bytes) => startsWith(bytes, 0xff, 0xd8, 0xff),
  },
  officeOpenXml('docx', 'word/document.xml', 'wordprocessingml.document'),
  officeOpenXml('xlsx', 'xl/workbook.xml', 'spreadsheetml.sheet'),
  officeOpenXml('pptx', 'ppt/presentation.xml', 'presentationml.presentation'),
  openDocument('odt', 'text'),
  openDocument('ods', 'spreadsheet'),
  openDocument('odp', 'presentation'),
];

export const acceptedExtensions: readonly string[] = knownTypes.flatMap(({ extensions }) => extensions);

/** Of a document that is packed: what it says that it has in it. Nothing is unpacked to find that out. */
const maxUnpackedBytes = 256 * 1024 * 1024;

/** Null for content of no accepted type, and for a name whose extension is another type's. */
export function fileTypeOf(name: string, bytes: Buffer): FileType | null {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const zip = zipDirectoryOf(bytes);
  if (zip !== null && (zip.unpackedBytes > maxUnpackedBytes || hasMacros(zip))) return null;
  const found = knownTypes.find(({ extensions, matches }) => extensions.includes(extension) && matches(bytes, zip));
  return found ?? null;
}

const maxNameLength = 80;

/** A name that means nothing to any file system, browser or shell: letters, digits, spaces, one dot. */
export function safeName(name: string, { extensions }: FileType): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const stem = base
    .normalize('NFC')
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[^\p{L}\p{N} _()-]+/gu, '_')
    .slice(0, maxNameLength)
    .trim();
  return `${stem === '' ? 'plik' : stem}.${extensions[0]}`;
}
