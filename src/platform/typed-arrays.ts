type Numbers = Uint8Array | Int16Array | Int32Array | Uint32Array;

/** An array with the same beginning and at least so many places. */
export function withRoom<T extends Numbers>(array: T, length: number): T {
  if (length <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => T)(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}
