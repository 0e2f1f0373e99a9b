/**
 * The licence of what the hub makes from its sources: CC BY 4.0, the least that high-value data allow and what the act on
 * open data asks of re-users (name the source), unless a source wants its own licence to go on.
 */
import { licenceOf } from '#graphql/licences.ts';
import type { SourceFacts } from './facts.ts';

export interface LicenceTerms {
  /** Of the EU vocabulary of licences. */
  readonly code: string;
  readonly spdxId: string;
  readonly url: string;
}

const attribution: LicenceTerms = {
  code: 'CC_BY_4_0',
  spdxId: 'CC-BY-4.0',
  url: 'https://creativecommons.org/licenses/by/4.0/',
};

const shareAlike: readonly LicenceTerms[] = [
  { code: 'ODC_BL', spdxId: 'ODbL-1.0', url: 'https://opendatacommons.org/licenses/odbl/1-0/' },
  { code: 'CC_BYSA_4_0', spdxId: 'CC-BY-SA-4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
];

export function licenceTerms(sources: readonly Pick<SourceFacts, 'licence'>[]): LicenceTerms {
  const wanted = new Set(sources.map(({ licence }) => licenceOf(licence)?.spdxId));
  return shareAlike.find(({ spdxId }) => wanted.has(spdxId)) ?? attribution;
}
