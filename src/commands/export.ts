/** `npm run export -- --out dir`: the downloads of a release as files, without a server. */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import type { Config } from '#config';
import { fileNames, type NamedTable, tableNamed } from '#exports/datasets/find.ts';
import { type DescriptionName, descriptionOf, descriptions } from '#exports/descriptions.ts';
import { downloadOf } from '#exports/downloads.ts';
import type { KeptFile } from '#exports/kept-files.ts';
import { OpenData } from '#exports/open-data.ts';
import { explainFullDisk } from '#platform/disk-space.ts';
import { BadArgumentError } from '#platform/errors.ts';
import { withWholeHub } from './with-hub.ts';

export interface ExportOptions {
  readonly out: string;
  readonly release?: string | undefined;
  readonly dataset?: string | undefined;
  readonly format?: string | undefined;
}

export async function exportRelease(options: ExportOptions, config: Config, log: Logger): Promise<void> {
  const tables = wantedTables(options);
  await withWholeHub(
    config,
    log,
    async ({ database }) => {
      const latest = async () => {
        const { _max } = await database.prisma.release.aggregate({ _max: { number: true } });
        return { number: _max.number ?? 0, server: database };
      };
      const place = { folder: path.join(config.dataDir, 'downloads'), s3: config.s3 };
      const data = new OpenData({ place, publicUrl: config.publicUrl }, database, latest);
      const release = await wantedRelease(data, options.release);
      await mkdir(options.out, { recursive: true });
      for (const [name, table] of tables) await put(options.out, name, await downloadOf(data, release, table));
      if (options.dataset !== undefined || options.format !== undefined) return;
      for (const name of Object.keys(descriptions) as DescriptionName[]) {
        await put(options.out, name, await descriptionOf(data, release, name));
      }
    },
    'export',
  );
}

function wantedTables({ dataset, format }: ExportOptions): [name: string, table: NamedTable][] {
  const all = fileNames.flatMap((name): [string, NamedTable][] => {
    const table = tableNamed(name);
    return table === null ? [] : [[name, table]];
  });
  const wanted = all.filter(
    ([, table]) =>
      (dataset === undefined || table.dataset.name === dataset) && (format === undefined || table.format === format),
  );
  if (wanted.length > 0) return wanted;
  throw new BadArgumentError('No file has this dataset and format.', `There are ${fileNames.join(', ')}.`);
}

async function wantedRelease(data: OpenData, text: string | undefined): Promise<number> {
  const { first, latest } = await data.facts();
  const number = text === undefined || text === 'latest' ? latest : Number(text);
  if (Number.isInteger(number) && number >= first && number <= latest) return number;
  throw new BadArgumentError(`--release is "${text}".`, `Give a release from ${first} to ${latest}.`);
}

async function put(out: string, name: string, file: KeptFile): Promise<void> {
  const target = path.join(out, name);
  const part = `${target}.part`;
  try {
    await pipeline(file.open(), createWriteStream(part));
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw explainFullDisk(error, out, 'What was written already is whole.');
  }
  process.stdout.write(`${name} ${file.rows ?? '–'} rows, ${file.bytes} bytes, SHA-256 ${file.sha256}\n`);
}
