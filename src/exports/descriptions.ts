/** What describes the files of a release: manifest, checksums, data package and read-me. */
import type { Writable } from 'node:stream';
import { type CitationFormat, type Cited, citationAs, citationFile } from '#platform/releases/citation.ts';
import { licenceTerms } from './catalogue/licences.ts';
import { inSnapshot } from './copy-out.ts';
import { statesOf } from './dataset-sql.ts';
import { fileNames, formatsOf, tableNamed } from './datasets/find.ts';
import { type ColumnType, type Dataset, datasets } from './datasets/index.ts';
import { downloadOf } from './downloads.ts';
import type { KeptFile } from './kept-files.ts';
import { type OpenData, schemaVersion } from './open-data.ts';

interface SourceTerms {
  readonly id: string;
  readonly name: string;
  readonly publisher: string;
  readonly url: string;
  readonly licence: string;
  readonly asOf: string;
}

interface FileFacts {
  readonly name: string;
  readonly dataset: string;
  readonly format: string;
  readonly rows: number | null;
  readonly bytes: number;
  readonly sha256: string;
}

interface DescriptionOfRelease {
  readonly type: string;
  write(data: OpenData, release: number): Promise<string>;
}

export const descriptions = {
  'manifest.json': { type: 'application/json; charset=utf-8', write: manifest },
  SHA256SUMS: { type: 'text/plain; charset=utf-8', write: checksums },
  'datapackage.json': { type: 'application/json; charset=utf-8', write: dataPackage },
  'README.md': { type: 'text/markdown; charset=utf-8', write: readMe },
  'CITATION.cff': { type: 'text/yaml; charset=utf-8', write: (data, release) => citation(data, release, 'CFF') },
  'citation.bib': {
    type: 'application/x-bibtex; charset=utf-8',
    write: (data, release) => citation(data, release, 'BIBTEX'),
  },
  'citation.json': {
    type: 'application/vnd.citationstyles.csl+json; charset=utf-8',
    write: (data, release) => citation(data, release, 'CSL_JSON'),
  },
} as const satisfies Readonly<Record<string, DescriptionOfRelease>>;
export type DescriptionName = keyof typeof descriptions;

export async function descriptionOf(data: OpenData, release: number, name: DescriptionName): Promise<KeptFile> {
  return data.files.get(`${await data.folderOf(release)}/${name}`, async (target: Writable) => {
    target.write(await descriptions[name].write(data, release));
    return null;
  });
}

const addressOf = ({ publicUrl }: OpenData, release: number): string => `${publicUrl}/releases/${release}`;

async function releasedAt(data: OpenData, release: number): Promise<string> {
  return (await data.facts()).releasedAt[release - 1]?.toISOString() ?? '';
}

/** Every file, made where it was not yet. */
async function filesOf(data: OpenData, release: number): Promise<FileFacts[]> {
  const files = fileNames.map(async (name) => {
    const table = tableNamed(name);
    if (table === null) throw new Error(`${name} is no file of a release`);
    const { rows, bytes, sha256 } = await downloadOf(data, release, table);
    return { name, dataset: table.dataset.name, format: table.format, rows, bytes, sha256 };
  });
  return Promise.all(files);
}

