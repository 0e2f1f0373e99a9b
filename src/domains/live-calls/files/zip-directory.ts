/** The list of entries at the end of a zip file (APPNOTE.TXT, 4.3.12 and 4.3.16), read without unpacking any. */

export interface ZipDirectory {
  readonly names: ReadonlySet<string>;
  /** As the entries state it. */
  readonly unpackedBytes: number;
}

const maxEntries = 10_000;
const endBytes = 22;
const maxCommentBytes = 0xff_ff;

/** Null for what is no zip, or none that an office program writes. */
export function zipDirectoryOf(bytes: Buffer): ZipDirectory | null {
  if (bytes.length < endBytes || bytes.readUInt32LE(0) !== 0x04_03_4b_50) return null;
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end > bytes.length - endBytes || bytes.length - end > endBytes + maxCommentBytes) return null;
  const count = bytes.readUInt16LE(end + 10);
  if (count > maxEntries) return null;
  const names = new Set<string>();
  let unpackedBytes = 0;
  for (let entry = 0, at = bytes.readUInt32LE(end + 16); entry < count; entry += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02_01_4b_50) return null;
    const nameBytes = bytes.readUInt16LE(at + 28);
    unpackedBytes += bytes.readUInt32LE(at + 24);
    names.add(bytes.subarray(at + 46, at + 46 + nameBytes).toString('utf8'));
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return { names, unpackedBytes };
}
