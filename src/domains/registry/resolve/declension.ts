/**
 * The oblique cases of names (`Urząd Miasta Rzeszowa`, `w Gliwicach`, `powiatowi kieleckiemu`, `z Krakowem`), folded. Polish
 * endings depend on gender and stem, which a name does not show, so all that may be right are given; what is no form of
 * any name is never looked for, and the nominative always comes first.
 */
type Forms = (word: string) => readonly string[];

/** A name of many words with many endings each must not fill the memory. */
const maxFormsOfName = 100;

/** Forms of a folded name besides its nominative. */
export function inflectedForms(name: string): string[] {
  const tokens = name.replaceAll(/[()]/g, '').split(/([ -])/);
  const fixed = tokens.findIndex((token, index) => index > 0 && prepositions.has(token));
  const inflected = fixed < 0 ? tokens : tokens.slice(0, fixed);
  const rest = tokens.slice(inflected.length).join('');
  const forms = [genitives, locatives, otherGenders, instrumentals, datives].flatMap((formsOf) =>
    combined(inflected, formsOf),
  );
  return [...new Set(forms)].map((form) => form + rest);
}

const prepositions: ReadonlySet<string> = new Set(['nad', 'kolo', 'pod', 'k', 'n']);

/** All words in one case; the first half of a compound often stays as it is (`w Busko-Zdroju`). */
function combined(tokens: readonly string[], formsOf: Forms): string[] {
  let forms = [''];
  tokens.forEach((token, index) => {
    const isSeparator = index % 2 === 1;
    const isFirstHalf = tokens[index + 1] === '-';
    const own = isSeparator ? [token] : [...formsOf(token), ...(isFirstHalf ? [token] : [])];
    forms = forms.flatMap((form) => own.map((ending) => form + ending)).slice(0, maxFormsOfName);
  });
  return forms;
}

const irregular: Readonly<Record<string, readonly [genitive: string, locative: string]>> = {
  wies: ['wsi', 'wsi'],
  miasto: ['miasta', 'miescie'],
  // Names that are grown together from an adjective and a noun inflect both.
  bialystok: ['bialegostoku', 'bialymstoku'],
  krasnystaw: ['krasnegostawu', 'krasnymstawie'],
};

/** `Świętej Małgorzaty` is a genitive already. */
const isFixed = (word: string): boolean => word.endsWith('ej');

function genitives(word: string): readonly string[] {
  if (isFixed(word)) return [word];
  const stem = word.slice(0, -1);
  switch (word.at(-1)) {
    case 'a':
      return ofFeminine(stem);
    case 'o':
      return [irregular[word]?.[0] ?? `${stem}a`];
    case 'e':
      return [stem, `${stem}a`, `${stem}ego`, `${stem}ch`, `${stem}ych`, withE(stem)];
    case 'i':
      return [stem, `${word}ego`, withE(stem), `${stem}ow`];
    case 'y':
      return [stem, `${stem}ego`, `${stem}ow`, withE(stem)];
    default:
      return ofConsonant(word, (base) => [`${base}a`, `${base}u`, `${base}ia`, `${base}i`, `${base}y`], 0);
  }
}

function locatives(word: string): readonly string[] {
  if (isFixed(word)) return [word];
  const stem = word.slice(0, -1);
  switch (word.at(-1)) {
    case 'a':
      return [...ofFeminine(stem), ...(isAdjective(word) ? [] : [softened(stem)]), `${stem}ach`];
    case 'o':
      return [irregular[word]?.[1] ?? softened(stem), `${stem}u`];
    case 'e':
      return [`${stem}u`, `${stem}ach`, `${stem}ym`, `${stem}em`, `${stem}m`, `${stem}ych`, `${stem}ch`];
    case 'i':
      return [`${stem}ach`, `${word}m`, `${word}ach`];
    case 'y':
      return [`${stem}ach`, `${stem}ym`];
    default:
      return ofConsonant(word, (base) => [softened(base), `${base}u`, `${base}iu`, `${base}i`, `${base}y`], 1);
  }
}

const irregularOthers: Readonly<Record<string, readonly [instrumental: string, dative: string]>> = {
  wies: ['wsia', 'wsi'],
  bialystok: ['bialymstokiem', 'bialemustokowi'],
  krasnystaw: ['krasnymstawem', 'krasnemustawowi'],
};

