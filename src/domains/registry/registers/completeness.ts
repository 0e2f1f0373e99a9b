/**
 * A file cut off between two rows is well-formed and would end hundreds of units. It is derived from what the registers of
 * the days before and after list: units do not vanish at the end of the list, nor in large numbers.
 */
import { RefusedFileError } from '#platform/errors.ts';
import { observeUnits, type RegisterRow } from '../history/observe.ts';
import type { NewRegister } from './combine.ts';
import type { KeptRegister } from './store.ts';

/** No reform since 1999 ended more than a few gminas of a voivodeship at once; the largest made Warsaw one gmina of 11. */
const plausibleLosses = { count: 12, share: 0.05 };
/** A single unit at the end of a list may really have ended. */
const plausibleLossesAtEnd = 1;

export function refuseIfCutOff(register: NewRegister, kept: readonly KeptRegister[]): void {
  const listed = keysByVoivodeship(register.rows);
  for (const voivodeship of register.completeVoivodeships) {
    const here = listed.get(voivodeship) ?? new Set();
    for (const neighbour of neighboursOf(register.asOf, voivodeship, kept)) {
      const there = keysByVoivodeship(neighbour.rows).get(voivodeship) ?? new Set();
      refuseIfMissing(voivodeship, here, there, register.asOf, neighbour.asOf);
    }
  }
}

function refuseIfMissing(
  voivodeship: string,
  here: ReadonlySet<string>,
  there: ReadonlySet<string>,
  asOf: string,
  otherDay: string,
): void {
  const missing = [...there].filter((key) => !here.has(key));
  const lastListed = [...here].toSorted().at(-1) ?? '';
  const atEnd = missing.filter((key) => key > lastListed);
  // Units under new codes make up for those under the old ones: a cut takes away and brings nothing.
  const lost = missing.length - [...here].filter((key) => !there.has(key)).length;
  const tooMany = lost > plausibleLosses.count && lost > there.size * plausibleLosses.share;
  if (!tooMany && atEnd.length <= plausibleLossesAtEnd) return;
  const found = tooMany
    ? `${missing.length} of the ${there.size} powiats and gminas`
    : `all ${atEnd.length} powiats and gminas after ${lastListed}`;
  throw new RefusedFileError(
    'TRUNCATED',
    `The file of ${asOf} lacks ${found} that voivodeship ${voivodeship} has in the register of ${otherDay}.`,
    'It seems to be cut off or to be a selection: download it again and load the whole file.',
  );
}

/** The complete registers of a voivodeship next before and next after a day. */
function neighboursOf(asOf: string, voivodeship: string, kept: readonly KeptRegister[]): KeptRegister[] {
  const complete = kept
    .filter(({ slices }) => slices.some((slice) => slice.voivodeship === voivodeship && slice.complete))
    .toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1));
  const before = complete.findLast((other) => other.asOf < asOf);
  const after = complete.find((other) => other.asOf > asOf);
  return [before, after].filter((other) => other !== undefined);
}

const keysOfRows = new WeakMap<readonly RegisterRow[], ReadonlyMap<string, ReadonlySet<string>>>();

/** The lasting codes of powiats (4 digits) and gminas (6), by voivodeship. */
function keysByVoivodeship(rows: readonly RegisterRow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = keysOfRows.get(rows);
  if (known !== undefined) return known;
  const keys = new Map<string, Set<string>>();
  for (const { key } of observeUnits(rows)) {
    if (key.length !== 4 && key.length !== 6) continue;
    const ofVoivodeship = keys.get(key.slice(0, 2)) ?? new Set();
    keys.set(key.slice(0, 2), ofVoivodeship.add(key));
  }
  keysOfRows.set(rows, keys);
  return keys;
}
