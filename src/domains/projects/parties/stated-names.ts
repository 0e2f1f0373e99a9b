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
const forms: readonly Form[] = [
  {
    words: /^(gmina i miasto|miasto i gmina|gmina miejsko ?- ?wiejska|urząd miasta i gminy|urząd gminy i miasta)\s+/i,
    label: 'gmina',
    kind: gmina,
  },
  {
    words:
      /^(gmina miejska|gmina( -)? miast[ao]( stołeczne)?|gmina m\. ?st\.|miasto stołeczne|miasto st\.|miasto na prawach powiatu|miasto|m\. ?st\.|urząd miast[ao])\s*(?=\p{L})(?<=[\s.])/iu,
    label: 'gmina miejska',
    kind: gmina,
  },
  { words: /^gmina wiejska\s+/i, label: 'gmina wiejska', kind: gmina },
  { words: /^(gmina|urząd gminy w|urząd gminy|urząd miejski we?|urząd miejski)\s+/i, label: 'gmina', kind: gmina },
  { words: /^powiat\s+/i, label: 'powiat', kind: 'POWIAT_OFFICE' },
  { words: /^starostwo powiatowe we?\s+/i, label: 'starostwo powiatowe w', kind: 'POWIAT_OFFICE' },
  {
    words: /^((samorząd|zarząd|urząd marszałkowski)\s+województwa|województwo|woj\.)\s+/i,
    label: 'województwo',
    kind: 'MARSHALS_OFFICE',
  },
];

/** Of the whole name first, for names of units have dashes, too; then of what stands before the first separator. */
export function statedSelfGovernments(name: string): StatedSelfGovernment[] {
  const text = name.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const [, head = null, tail = ''] = separator.exec(text) ?? [];
  if (ownLegalPerson.test(tail)) return [];
  const statements = [text, beforeBracket(text), head, beforeAddition(text)].flatMap((part) =>
    part === null ? [] : (statedIn(part) ?? []),
  );
  return statements.filter((one, at) => statements.findIndex((other) => other.text === one.text) === at);
}

/**
 * `Powiat Limanowski - Powiatowy Urząd Pracy`: any slash, a dash with a blank beside it, a long dash, or any dash before the
 * name of an office.
 */
const separator =
  /^(.+?)(?:\s*[/|;]\s*|,\s+|\s+[-\u2010-\u2015]\s*|\s*[-\u2010-\u2015]\s+|[\u2012-\u2015]|-(?=urz|powiatow|pup\b|staros|miejsk|gminn))(.+)$/iu;

/** What has a legal personality of its own beside the self-government that founded it. */
const ownLegalPerson =
  /\bs\.? ?a\.?$|\bsp\. ?z|spółka|spolka|stowarzyszenie|fundacja|związek|szpital|z\.?o\.?z\b|opieki zdrowotnej|uniwersytet|uczelnia|szkoła wyższa|muzeum|teatr|filharmonia|biblioteka|przedsiębiorstwo|partner/iu;

function statedIn(text: string): StatedSelfGovernment | null {
  const form = forms.find(({ words }) => words.test(text));
  if (form === undefined) return null;
  const bare = text.replace(form.words, '');
  // The gmina of a town that has not the rights of one says so: "Gmina Żary o statusie miejskim".
  const [, urban] = /^(.+) o statusie miejskim$/i.exec(bare) ?? [];
  const label = urban === undefined ? form.label : 'gmina miejska';
  return { kind: form.kind, text: `${label} ${urban ?? bare}` };
}

/** `Samorząd Województwa Lubelskiego (Województwo Lubelskie)` says the same twice. */
function beforeBracket(text: string): string | null {
  return /^(.+?)\s*\((?:woj|sam|urz|inst|star)[^)]*\)?$/i.exec(text)?.[1] ?? null;
}

/** `Województwo Pomorskie reprezentowane przez …`, `Gmina Morawica z siedzibą …`, `Województwo Warmińsko-Mazurskie w Olsztynie`. */
function beforeAddition(text: string): string | null {
  return (
    /^((?:gmina|miasto|powiat|.*?wojew).+?),? (?:reprezentowan|z siedzib)/iu.exec(text)?.[1] ??
    /^(.*?wojew.+?) we? \p{Lu}/iu.exec(text)?.[1] ??
    null
  );
}
