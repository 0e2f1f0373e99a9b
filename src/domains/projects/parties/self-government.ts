/** "Gmina Nawojowa", "Miasto Stołeczne Warszawa", "Powiat Krakowski": lists name the self-government and not its office. */
import { isAtLevel, type RegistrySnapshot, resolveReference } from '#registry';

type SelfGovernmentOffice = 'CITY_OR_GMINA_OFFICE' | 'POWIAT_OFFICE' | 'MARSHALS_OFFICE';

export interface NamedSelfGovernment {
  readonly officeKind: SelfGovernmentOffice;
  /** More than one where several units are called so. */
  readonly unitIds: readonly string[];
}

/** Names with typing errors, and parts of a longer text that happen to be names, are not enough. */
const leastClaim = 0.8;

const forms: readonly { readonly words: RegExp; readonly label: string; readonly kind: SelfGovernmentOffice }[] = [
  {
    words: /^(gmina i miasto|miasto i gmina|gmina miejsko[- ]wiejska|urząd miasta i gminy|urząd gminy i miasta)\s+/i,
    label: 'gmina',
    kind: 'CITY_OR_GMINA_OFFICE',
  },
  {
    words: /^(gmina miejska|gmina miasta?|gmina - miasto|miasto stołeczne|miasto|urząd miast[ao])\s+/i,
    label: 'gmina miejska',
    kind: 'CITY_OR_GMINA_OFFICE',
  },
  { words: /^gmina wiejska\s+/i, label: 'gmina wiejska', kind: 'CITY_OR_GMINA_OFFICE' },
  { words: /^(gmina|urząd gminy|urząd miejski w|urząd miejski)\s+/i, label: 'gmina', kind: 'CITY_OR_GMINA_OFFICE' },
  { words: /^(powiat|starostwo powiatowe w)\s+/i, label: 'powiat', kind: 'POWIAT_OFFICE' },
  { words: /^(województwo|samorząd województwa)\s+/i, label: 'województwo', kind: 'MARSHALS_OFFICE' },
];

export function selfGovernmentNamed(
  name: string,
  registry: RegistrySnapshot,
  asOf: string,
): NamedSelfGovernment | null {
  const text = name.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const form = forms.find(({ words }) => words.test(text));
  if (form === undefined) return null;
  const bare = text.replace(form.words, '');
  const level = form.kind === 'POWIAT_OFFICE' ? 'POWIAT' : form.kind === 'MARSHALS_OFFICE' ? 'VOIVODESHIP' : 'GMINA';
  const reference = { text: `${form.label} ${bare}`, level } as const;
  const { candidates } = resolveReference(registry.resolutionIndex, reference, asOf);
  const best = candidates[0]?.confidence ?? 0;
  const claim = candidates.reduce((sum, { confidence }) => sum + confidence, 0);
  if (claim < leastClaim) return null;
  // A unit that fits much worse than the best is no rival of it.
  const rivals = candidates.filter(({ confidence }) => confidence > best / 3);
  const units = form.kind === 'POWIAT_OFFICE' ? rivals.filter(({ version }) => isAtLevel(version, 'POWIAT')) : rivals;
  return { officeKind: form.kind, unitIds: units.map(({ unit }) => unit.id) };
}
