/** A dataset as a series of editions, an edition as a dataset of DCAT-AP, and its files as distributions. */
import { type Format, formatsOf } from '../datasets/find.ts';
import type { CatalogueFacts, DatasetFacts, Edition } from './facts.ts';
import { formatFacts } from './formats.ts';
import { bilingual, type Description, plainText, text, typed, type Value } from './graph.ts';
import {
  accessRights,
  addressIri,
  concept,
  contactOf,
  frequency,
  highValueCategory,
  languagesOf,
  legislation,
  licenceOf,
  moment,
  page,
  periodOf,
  placesOf,
  provenanceOf,
  publisherOf,
  rightsOf,
  type Setting,
  themeOf,
} from './parts.ts';
import { subjectOf } from './subjects.ts';
import { authority, mediaType } from './vocabulary.ts';

/** Of a file that was made already. */
export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
}

/** Undefined: the file is made when it is first wanted. */
export type KnownFile = (release: number, dataset: string, format: Format) => FileFacts | undefined;

export interface DatasetSetting extends Setting {
  readonly facts: CatalogueFacts;
  readonly fileOf: KnownFile;
}

export const seriesPath = (dataset: string): string => `/datasets/${dataset}`;
export const editionPath = (dataset: string, release: number): string => `/releases/${release}/${dataset}`;

export function describeSeries(setting: DatasetSetting, facts: DatasetFacts): Value {
  const { graph, publicUrl } = setting;
  const { dataset, editions, period } = facts;
  const { descriptionPl, highValue } = subjectOf(dataset.name);
  const series = graph
    .describe(publicUrl + seriesPath(dataset.name), 'dcat:DatasetSeries')
    .add('dcterms:title', ...bilingual(dataset.titlePl, dataset.title))
    .add('dcterms:description', ...bilingual(descriptionPl, dataset.description))
    .add('dcterms:publisher', publisherOf(setting))
    .add('dcat:contactPoint', contactOf(setting))
    .add('dcterms:accrualPeriodicity', frequency(setting))
    .add('dcterms:issued', moment((editions.at(-1) ?? editions[0]).releasedAt))
    .add('dcterms:modified', moment(editions[0].releasedAt))
    .add('dcterms:temporal', periodOf(setting, period))
    .add('dcterms:spatial', ...placesOf(setting, facts, setting.facts));
  addHighValue(setting, series, highValue);
  return series.subject;
}

export function describeEdition(setting: DatasetSetting, facts: DatasetFacts, edition: Edition): Value {
  const { graph, publicUrl } = setting;
  const { dataset, editions, sources, period } = facts;
  const { name, title, titlePl, description } = dataset;
  const { descriptionPl, themes, keywordsPl, keywordsEn, highValue } = subjectOf(name);
  const { release, releasedAt } = edition;
  const before = editions[editions.findIndex((one) => one.release === release) + 1];
  const described = graph
    .describe(publicUrl + editionPath(name, release), 'dcat:Dataset')
    .add('dcterms:identifier', plainText(publicUrl + editionPath(name, release)))
    .add('dcterms:title', ...bilingual(`${titlePl}, wydanie ${release}`, `${title}, release ${release}`))
    .add('dcterms:description', ...bilingual(descriptionPl, description))
    .add('dcat:version', plainText(String(release)))
    .add('dcterms:publisher', publisherOf(setting))
    .add('dcat:contactPoint', contactOf(setting))
    .add('dcat:keyword', ...keywordsPl.map((word) => text(word, 'pl')), ...keywordsEn.map((word) => text(word, 'en')))
    .add('dcat:theme', ...themes.map((theme) => themeOf(setting, theme)))
    .add('dcterms:language', ...languagesOf(setting))
    .add('dcterms:accessRights', accessRights(setting))
    .add('dcterms:accrualPeriodicity', frequency(setting))
    .add('dcterms:issued', moment(releasedAt))
    .add('dcterms:modified', moment(releasedAt))
    .add('dcterms:temporal', periodOf(setting, period))
    .add('dcterms:spatial', ...placesOf(setting, facts, setting.facts))
    .add('dcterms:provenance', ...sources.map((source) => provenanceOf(setting, source)))
    .add('dcat:landingPage', page(setting, seriesPath(name)))
    .add('foaf:page', page(setting, `/releases/${release}/README.md`))
    .link('dcat:inSeries', publicUrl + seriesPath(name))
    .link('dcat:prev', ...(before === undefined ? [] : [publicUrl + editionPath(name, before.release)]));
  addHighValue(setting, described, highValue);
  for (const format of formatsOf(dataset)) {
    described.add('dcat:distribution', describeFile(setting, facts, edition, format));
  }
  return described.subject;
}

function addHighValue(setting: Setting, described: Description, category: 'statistics' | 'geospatial' | null): void {
  if (category === null) return;
  described
    .add('dcatap:hvdCategory', highValueCategory(setting, category))
    .add('dcatap:applicableLegislation', legislation(setting));
}

function describeFile(
  setting: DatasetSetting,
  { dataset, sources }: DatasetFacts,
  { release, releasedAt }: Edition,
  format: Format,
): Value {
  const { graph, publicUrl } = setting;
  const { fileType, mediaType: type, title } = formatFacts[format];
  const edition = publicUrl + editionPath(dataset.name, release);
  const address = `${edition}.${format}`;
  const file = graph
    .describe(`${edition}#${format}`, 'dcat:Distribution')
    .add('dcterms:title', ...bilingual(`${dataset.titlePl} (${title[0]})`, `${dataset.title} (${title[1]})`))
    .add('dcterms:description', text(`${dataset.description} Release ${release} as ${title[1]}.`, 'en'))
    .link('dcat:accessURL', address)
    .link('dcat:downloadURL', address)
    .add('dcterms:format', graph.known(authority('file-type', fileType), 'dcterms:MediaTypeOrExtent'))
    .add('dcat:mediaType', graph.known(mediaType(type), 'dcterms:MediaType'))
    .add('dcterms:license', licenceOf(setting, sources))
    .add('dcterms:rights', rightsOf(setting, sources))
    .add('dcterms:language', ...languagesOf(setting))
    .add('dcterms:issued', moment(releasedAt))
    .add('dcterms:modified', moment(releasedAt))
    .add(
      'dcatap:availability',
      concept(setting, authority('planned-availability', 'AVAILABLE'), ['dostępne', 'available']),
    )
    .link('dcat:accessService', `${publicUrl}/catalog#downloads`);
  if (subjectOf(dataset.name).highValue !== null) file.add('dcatap:applicableLegislation', legislation(setting));
  const known = setting.fileOf(release, dataset.name, format);
  if (known !== undefined) {
    const checksum = graph
      .nested('spdx:Checksum')
      .add(
        'spdx:algorithm',
        graph.known('http://spdx.org/rdf/terms#checksumAlgorithm_sha256', 'spdx:ChecksumAlgorithm'),
      )
      .add('spdx:checksumValue', typed(known.sha256, 'hexBinary'));
    file.add('dcat:byteSize', typed(known.bytes, 'nonNegativeInteger')).add('spdx:checksum', checksum.subject);
  }
  return addressIri(`${edition}#${format}`);
}
