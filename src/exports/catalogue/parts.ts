/** What descriptions of the catalogue share: who publishes, under which terms, where and when. */
import type { PublisherSettings } from '#config';
import { nutsCodeOf } from '#registry';
import type { CatalogueFacts, DatasetFacts, SourceFacts } from './facts.ts';
import { bilingual, type Graph, iri, plainText, text, typed, type Value } from './graph.ts';
import { licenceTerms } from './licences.ts';
import { authority, highValueCategories, highValueLegislation, nutsRegion } from './vocabulary.ts';

export interface Setting {
  readonly graph: Graph;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly publisher: PublisherSettings;
}

export function publisherOf({ graph, publicUrl, publisher }: Setting): Value {
  return graph.known(`${publicUrl}/#publisher`, 'foaf:Agent', (agent) =>
    agent
      .add('foaf:name', plainText(publisher.name))
      .add('foaf:homepage', graph.known(`${publicUrl}/`, 'foaf:Document')),
  );
}

export function contactOf({ graph, publicUrl, publisher }: Setting): Value {
  return graph.known(`${publicUrl}/#contact`, 'vcard:Kind', (contact) => {
    contact.add('vcard:fn', plainText(publisher.name)).link('vcard:hasURL', `${publicUrl}/about`);
    if (publisher.email !== null) contact.link('vcard:hasEmail', `mailto:${publisher.email}`);
  });
}

export function licenceOf({ graph }: Setting, sources: readonly SourceFacts[]): Value {
  return graph.known(authority('licence', licenceTerms(sources).code), 'dcterms:LicenseDocument');
}

/** The terms of each source, which the data keeps. */
export function rightsOf({ graph }: Setting, sources: readonly SourceFacts[]): Value {
  const terms = sources.map(({ name, publisher, licence }) => `${publisher}: ${name} (${licence})`).join('; ');
  const listed = terms === '' ? '-' : terms;
  return graph
    .nested('dcterms:RightsStatement')
    .add('rdfs:label', ...bilingual(`Warunki źródeł: ${listed}`, `Terms of the sources: ${listed}`)).subject;
}

export function provenanceOf({ graph }: Setting, { id, name, publisher, url, asOf }: SourceFacts): Value {
  const statement = graph
    .nested('dcterms:ProvenanceStatement')
    .add('dcterms:identifier', plainText(id))
    .add('rdfs:label', ...bilingual(`${publisher}: ${name}, stan na ${asOf}`, `${publisher}: ${name}, as of ${asOf}`));
  if (URL.canParse(url)) statement.link('prov:hadPrimarySource', new URL(url).href);
  return statement.subject;
}

export function languagesOf({ graph }: Setting): Value[] {
  return ['POL', 'ENG'].map((code) => graph.known(authority('language', code), 'dcterms:LinguisticSystem'));
}

export const accessRights = ({ graph }: Setting): Value =>
  graph.known(authority('access-right', 'PUBLIC'), 'dcterms:RightsStatement');

/** Releases come when their sources do. */
export const frequency = ({ graph }: Setting): Value =>
  graph.known(authority('frequency', 'IRREG'), 'dcterms:Frequency');

export function poland({ graph }: Setting): Value[] {
  return [authority('country', 'POL'), nutsRegion('PL')].map((place) => graph.known(place, 'dcterms:Location'));
}

/** Poland, and the voivodeships that the rows lie in: pages of units with their TERC, and regions of NUTS. */
export function placesOf(setting: Setting, { voivodeships }: DatasetFacts, facts: CatalogueFacts): Value[] {
  const { graph, publicUrl } = setting;
  const known = voivodeships.filter((terc) => facts.voivodeshipNames.has(terc));
  const units = known.flatMap((terc) => {
    const codes = nutsCodeOf(terc);
    const region = codes === null ? [] : [nutsRegion(codes.nuts2 ?? codes.nuts1)];
    const unit = graph.known(`${publicUrl}/units/${terc}`, 'dcterms:Location', (place) =>
      place
        .add('skos:notation', plainText(terc))
        .add('rdfs:label', text(facts.voivodeshipNames.get(terc) ?? terc, 'pl'))
        .link('skos:exactMatch', ...region),
    );
    return [unit, ...region.map((code) => graph.known(code, 'dcterms:Location'))];
  });
  return [...poland(setting), ...units];
}

export function periodOf({ graph }: Setting, { from, to }: DatasetFacts['period']): Value {
  return graph
    .nested('dcterms:PeriodOfTime')
    .add('dcat:startDate', typed(from, 'date'))
    .add('dcat:endDate', typed(to, 'date')).subject;
}

const themeLabels: Readonly<Record<string, readonly [polish: string, english: string]>> = {
  ECON: ['Gospodarka i finanse', 'Economy and finance'],
  EDUC: ['Edukacja, kultura i sport', 'Education, culture and sport'],
  GOVE: ['Rząd i sektor publiczny', 'Government and public sector'],
  REGI: ['Regiony i miasta', 'Regions and cities'],
  SOCI: ['Ludność i społeczeństwo', 'Population and society'],
};

export function concept({ graph }: Setting, address: string, labels: readonly [string, string]): Value {
  return graph.known(address, 'skos:Concept', (thing) => thing.add('skos:prefLabel', ...bilingual(...labels)));
}

export function themeOf(setting: Setting, theme: string): Value {
  return concept(setting, authority('data-theme', theme), themeLabels[theme] ?? [theme, theme]);
}

const categoryLabels = {
  statistics: ['Statystyka', 'Statistics'],
  geospatial: ['Dane geoprzestrzenne', 'Geospatial'],
} as const;

export function highValueCategory(setting: Setting, category: keyof typeof highValueCategories): Value {
  return concept(setting, highValueCategories[category], categoryLabels[category]);
}

export const legislation = ({ graph }: Setting): Value => graph.known(highValueLegislation, 'eli:LegalResource');

export const page = ({ graph, publicUrl }: Setting, path: string): Value =>
  graph.known(publicUrl + path, 'foaf:Document');

export const standard = ({ graph }: Setting, address: string, title: string): Value =>
  graph.known(address, 'dcterms:Standard', (thing) => thing.add('dcterms:title', text(title, 'en')));

export const moment = (at: Date): Value => typed(at.toISOString(), 'dateTime');

export const addressIri = (address: string): Value => iri(address);