/** `Krakowem`, `Słupskiem`, `Gliwicami`, `Piotrkowem Trybunalskim`; folded, a feminine one is its nominative: `Warszawą`. */
function instrumentals(word: string): readonly string[] {
  const special = irregularOthers[word]?.[0];
  if (special !== undefined || isFixed(word)) return [special ?? word];
  const stem = word.slice(0, -1);
  switch (word.at(-1)) {
    case 'a':
      return [word];
    case 'o':
      return [/[kg]$/.test(stem) ? `${stem}iem` : `${stem}em`];
    case 'e':
      return [`${stem}em`, `${stem}ami`, `${stem}m`, `${stem}mi`, `${stem}ym`, `${stem}ymi`];
    case 'i':
    case 'y':
      return [`${word}m`, `${stem}ami`, `${word}ami`];
    default:
      return ofConsonant(word, (base) => [`${base}em`, `${base}iem`], 0);
  }
}

/** `Krakowowi`, `Poznaniowi`, `Gliwicom`, `kieleckiemu`; a feminine one is like the locative: `Warszawie`. */
function datives(word: string): readonly string[] {
  const special = irregularOthers[word]?.[1];
  if (special !== undefined || isFixed(word)) return [special ?? word];
  const stem = word.slice(0, -1);
  switch (word.at(-1)) {
    case 'a':
      return locatives(word);
    case 'o':
      return [`${stem}u`];
    case 'e':
      return [`${stem}u`, `${stem}om`, `${stem}emu`, `${stem}m`, `${stem}ym`];
    case 'i':
      return [`${word}emu`, `${stem}om`, `${word}om`, `${word}m`];
    case 'y':
      return [`${stem}emu`, `${stem}om`, `${word}m`];
    default:
      return ofConsonant(word, (base) => [`${base}owi`, `${base}iowi`, `${base}u`], 0);
  }
}

const isAdjective = (word: string): boolean => /(sk|ck|dzk)a$/.test(word);

/** `Biała` → `Białej`, `Warka` → `Warki`, `Wola` → `Woli`, `Kania` → `Kani`, `Złotoryja` → `Złotoryi`, `Wrota` → `Wrót`. */
function ofFeminine(stem: string): string[] {
  if (/(sk|ck|dzk)$/.test(stem)) return [`${stem}iej`, `${stem}i`];
  if (/[kg]$/.test(stem)) return [`${stem}i`, `${stem}iej`, stem];
  if (stem.endsWith('j')) return [`${stem}i`, `${stem.slice(0, -1)}i`];
  return [`${stem}y`, `${stem}ej`, stem, ...(/[li]$/.test(stem) ? [`${stem}i`] : [])];
}

/** `Słupia Jędrzejowska`, `ziemia krakowska`: the adjective of a powiat or voivodeship beside another noun. */
function otherGenders(word: string): readonly string[] {
  const stem = /^(.*(?:sk|ck|dzk))(?:i|ie)$/.exec(word)?.[1];
  return stem === undefined ? [word] : [`${stem}a`, `${stem}ie`, `${stem}i`, `${stem}iej`];
}

/** With the vowel that falls away before an ending: `Sosnowiec` → `Sosnowca`, `Turek` → `Turku`. */
function ofConsonant(word: string, endings: Forms, caseNumber: 0 | 1): string[] {
  const special = irregular[word]?.[caseNumber];
  if (special !== undefined) return [special];
  const shortened = /^(.*[^aeiouy])i?e([^aeiouy])$/.exec(word);
  const bases = shortened === null ? [word] : [`${shortened[1]}${shortened[2]}`, word];
  return bases.flatMap((base) => [...endings(base)]);
}

/** Before the locative's -e: `Sopot` → `Sopocie`, `Warka` → `Warce`, `Góra` → `Górze`. */
function softened(stem: string): string {
  for (const [ending, soft] of softEndings) if (stem.endsWith(ending)) return stem.slice(0, -ending.length) + soft;
  return /[wbpmnszf]$/.test(stem) ? `${stem}ie` : `${stem}e`;
}

const softEndings: readonly (readonly [ending: string, soft: string])[] = [
  ['ch', 'sze'],
  ['azd', 'ezdzie'],
  ['k', 'ce'],
  ['g', 'dze'],
  ['st', 'scie'],
  ['t', 'cie'],
  ['d', 'dzie'],
  ['r', 'rze'],
];

/** The vowel that comes in before the last consonant: `Strzelce` → `Strzelec`, `Pszczółki` → `Pszczółek`. */
function withE(stem: string): string {
  return /[^aeiouy]{2}$/.test(stem) ? `${stem.slice(0, -1)}e${stem.slice(-1)}` : stem;
}
