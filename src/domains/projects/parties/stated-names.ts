/** The name of a beneficiary taken apart: the self-government that it begins with, and what is only said of it. */
import type { SelfGovernmentOffice } from './self-government-office.ts';

export interface StatedSelfGovernment {
  readonly kind: SelfGovernmentOffice;
  /** The name with its kind, as the registry resolves it. */
  readonly text: string;
}

interface Form {
  readonly words: RegExp;
  readonly label: string;
  readonly kind: SelfGovernmentOffice;
}

const gmina = 'CITY_OR_GMINA_OFFICE';
/** Of letters without accents and plain dashes: lists write names with and without Polish letters. */
const forms: readonly Form[] = [
  {
    words: /^(gmina i miasto|miasto i gmina|gmina miejsko ?- ?wiejska|urzad miasta i gminy|urzad gminy i miasta)\s+/i,
    label: 'gmina',
    kind: gmina,
  },
  {
    words:
      /^(gmina miejska|gmina( -)? miast[ao]( stoleczne)?|gmina m\. ?st\.|miasto stoleczne|miasto st\.|miasto na prawach powiatu|powiat grodzki|powiat m\.( ?st\.)?|miasto|m\. ?st\.|urzad miast[ao])\s*(?=[a-z])(?<=[\s.])/i,
    label: 'gmina miejska',
    kind: gmina,
  },
  { words: /^gmina wiejska\s+/i, label: 'gmina wiejska', kind: gmina },
  { words: /^(gmina|urzad gminy w|urzad gminy|urzad miejski we?|urzad miejski)\s+/i, label: 'gmina', kind: gmina },
  { words: /^powiat\s+(ziemski\s+)?/i, label: 'powiat', kind: 'POWIAT_OFFICE' },
  { words: /^starostwo powiatowe we?\s+/i, label: 'starostwo powiatowe w', kind: 'POWIAT_OFFICE' },
  {
    words:
      /^((samorzad|zarzad|marszalek|sejmik|urzad marszalkowski)\s+(wojewodztwa|woj\.)|wojewodztwo|woj\.)\s*(?<=[\s.])/i,
    label: 'województwo',
    kind: 'MARSHALS_OFFICE',
  },
];

/** Of the whole name first, for names of units have dashes, too; then of what stands before the first separator. */
export function statedSelfGovernments(name: string): StatedSelfGovernment[] {
  const text = plainMarks(name);
  const [, start = null, tail = ''] = separator.exec(withoutAccents(text)) ?? [];
  if (ownLegalPerson.test(tail)) return [];
  const head = start === null ? null : text.slice(0, start.length);
  const statements = [text, beforeBracket(text), head, beforeAddition(text)].flatMap((part) =>
    part === null ? [] : (statedIn(part) ?? []),
  );
  return statements.filter((one, at) => statements.findIndex((other) => other.text === one.text) === at);
}

/** Without quotation marks, and every short dash as the one of the keyboard. */
function plainMarks(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/["„”“«»]/g, '')
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/[\u2043\u2212]/g, '\u2013')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The text letter for letter, so that places in both are the same. */
function withoutAccents(text: string): string {
  return text.replace(/[^ -~]/g, (letter) => (/[łŁ]/.test(letter) ? 'l' : letter.normalize('NFD').charAt(0)));
}

/**
 * `Powiat Limanowski - Powiatowy Urząd Pracy`: any slash, a colon, a dash with a blank beside it, a long dash, or any dash
 * before the name of an office.
 */
const separator =
  /^(.+?)(?:\s*[/\\|;:]\s*|,\s+|\s+[-_\u2012-\u2015]\s*|\s*[-\u2012-\u2015]\s+|[\u2012-\u2015]|-(?=urz|powiatow|pup\b|staros|miejsk|gminn|wojewodz|wup\b|zarzad|zesp|osrod|centrum|[gm]ops\b|pcpr\b))(.+)$/i;

/** What has a legal personality of its own beside the self-government that founded it. */
const ownLegalPerson =
  /\bs\.? ?a\.?$|\bsp\. ?z|spolka|spoldzielnia|stowarzyszenie|fundacja|fundusz\b|\bwfosi?(gw)?\b|zwiazek|szpital|z\.?o\.?z\b|opieki zdrowotnej|zaklad opiek|centrum (zdrowia|medyczne)|uniwersytet|uczelnia|szkola wyzsza|muzeum|teatr|filharmonia|biblioteka|\b(centrum|osrodek|dom|instytucja|instytut)\b.*\bkultury|ruchu drogowego|\bword\b|przedsiebiorstwo|partner/i;

function statedIn(text: string): StatedSelfGovernment | null {
  const plain = withoutAccents(text);
  const form = forms.find(({ words }) => words.test(plain));
  if (form === undefined) return null;
  const bare = text.slice(form.words.exec(plain)?.[0].length);
  // The gmina of a town that has not the rights of one says so: "Gmina Żary o statusie miejskim".
  const [, urban] = /^(.+) o statusie miejskim$/i.exec(bare) ?? [];
  const label = urban === undefined ? form.label : 'gmina miejska';
  return { kind: form.kind, text: `${label} ${urban ?? bare}` };
}

/** `Samorząd Województwa Lubelskiego (Województwo Lubelskie)` says the same twice. */
function beforeBracket(text: string): string | null {
  return /^(.+?)\s*\((?:woj|sam|urz|inst|star)[^)]*\)?$/i.exec(text)?.[1] ?? null;
}

/** `Województwo Pomorskie reprezentowane przez …`, `Gmina Morawica z siedzibą …`, `Województwo Warmińsko-Mazurskie w Olsztynie`, `Powiat Limanowski PUP`. */
function beforeAddition(text: string): string | null {
  const [, powiat, office = ''] = powiatAndOffice.exec(text) ?? [];
  if (ownLegalPerson.test(withoutAccents(office))) return null;
  return (
    /^((?:gmina|miasto|powiat|.*?wojew).+?),? (?:reprezentowan|z siedzib)/iu.exec(text)?.[1] ??
    /^(.*?wojew.+?) we? \p{Lu}/iu.exec(text)?.[1] ??
    powiat ??
    null
  );
}

/** `Powiatowy Szpital`, `Powiatowe Centrum Zdrowia` and the like are no offices of the powiat. */
const powiatAndOffice =
  /^(powiat .+?[sc]ki(?: (?:wschodni|zachodni))?) ((?:powiatowy urz|pup\b|starostwo|powiatowe centrum pomocy|pcpr\b|powiatowy zarz[aą]d dr|pzd\b).*)$/iu;
