/** Datasets as resources: what each has, and where its files are; a whole table is no answer for a model. */
import type { McpServer } from '@modelcontextprotocol/server';
import { fileNames } from '#exports/datasets/find.ts';
import { type Dataset, datasets } from '#exports/datasets/index.ts';
import { type CitedRelease, citationOf } from './citation.ts';

const mimeType = 'application/json';

const addressOf = ({ name }: Dataset): string => `wezel://datasets/${name}`;

/** Each is another one after a release, so whoever subscribes to one hears of releases. */
export const datasetAddresses: readonly string[] = datasets.map(addressOf);

export interface DatasetParts {
  readonly publicUrl: string;
  release(): Promise<CitedRelease>;
}

export function addDatasets(server: McpServer, { publicUrl, release }: DatasetParts): void {
  for (const dataset of datasets) {
    const { name, title, description } = dataset;
    server.registerResource(name, addressOf(dataset), { title, description, mimeType }, async (uri) => {
      const cited = await release();
      return { contents: [{ uri: uri.href, mimeType, text: JSON.stringify(shown(dataset, cited, publicUrl)) }] };
    });
  }
}

function shown({ name, title, description, columns, ...keys }: Dataset, cited: CitedRelease, publicUrl: string) {
  const { primaryKey, references } = keys;
  return {
    name,
    title,
    description,
    columns: Object.entries(columns).map(([column, [type, meaning]]) => ({ name: column, type, description: meaning })),
    primaryKey,
    references,
    files: fileNames
      .filter((file) => file.replace(/\.\w+$/, '') === name)
      .map((file) => `${publicUrl}/releases/latest/${file}`),
    ...citationOf(cited, `${publicUrl}/datasets/${name}`),
  };
}
