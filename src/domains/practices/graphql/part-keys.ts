/** The keys of parts that have none of their own: that of their owner, and their place. */

export function partKey(owner: string, ordinal: number): string {
  return `${owner}/${ordinal}`;
}

/** A key that the hub never gave leads to nothing. */
export function ownerAndOrdinal(key: string): [owner: string, ordinal: number] {
  const [, owner = '', ordinal = '0'] = /^(.*)\/(\d{1,4})$/.exec(key) ?? [];
  return [owner, Number(ordinal)];
}
