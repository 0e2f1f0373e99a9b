/**
 * The catalogue as dane.gov.pl harvests it: one XML file, schema 1.13, with its MD5 beside it. The portal takes resources
 * by their extIdent (at most 36 characters) and withdraws those that are no longer listed, so every edition stays.
 */
import { formatsOf } from '../datasets/find.ts';
import { element, textElement } from '../xml.ts';
import { seriesPath } from './describe-dataset.ts';
import type { CatalogueFacts, DatasetFacts, Edition } from './facts.ts';
import { formatFacts } from './formats.ts';
import { subjectOf } from './subjects.ts';

const namespace = 'urn:otwarte-dane:harvester:1.13';

/** The formats that the portal shows; the others stand in the manifest of a release. */
const listed = ['csv', 'geojson'] as const;

export function daneGovXml(publicUrl: string, { datasets }: CatalogueFacts): string {
  const content = datasets.map((facts) => `${datasetXml(publicUrl, facts)}\n`);
  const root = element('ns2:datasets', ['\n', ...content], {
    'xmlns:ns2': namespace,
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

const both = (name: string, polish: string, english: string): string =>
  element(name, [textElement('polish', polish), textElement('english', english)]);

function datasetXml(publicUrl: string, facts: DatasetFacts): string {
  const { dataset, editions } = facts;
  const { descriptionPl, themes, keywordsPl, keywordsEn } = subjectOf(dataset.name);
  return element(
    'dataset',
    [
      textElement('extIdent', dataset.name),
      both('title', dataset.titlePl, dataset.title),
      both('description', `${descriptionPl} ${termsOf(facts, 'pl')}`, `${dataset.description} ${termsOf(facts, 'en')}`),
      textElement('url', publicUrl + seriesPath(dataset.name)),
      textElement('updateFrequency', 'irregular'),
      ...flags(dataset.name),
      element(
        'categories',
        themes.map((theme) => textElement('category', theme)),
      ),
      element(
        'resources',
        editions.flatMap((edition) => resourcesOf(publicUrl, facts, edition)),
      ),
      element('tags', [
        ...keywordsPl.map((word) => textElement('tag', word, { lang: 'pl' })),
        ...keywordsEn.map((word) => textElement('tag', word, { lang: 'en' })),
      ]),
    ],
    { status: 'published' },
  );
}

/** The schema has no element for the sources of what is re-published. */
function termsOf({ sources }: DatasetFacts, language: 'pl' | 'en'): string {
  const names = [...new Set(sources.map(({ publisher, name, licence }) => `${publisher}: ${name} (${licence})`))];
  if (names.length === 0) return '';
  return `${language === 'pl' ? 'Źródła' : 'Sources'}: ${names.join('; ')}.`;
}

function flags(dataset: string): string[] {
  const isHighValue = String(subjectOf(dataset).highValue !== null);
  return [
    textElement('hasDynamicData', 'false'),
    textElement('hasHighValueData', isHighValue),
    textElement('hasHighValueDataFromEuropeanCommissionList', isHighValue),
    textElement('hasResearchData', 'false'),
  ];
}

function resourcesOf(publicUrl: string, { dataset }: DatasetFacts, { release, releasedAt }: Edition): string[] {
  const available: readonly string[] = formatsOf(dataset);
  return listed
    .filter((format) => available.includes(format))
    .map((format) => {
      const [polish, english] = formatFacts[format].title;
      return element(
        'resource',
        [
          textElement('extIdent', `${dataset.name}-${release}-${format}`),
          textElement('url', `${publicUrl}/releases/${release}/${dataset.name}.${format}`),
          both(
            'title',
            `${dataset.titlePl}, wydanie ${release} (${polish})`,
            `${dataset.title}, release ${release} (${english})`,
          ),
          both('description', subjectOf(dataset.name).descriptionPl, dataset.description),
          textElement('availability', 'local'),
          textElement('dataDate', releasedAt.toISOString().slice(0, 10)),
          ...flags(dataset.name),
          textElement('containsProtectedData', 'false'),
        ],
        { status: 'published' },
      );
    });
}
