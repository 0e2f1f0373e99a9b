/** Which unit a feature speaks of, by whatever names its properties have. */
import { dayOf } from '#formats/days.ts';
import { type BoundaryReference, isNutsShaped, type TerritorialLevel } from '#registry';

export type Properties = Readonly<Record<string, unknown>>;

/** What a feature says of its unit, and under which properties. */
export interface NamedUnit extends BoundaryReference {
  readonly codeColumn: string | null;
  readonly nameColumn: string | null;
}

/**
 * The likeliest first; compared without letter case and anything but letters and digits. `jptkodje` is of PRG,
 * `teryt:terc` of OpenStreetMap.
 */
const codeKeys = [
  ...['terytterc', 'terccode', 'codeterc', 'terytcode', 'codeteryt', 'refteryt', 'refterc', 'nrteryt', 'nrterc'],
  ...['terc', 'teryt', 'jptkodje', 'kodterc', 'kodteryt', 'idterc', 'idteryt', 'terc7', 'teryt7', 'terytid', 'tercid'],
  ...['kodjednostki', 'kodjedn', 'kodgminy', 'kodpowiatu', 'kodwojewodztwa', 'kodgus', 'gus', 'kodgm', 'kodpow'],
  ...['kodwoj', 'kod', 'code', 'kodkts', 'kts', 'idbdl', 'bdlid', 'iso', 'iso31662', 'shapeiso'],
];
/** Where files put running numbers, and some their codes. */
const numberKeys = ['id', 'gid', 'fid', 'ogcfid', 'objectid', 'oid'];
const nutsKeys = [...codeKeys, ...numberKeys, 'nuts', 'nutsid', 'nutscode', 'kodnuts', 'nuts2', 'nuts3'];
const nameKeys = [
  ...['name', 'nazwa', 'jptnazwa', 'nazwajednostki', 'nazwajedn', 'nazwagminy', 'nazwapowiatu', 'nazwawojewodztwa'],
  ...['namepl', 'officialname', 'label', 'name3', 'gmina', 'name2', 'powiat', 'name1', 'wojewodztwo'],
];
/** What a feature says of the units above its own; `NAME_1` and `NAME_2` are of GADM. */
const placeKeys = {
  województwo: ['wojewodztwo', 'nazwawojewodztwa', 'nazwawoj', 'woj', 'voivodeship', 'name1'],
  powiat: ['powiat', 'nazwapowiatu', 'nazwapow', 'pow', 'county', 'name2'],
};
const levelKeys = [
  ...['level', 'poziom', 'jptsjrko', 'rodzajjednostki', 'typjednostki', 'kind', 'rodzaj', 'nameprefix', 'typ', 'type'],
];

/** The TERC of a gmina in the columns of the register: voivodeship, powiat, gmina, kind. */
const partKeys = [['woj'], ['pow'], ['gmi', 'gm'], ['rodz', 'rodzgmi', 'rgmi']];

export function namedUnitOf(stated: Properties, id: unknown): NamedUnit {
  const properties = withTags(stated);
  const keys = new Map(Object.keys(properties).map((key) => [normalised(key), key]));
  const find = (known: readonly string[], read: (value: unknown) => string | null): Found => {
    for (const candidate of known) {
      const column = keys.get(candidate);
      const text = column === undefined ? null : read(properties[column]);
      if (column !== undefined && text !== null) return { column, text };
    }
    return { column: null, text: null };
  };
  const whole = find(codeKeys, codeIn);
  const code = whole.text === null ? codeOfParts(partKeys.map((known) => find(known, partIn))) : whole;
  const number = code.text === null ? numberOf(find(numberKeys, codeIn), id) : code;
  const name = find(nameKeys, nameIn);
  const kind = find(levelKeys, gminaKindIn).text;
  return {
    path: pathOf(find, name, kind),
    code: number.text,
    mayBeNumber: code.text === null,
    nutsCode: find(nutsKeys, nutsIn).text,
    codeColumn: number.column,
    name: name.text,
    nameColumn: name.column,
    level: levelOf(find, name),
  };
}

/** osmtogeojson keeps what OpenStreetMap says of an object in `tags`. */
function withTags(properties: Properties): Properties {
  const { tags } = properties;
  return typeof tags === 'object' && tags !== null ? { ...properties, ...(tags as Properties) } : properties;
}

/** Each a number of its own, which may have lost its zero. */
function partIn(value: unknown): string | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  return /^\d{1,2}$/.test(text) ? text : null;
}

function codeOfParts([woj, pow, gmi, rodz]: readonly Found[]): Found {
  const [first, ...others] = [woj, pow, gmi].map((part) => part?.text?.padStart(2, '0') ?? null);
  if (woj === undefined || first === null || others.includes(null)) return { column: null, text: null };
  return { column: woj.column, text: [first, ...others, rodz?.text ?? ''].join('') };
}

type Find = (known: readonly string[], read: (value: unknown) => string | null) => Found;

/** The property before the Feature's own id. */
function numberOf(property: Found, id: unknown): Found {
  if (property.text !== null) return property;
  const text = codeIn(id);
  return { text, column: text === null ? null : 'id' };
}

/** The name with its kind and what it belongs to; null where the feature says no more than the name. */
function pathOf(find: Find, name: Found, kind: string | null): string | null {
  const above = Object.entries(placeKeys).flatMap(([what, known]) => {
    const { column, text } = find(known, placeIn);
    return text === null || column === name.column ? [] : [`${what} ${text.replace(words[what] as RegExp, '')}`];
  });
  if (name.text === null || (kind === null && above.length === 0)) return null;
  return [...above, kind === null ? name.text : `${kind} ${withoutKind(name.text)}`].join(', ');
}

