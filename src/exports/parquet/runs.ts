/** Parquet's hybrid of run lengths and bit packing: levels and indexes into dictionaries. */

/** A run of this many equal values takes less than the same values packed. */
const valuesOfGroup = 8;

export const bitWidthOf = (max: number): number => Math.max(1, 32 - Math.clz32(max));

class Packed {
  readonly bytes: Uint8Array;
  length = 0;

  constructor(count: number, bitWidth: number) {
    this.bytes = new Uint8Array(Math.ceil(count / valuesOfGroup) * (bitWidth + 8) + 16);
  }

  varint(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.bytes[this.length++] = (rest & 0x7f) | 0x80;
    this.bytes[this.length++] = rest;
  }
}

/** The first `count` values, each of at most 24 bits. */
export function packRuns(values: Int32Array | Uint8Array, count: number, bitWidth: number): Uint8Array {
  const packed = new Packed(count, bitWidth);
  /** Where values begin that are to be packed. */
  let open = 0;
  for (let at = 0; at < count; ) {
    const end = endOfRun(values, at, count);
    if (end - at < valuesOfGroup) {
      at += valuesOfGroup;
      continue;
    }
    packGroups(packed, values, open, at, bitWidth);
    packed.varint((end - at) << 1);
    for (let shift = 0; shift < bitWidth; shift += 8)
      packed.bytes[packed.length++] = ((values[at] ?? 0) >>> shift) & 0xff;
    at = end;
    open = end;
  }
  packGroups(packed, values, open, count, bitWidth);
  return packed.bytes.subarray(0, packed.length);
}

function endOfRun(values: Int32Array | Uint8Array, start: number, count: number): number {
  const value = values[start];
  let end = start + 1;
  while (end < count && values[end] === value) end += 1;
  return end;
}

/** Groups of eight values, the last one filled up with zeros. */
function packGroups(
  packed: Packed,
  values: Int32Array | Uint8Array,
  start: number,
  end: number,
  bitWidth: number,
): void {
  if (start >= end) return;
  const groups = Math.ceil((end - start) / valuesOfGroup);
  packed.varint((groups << 1) | 1);
  const { bytes } = packed;
  let [bits, used, to] = [0, 0, packed.length];
  for (let at = start; at < start + groups * valuesOfGroup; at += 1) {
    bits |= (at < end ? (values[at] ?? 0) : 0) << used;
    used += bitWidth;
    while (used >= 8) {
      bytes[to++] = bits & 0xff;
      bits >>>= 8;
      used -= 8;
    }
  }
  packed.length = to;
}
