/** The catalogue of the hub with its services, and one dataset by itself. */
import { type DatasetSetting, describeEdition, describeSeries } from './describe-dataset.ts';
import type { DatasetFacts } from './facts.ts';
import { bilingual, text, type Value } from './graph.ts';
import {
  accessRights,
  contactOf,
  highValueCategory,
  languagesOf,
  legislation,
  licenceOf,
  moment,
  page,
  poland,
  publisherOf,
  standard,
  themeOf,
} from './parts.ts';
import { themeTaxonomy } from './vocabulary.ts';

/** Every dataset in its newest edition; the earlier ones stand in the description of the dataset. */
export function describeCatalogue(setting: DatasetSetting): void {
  const { graph, publicUrl, facts } = setting;
  const allSources = facts.datasets.flatMap(({ sources }) => sources);
  const catalogue = graph
    .describe(`${publicUrl}/catalog`, 'dcat:Catalog')
    .add('dcterms:title', ...bilingual('Węzeł: katalog danych', 'Węzeł: data catalogue'))
    .add(
      'dcterms:description',
      ...bilingual(
        'Otwarte dane o polskiej administracji publicznej: jednostki, urzędy, projekty, praktyki i wskaźniki, ponownie udostępnione z podaniem źródeł.',
        'Open data on Polish public administration: units, offices, projects, practices and metrics, re-published with their sources.',
      ),
    )
    .add('dcterms:publisher', publisherOf(setting))
    .add('foaf:homepage', page(setting, '/'))
    .add('dcterms:language', ...languagesOf(setting))
    .add('dcterms:license', licenceOf(setting, allSources))
    .add('dcterms:issued', moment(facts.firstReleasedAt))
    .add('dcterms:modified', moment(facts.releasedAt))
    .add('dcterms:spatial', ...poland(setting))
    .add(
      'dcat:themeTaxonomy',
      graph.known(themeTaxonomy, 'skos:ConceptScheme', (scheme) =>
        scheme.add('dcterms:title', text('Data theme', 'en')),
      ),
    );
  for (const dataset of facts.datasets) {
    describeSeries(setting, dataset);
    catalogue.add('dcat:dataset', describeEdition(setting, dataset, dataset.editions[0]));
  }
  const served = facts.datasets.map(
    ({ dataset, editions }) => `${publicUrl}/releases/${editions[0].release}/${dataset.name}`,
  );
  for (const service of services(setting)) catalogue.add('dcat:service', describeService(setting, service, served));
}

/** A dataset with all its editions. */
export function describeDataset(setting: DatasetSetting, facts: DatasetFacts): void {
  describeSeries(setting, facts);
  for (const edition of facts.editions) describeEdition(setting, facts, edition);
  const served = facts.editions.map(({ release }) => `${setting.publicUrl}/releases/${release}/${facts.dataset.name}`);
  describeService(setting, services(setting).find(({ id }) => id === 'downloads') as Service, served);
}

interface Service {
  readonly id: string;
  readonly title: readonly [polish: string, english: string];
  readonly description: readonly [polish: string, english: string];
  readonly endpoint: string;
  readonly endpointDescription: string;
  readonly documentation: string;
  readonly conformsTo: readonly [address: string, title: string] | null;
}

function services({ facts }: DatasetSetting): Service[] {
  return [
    {
      id: 'graphql',
      title: ['API GraphQL', 'GraphQL API'],
      description: [
        'Wszystkie dane węzła w jednym zapytaniu, na dowolny dzień.',
        'All data of the hub in one query, as of any day.',
      ],
      // With a query, so that checks of links, which send none, are answered, too.
      endpoint: '/graphql?query=%7B__typename%7D',
      endpointDescription: '/operations',
      documentation: '/developers',
      conformsTo: ['https://spec.graphql.org/October2021/', 'GraphQL'],
    },
    {
      id: 'downloads',
      title: ['Pliki wydań', 'Downloads of releases'],
      description: [
        'Całe zbiory danych każdego wydania: csv, JSON, Parquet i GeoJSON, z sumami kontrolnymi.',
        'Whole datasets of every release as csv, JSON, Parquet and GeoJSON, with checksums.',
      ],
      endpoint: `/releases/${facts.latest}/manifest.json`,
      endpointDescription: `/releases/${facts.latest}/datapackage.json`,
      documentation: `/releases/${facts.latest}/README.md`,
      conformsTo: ['https://specs.frictionlessdata.io/data-package/', 'Data Package'],
    },
    {
      id: 'changes',
      title: ['Zmiany między wydaniami', 'Changes between releases'],
      description: [
        'Co każde wydanie dodało, zmieniło i usunęło, po jednym obiekcie JSON w wierszu.',
        'What every release added, changed and deleted, one JSON object in each line.',
      ],
      endpoint: `/changes?from=${facts.latest}`,
      endpointDescription: '/developers',
      documentation: '/developers',
      conformsTo: null,
    },
  ];
}

function describeService(setting: DatasetSetting, service: Service, served: readonly string[]): Value {
  const { graph, publicUrl, facts } = setting;
  const { id, title, description, endpoint, endpointDescription, documentation, conformsTo } = service;
  const described = graph
    .describe(`${publicUrl}/catalog#${id}`, 'dcat:DataService')
    .add('dcterms:title', ...bilingual(...title))
    .add('dcterms:description', ...bilingual(...description))
    .link('dcat:endpointURL', publicUrl + endpoint)
    .link('dcat:endpointDescription', publicUrl + endpointDescription)
    .add('foaf:page', page(setting, documentation))
    .add('dcat:landingPage', page(setting, '/developers'))
    .add('dcterms:publisher', publisherOf(setting))
    .add('dcat:contactPoint', contactOf(setting))
    .add(
      'dcterms:license',
      licenceOf(
        setting,
        facts.datasets.flatMap(({ sources }) => sources),
      ),
    )
    .add('dcterms:accessRights', accessRights(setting))
    .add('dcat:keyword', ...bilingual('otwarte dane', 'open data'), text('API', 'en'))
    .add('dcat:theme', themeOf(setting, 'GOVE'))
    .add('dcatap:applicableLegislation', legislation(setting))
    .add(
      'dcatap:hvdCategory',
      ...(['statistics', 'geospatial'] as const).map((name) => highValueCategory(setting, name)),
    )
    .link('dcat:servesDataset', ...served);
  if (conformsTo !== null) described.add('dcterms:conformsTo', standard(setting, ...conformsTo));
  return described.subject;
}
