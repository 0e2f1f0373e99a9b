/** `/datasets/{name}`: what a dataset is, its columns and its files. */

import { subjectOf } from '#exports/catalogue/subjects.ts';
import { formatsOf } from '#exports/datasets/find.ts';
import { type Dataset, datasets } from '#exports/datasets/index.ts';
import type { LatestReleaseQuery, LatestReleaseQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { Section } from '../components/content.tsx';
import { SortedTable } from '../components/sorted-table.tsx';
import { missing, type Page, type PageRequest, page } from '../page.ts';

const names = datasets.map(({ name }) => name).join('|');

export const datasetPage: Page = page<LatestReleaseQuery, LatestReleaseQueryVariables>({
  pattern: `/datasets/:name(${names})`,
  operation: 'LatestRelease',
  variables: () => ({ first: 1, after: null }),
  view({ release }, request) {
    const dataset = datasets.find(({ name }) => name === request.params['name']);
    if (dataset === undefined) return missing;
    const { texts, language } = request;
    const isPolish = language === 'pl';
    const { descriptionPl, keywordsPl, keywordsEn } = subjectOf(dataset.name);
    const description = isPolish ? descriptionPl : dataset.description;
    return {
      title: isPolish ? dataset.titlePl : dataset.title,
      description,
      breadcrumb: [{ href: '/data', text: texts.data.title }],
      alternates: alternatesOf(dataset),
      structuredData: structuredData(dataset, request, release ?? null),
      main: (
        <>
          <p>{description}</p>
          <p>{(isPolish ? keywordsPl : keywordsEn).join(', ')}</p>
          <Files dataset={dataset} request={request} />
          <Citation dataset={dataset} request={request} release={release ?? null} />
          <SortedTable
            request={request}
            caption={texts.dataset.columns}
            columns={[
              { key: 'column', title: texts.data.column },
              { key: 'type', title: texts.dataset.type },
              { key: 'meaning', title: texts.dataset.meaning },
            ]}
            rows={Object.entries(dataset.columns).map(([name, [type, meaning, polish]]) => ({
              cells: [<code key={name}>{name}</code>, type, isPolish ? polish : meaning],
              values: { column: name },
            }))}
          />
        </>
      ),
    };
  },
});

function Files({ dataset, request }: { dataset: Dataset; request: PageRequest }) {
  const { texts } = request;
  return (
    <Section title={texts.data.downloads}>
      <ul>
        {formatsOf(dataset).map((format) => (
          <li key={format}>
            <a href={`/releases/latest/${dataset.name}.${format}`}>{`${dataset.name}.${format}`}</a>
          </li>
        ))}
        {alternatesOf(dataset).map(({ href, title }) => (
          <li key={href}>
            <a href={href}>{title}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Citation({
  dataset: { name, title, titlePl },
  request,
  release,
}: {
  dataset: Dataset;
  request: PageRequest;
  release: LatestReleaseQuery['release'] | null;
}) {
  if (release === null) return null;
  const { texts, language, origin } = request;
  const { cite, citation } = texts.data;
  const moment = formats[language].moment(release.releasedAt);
  const address = `${origin}/releases/${release.number}/${name}`;
  return (
    <Section title={cite}>
      <p>{`${language === 'pl' ? titlePl : title}. ${citation(release.number, moment, address)}`}</p>
    </Section>
  );
}

function alternatesOf({ name }: Dataset) {
  return [
    { href: `/datasets/${name}.ttl`, type: 'text/turtle', title: 'DCAT-AP (Turtle)' },
    { href: `/datasets/${name}.jsonld`, type: 'application/ld+json', title: 'DCAT-AP (JSON-LD)' },
    { href: `/datasets/${name}/croissant.jsonld`, type: 'application/ld+json', title: 'Croissant' },
  ];
}

/** For search engines: https://developers.google.com/search/docs/appearance/structured-data/dataset */
function structuredData(
  dataset: Dataset,
  { origin }: PageRequest,
  release: LatestReleaseQuery['release'] | null,
): object {
  const { keywordsPl, keywordsEn } = subjectOf(dataset.name);
  return {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    '@id': `${origin}/datasets/${dataset.name}`,
    url: `${origin}/datasets/${dataset.name}`,
    name: dataset.title,
    alternateName: dataset.titlePl,
    description: dataset.description.padEnd(50, ' '),
    keywords: [...keywordsEn, ...keywordsPl],
    isAccessibleForFree: true,
    inLanguage: ['pl', 'en'],
    spatialCoverage: 'PL',
    includedInDataCatalog: { '@type': 'DataCatalog', name: 'Węzeł', url: `${origin}/data` },
    ...(release === null
      ? {}
      : { version: String(release.number), dateModified: new Date(release.releasedAt).toISOString() }),
    distribution: formatsOf(dataset).map((format) => ({
      '@type': 'DataDownload',
      encodingFormat: format,
      contentUrl: `${origin}/releases/${release?.number ?? 'latest'}/${dataset.name}.${format}`,
    })),
  };
}
