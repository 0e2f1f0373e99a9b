/**
 * A dataset as schema.org and Croissant 1.1 (https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html) describe
 * it: for search engines, and for programs that load it by its columns.
 */
import type { PublisherSettings } from '#config';
import type { ColumnType } from '../datasets/index.ts';
import { editionPath, type FileFacts, seriesPath } from './describe-dataset.ts';
import type { DatasetFacts } from './facts.ts';
import { formatFacts } from './formats.ts';
import { licenceTerms } from './licences.ts';
import { subjectOf } from './subjects.ts';

const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  sc: 'https://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
};

const dataTypes: Readonly<Record<ColumnType, string>> = {
  string: 'sc:Text',
  integer: 'sc:Integer',
  number: 'sc:Float',
  decimal: 'sc:Float',
  boolean: 'sc:Boolean',
  date: 'sc:Date',
  datetime: 'sc:DateTime',
  json: 'sc:Text',
  geometry: 'sc:Text',
};

interface CroissantParts {
  readonly publicUrl: string;
  readonly publisher: PublisherSettings;
  readonly facts: DatasetFacts;
  readonly csv: FileFacts;
  readonly parquet: FileFacts;
}

export function croissantOf({ publicUrl, publisher, facts, csv, parquet }: CroissantParts): object {
  const { dataset, editions, sources } = facts;
  const { release, releasedAt } = editions[0];
  const address = publicUrl + editionPath(dataset.name, release);
  const fileOf = (format: 'csv' | 'parquet', { bytes, sha256 }: FileFacts): object => ({
    '@type': 'cr:FileObject',
    '@id': `${dataset.name}.${format}`,
    name: `${dataset.name}.${format}`,
    contentUrl: format === 'csv' ? `${address}.csv?raw=1` : `${address}.${format}`,
    contentSize: `${bytes} B`,
    encodingFormat: formatFacts[format].mediaType,
    sha256,
  });
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    '@id': address,
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: dataset.name,
    alternateName: [dataset.title, dataset.titlePl],
    description: dataset.description,
    url: publicUrl + seriesPath(dataset.name),
    version: `${release}.0.0`,
    datePublished: releasedAt.toISOString(),
    license: licenceTerms(sources).url,
    citeAs: `${publisher.name}: ${dataset.title}, release ${release} (${releasedAt.toISOString().slice(0, 10)}). ${address}`,
    creator: { '@type': 'Organization', name: publisher.name, url: publicUrl },
    publisher: { '@type': 'Organization', name: publisher.name, url: publicUrl },
    keywords: subjectOf(dataset.name).keywordsEn,
    isBasedOn: sources.map(({ name, publisher: by, url, licence }) => ({
      '@type': 'CreativeWork',
      name: `${by}: ${name}`,
      url,
      usageInfo: licence,
    })),
    distribution: [fileOf('csv', csv), fileOf('parquet', parquet)],
    recordSet: [recordSetOf(facts)],
  };
}

function recordSetOf({ dataset: { name, title, columns, primaryKey } }: DatasetFacts): object {
  return {
    '@type': 'cr:RecordSet',
    '@id': name,
    name,
    description: title,
    key: primaryKey.map((column) => ({ '@id': `${name}/${column}` })),
    field: Object.entries(columns).map(([column, [type, description]]) => ({
      '@type': 'cr:Field',
      '@id': `${name}/${column}`,
      name: column,
      description,
      dataType: dataTypes[type],
      source: { fileObject: { '@id': `${name}.csv` }, extract: { column } },
    })),
  };
}