async function manifest(data: OpenData, release: number): Promise<string> {
  const files = await filesOf(data, release);
  const address = addressOf(data, release);
  const content = {
    release,
    releasedAt: await releasedAt(data, release),
    schemaVersion,
    url: address,
    files: files.map(({ name, ...facts }) => ({ name, url: `${address}/${name}`, ...facts })),
    sources: await sourcesOf(data, release),
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

async function checksums(data: OpenData, release: number): Promise<string> {
  const files = await filesOf(data, release);
  return files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
}

const frictionlessTypes: Readonly<Record<ColumnType, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  json: 'object',
  geometry: 'geojson',
};

async function dataPackage(data: OpenData, release: number): Promise<string> {
  const sources = await sourcesOf(data, release);
  const terms = licenceTerms(sources);
  const content = {
    profile: 'tabular-data-package',
    name: `wezel-${release}`,
    title: `Węzeł, release ${release}`,
    version: String(release),
    created: await releasedAt(data, release),
    homepage: addressOf(data, release),
    licenses: [{ name: terms.spdxId, path: terms.url, title: terms.spdxId }],
    sources: sources.map(({ name, publisher, url, licence }) => ({
      title: `${publisher}: ${name} (${licence})`,
      path: url,
    })),
    resources: datasets.map((dataset) => resourceOf(dataset)),
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

function resourceOf({ name, title, description, columns, primaryKey, references }: Dataset): object {
  return {
    profile: 'tabular-data-resource',
    name,
    title,
    description,
    path: `${name}.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', doubleQuote: true, header: true, lineTerminator: '\n' },
    schema: {
      fields: Object.entries(columns).map(([field, [type, text]]) => ({
        name: field,
        type: frictionlessTypes[type],
        description: text,
        constraints: primaryKey.includes(field) ? { required: true } : {},
      })),
      missingValues: [''],
      primaryKey,
      foreignKeys: references.map(({ fields, dataset, to }) => ({
        fields,
        reference: { resource: dataset, fields: to },
      })),
    },
  };
}

async function sourcesOf(data: OpenData, release: number): Promise<SourceTerms[]> {
  const tables = await data.tables();
  return inSnapshot(data.database, async (client) => {
    const states = await statesOf(client, tables, ['source'], release);
    const { rows } = await client.query<SourceTerms>(
      `${states} SELECT id, name, publisher, url, licence, as_of::text AS "asOf" FROM source ORDER BY id COLLATE "C"`,
    );
    return rows;
  });
}

async function readMe(data: OpenData, release: number): Promise<string> {
  const sources = await sourcesOf(data, release);
  const moment = await releasedAt(data, release);
  const address = addressOf(data, release);
  return [
    `# Węzeł, release ${release}\n`,
    `Published ${moment} at <${address}>. Węzeł re-publishes official data; the data keeps the terms of its sources, which are listed below.\n`,
    `Cite as: ${citationAs('TEXT', await citedRelease(data, release))}\n`,
    "Files are UTF-8. csv follows RFC 4180 with LF line ends and a decimal point; text cells that begin with `=`, `+`, `-`, `@`, a tab, a carriage return or `'` have a `'` before them (`?raw=1`: none).\n",
    ...datasets.map(readMeOf),
    '## Sources\n',
    '| id | source | publisher | as of | licence |\n|---|---|---|---|---|',
    ...sources.map(
      ({ id, name, publisher, url, licence, asOf }) =>
        `| ${cell(id)} | [${cell(name)}](${url}) | ${cell(publisher)} | ${asOf} | ${cell(licence)} |`,
    ),
    '',
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function readMeOf(dataset: Dataset): string {
  const { name, title, titlePl, description, columns, primaryKey } = dataset;
  const files = formatsOf(dataset).map((format) => `\`${name}.${format}\``);
  const rows = Object.entries(columns).map(
    ([column, [type, text, polish]]) => `| ${column} | ${type} | ${text} | ${polish} |`,
  );
  return [
    `## ${title} (${titlePl})\n`,
    `${description} Files: ${files.join(', ')}. Key: ${primaryKey.join(', ')}.\n`,
    '| column | type | meaning | po polsku |\n|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

async function citedRelease(data: OpenData, release: number): Promise<Cited> {
  const moment = (await data.facts()).releasedAt[release - 1] ?? new Date(0);
  return { title: null, release, releasedAt: moment, url: addressOf(data, release) };
}

async function citation(data: OpenData, release: number, format: CitationFormat | 'CFF'): Promise<string> {
  const cited = await citedRelease(data, release);
  return format === 'CFF' ? citationFile(cited) : `${citationAs(format, cited)}\n`;
}