/** What is said of the level, or what the name begins with. */
function levelOf(find: Find, name: Found): TerritorialLevel | null {
  const stated =
    find(levelKeys, (value) => levelIn(nameIn(value) ?? '')).text ?? find(['adminlevel'], adminLevelIn).text;
  const ofName = levelIn(/^(gmina|powiat|wojew[óo]dztwo)\b/i.exec(name.text ?? '')?.[0] ?? '');
  return (stated as TerritorialLevel | null) ?? ofName;
}

interface Found {
  readonly column: string | null;
  readonly text: string | null;
}

function normalised(key: string): string {
  return key
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replace(/[^a-z0-9]/g, '');
}

/** Digits as a code has them, blanks and dashes among them; a UUID or `PL21` is none. Lost zeros are seen to later. */
function codeIn(value: unknown): string | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  if (/^PL-(?:\d\d|[A-Z]{2})$/i.test(text)) return text;
  const digits = text.replace(/\.0$/, '').replaceAll(/[\s.\-'’_]/g, '');
  return /^\d{1,14}$/.test(digits) ? digits : null;
}

function nameIn(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' || text.length > 300 ? null : text;
}

/** OpenStreetMap's `admin_level` in Poland; cities with powiat rights have that of a powiat. */
const adminLevels: Readonly<Record<string, TerritorialLevel>> = { '4': 'VOIVODESHIP', '6': 'POWIAT', '7': 'GMINA' };

function adminLevelIn(value: unknown): TerritorialLevel | null {
  return adminLevels[String(value).trim()] ?? null;
}

function nutsIn(value: unknown): string | null {
  return typeof value === 'string' && isNutsShaped(value) ? value.trim() : null;
}

const words: Readonly<Record<string, RegExp>> = {
  województwo: /^(wojew[óo]dztwo|woj\.?) +/i,
  powiat: /^(powiat|pow\.?) +/i,
};

/** A name of what lies above; a code there is read with the feature's own. */
function placeIn(value: unknown): string | null {
  const text = nameIn(value);
  return text === null || /\d|,/.test(text) ? null : text;
}

/** A name that begins with its kind has it once. */
function withoutKind(name: string): string {
  return name.replace(/^gmina +(?=\p{Lu})/iu, '');
}

/** The kind of a gmina in words. */
function gminaKindIn(value: unknown): string | null {
  const text = nameIn(value) ?? '';
  if (/^miasto$/i.test(text)) return 'miasto';
  const kinds = [/miejsko[\s-]*wiejsk/i, /wiejsk/i, /miejsk/i].map((word) => word.test(text));
  return ['gmina miejsko-wiejska', 'gmina wiejska', 'gmina miejska'][kinds.indexOf(true)] ?? null;
}

/** Words of file names and properties; `_Pow` and `SJR` codes of PRG (WOJ, POW, GMI) among them. */
const levelWords: readonly (readonly [RegExp, TerritorialLevel])[] = [
  [/gmin|municipal|commune|(^|[^a-z])gmi?([^a-z]|$)/i, 'GMINA'],
  [/powiat|count(y|ies)|(^|[^a-z])pow([^a-z]|$)/i, 'POWIAT'],
  [/wojew|voivod|province|(^|[^a-z])woj([^a-z]|$)/i, 'VOIVODESHIP'],
];

/** The level that a text names; null when it names none or several. */
export function levelIn(text: string): TerritorialLevel | null {
  const named = levelWords.filter(([word]) => word.test(text));
  return named.length === 1 ? (named[0]?.[1] ?? null) : null;
}

const yearKeys = ['asof', 'stanna', 'stannadzien', 'referencedate', 'rok', 'year', 'date'];

/** The day, or the year, whose boundaries these are, where it is said. */
export function dayIn(properties: Properties, keys: readonly string[] = yearKeys.slice(0, -1)): string | null {
  for (const [key, value] of Object.entries(properties)) {
    if (!keys.includes(normalised(key))) continue;
    const day = readDay(String(value).trim());
    if (day !== null) return day;
  }
  return null;
}

/** Beside the features a bare `date` speaks of the state; of a feature it may be anything. */
export function dayOfFile(members: Properties): string | null {
  const nested = [members['metadata'], members['properties']].filter((value) => typeof value === 'object');
  for (const place of [members, ...nested]) {
    const day = dayIn((place ?? {}) as Properties, yearKeys);
    if (day !== null) return day;
  }
  return null;
}

/** A day in any form, or `2019`: registers and boundaries of a year show its first day. */
function readDay(text: string): string | null {
  return /^(?:19|20)\d\d$/.test(text)
    ? `${text}-01-01`
    : dayOf(text, { range: { first: '1900-01-01', last: '2099-12-31' } });
}

/** A day or a year in the name of a file: `gminy_2019.geojson`; null when there are several. */
export function dayInName(name: string): string | null {
  const days = [...name.matchAll(/(?<!\d)(?:19|20)\d\d(?:[-_.]?[01]\d[-_.]?[0-3]\d)?(?!\d)/g)]
    .map(([text]) => readDay(text.replaceAll('_', '-')))
    .filter((day) => day !== null);
  return new Set(days).size === 1 ? (days[0] ?? null) : null;
}
