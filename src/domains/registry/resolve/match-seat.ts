/** The powiats whose offices sit in a town: `Starostwo Powiatowe w Kielcach` is that of the powiat kielecki. */
import { foldName } from '../text.ts';
import { byUnit, type Entry, fitsLevel, type ResolutionIndex } from './unit-index.ts';

/** Letters that the adjective shares with the town, whatever its ending does to the stem: `Kielce`, `kielecki`. */
const minSharedLetters = 3;

export function matchSeat(index: ResolutionIndex, town: string): Entry[] {
  // `w Jaworze` is Jawor as well as Jaworze.
  const powiats = [town, ...index.inflectedNames(town)].flatMap((name) =>
    index.withName(name).flatMap((entry) => (fitsLevel(entry, 'GMINA') ? powiatsOf(index, entry, name) : [])),
  );
  return byUnit(powiats).map(([first]) => first as Entry);
}

/** A city with powiat rights lies in no powiat: that around it is called after it. */
function powiatsOf(index: ResolutionIndex, town: Entry, name: string): Entry[] {
  const [parent] = index.above(town);
  if (parent === undefined) return [];
  if (fitsLevel(parent, 'POWIAT')) return [parent];
  const around = index.powiatsIn(parent.unit).map((entry) => ({ entry, shared: sharedLetters(entry, name) }));
  const best = Math.max(...around.map(({ shared }) => shared));
  return best < minSharedLetters ? [] : around.filter(({ shared }) => shared === best).map(({ entry }) => entry);
}

function sharedLetters({ version }: Entry, name: string): number {
  const adjective = foldName(version.name);
  let count = 0;
  while (count < name.length && name[count] === adjective[count]) count += 1;
  return count;
}
