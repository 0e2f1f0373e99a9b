/** The catalogue of what the hub offers, in the words of each portal that harvests it. */
import type { PublisherSettings } from '#config';
import { endsInTime } from '#platform/in-time.ts';
import { type Format, fileNames, tableNamed } from '../datasets/find.ts';
import { type CsvOptions, downloadOf, knownDownload } from '../downloads.ts';
import type { OpenData } from '../open-data.ts';
import { croissantOf } from './croissant.ts';
import { daneGovXml } from './dane-gov.ts';
import { describeCatalogue, describeDataset } from './describe-catalogue.ts';
import { type DatasetSetting, describeEdition, describeSeries, type FileFacts } from './describe-dataset.ts';
import { type CatalogueFacts, type DatasetFacts, type Edition, readCatalogueFacts } from './facts.ts';
import { Graph } from './graph.ts';
import { type GraphFormat, graphFormats } from './serialise.ts';

export { type GraphFormat, graphFormats } from './serialise.ts';

/** How long a harvester waits for files to be made, whose sizes and checksums are known only then. */
const timeoutMs = 5_000;

const rawCsv: CsvOptions = { isRaw: true, hasPolishLabels: false, hasBom: false };

export class Catalogue {
  readonly #data: OpenData;
  readonly #publisher: PublisherSettings;
  #facts: { readonly latest: number; readonly read: Promise<CatalogueFacts | null> } | undefined;
  /** Of the latest release, once all its files are known. */
  readonly #whole = new Map<GraphFormat, string>();

  readonly #harvested = new Set<GraphFormat>();
  /** The newest files of a release, as they are being made. */
  #making: { readonly facts: CatalogueFacts; readonly files: Promise<void> } | undefined;

  constructor(data: OpenData, publisher: PublisherSettings) {
    this.#data = data;
    this.#publisher = publisher;
  }

  /** Null before the first release. */
  async facts(): Promise<CatalogueFacts | null> {
    const { latest } = await this.#data.facts();
    if (this.#facts?.latest !== latest) {
      const read = readCatalogueFacts(this.#data);
      read.catch(() => (this.#facts = undefined));
      this.#facts = { latest, read };
      this.#whole.clear();
    }
    return this.#facts.read;
  }

  async dataset(name: string): Promise<DatasetFacts | undefined> {
    return (await this.facts())?.datasets.find(({ dataset }) => dataset.name === name);
  }

  /**
   * Whoever harvested one release will harvest the next: its files are made before they are requested. A hub that nobody
   * harvests makes none.
   */
  async prepareNext(): Promise<void> {
    for (const format of [...this.#harvested]) await this.all(format);
  }

  /** Null before the first release. */
  async all(format: GraphFormat): Promise<string | null> {
    const facts = await this.facts();
    if (facts === null) return null;
    this.#harvested.add(format);
    const known = this.#whole.get(format);
    if (known !== undefined) return known;
    const newest = facts.datasets.flatMap(({ dataset, editions }) => filesOf(dataset.name, editions[0]));
    await endsInTime(this.#makeNewest(facts, newest), timeoutMs);
    const files = await this.#knownFiles(newest);
    const written = await this.#write(facts, files.found, format, describeCatalogue);
    if (files.isWhole && facts === (await this.facts())) this.#whole.set(format, written);
    return written;
  }

  /** With all its editions; undefined when there is no such dataset. */
  async one(name: string, format: GraphFormat): Promise<string | undefined> {
    const [facts, dataset] = [await this.facts(), await this.dataset(name)];
    if (facts === null || dataset === undefined) return undefined;
    const files = await this.#knownFiles(dataset.editions.flatMap((edition) => filesOf(name, edition)));
    return this.#write(facts, files.found, format, (setting) => describeDataset(setting, dataset));
  }

  /** A dataset as it stands in a release: its edition of then. */
  async edition(name: string, release: number, format: GraphFormat): Promise<string | undefined> {
    const [facts, dataset] = [await this.facts(), await this.dataset(name)];
    const edition = dataset?.editions.find((one) => one.release <= release);
    if (facts === null || dataset === undefined || edition === undefined) return undefined;
    const files = await this.#knownFiles(filesOf(name, edition));
    return this.#write(facts, files.found, format, (setting) => {
      describeSeries(setting, dataset);
      describeEdition(setting, dataset, edition);
    });
  }

  async croissant(name: string): Promise<string | undefined> {
    const dataset = await this.dataset(name);
    const [csv, parquet] = [tableNamed(`${name}.csv`), tableNamed(`${name}.parquet`)];
    if (dataset === undefined || csv === null || parquet === null) return undefined;
    const { release } = dataset.editions[0];
    const content = croissantOf({
      publicUrl: this.#data.publicUrl,
      publisher: this.#publisher,
      facts: dataset,
      csv: await downloadOf(this.#data, release, csv, rawCsv),
      parquet: await downloadOf(this.#data, release, parquet),
    });
    return `${JSON.stringify(content, null, 1)}\n`;
  }

  async daneGov(): Promise<string | null> {
    const facts = await this.facts();
    return facts === null ? null : daneGovXml(this.#data.publicUrl, facts);
  }

  #write(
    facts: CatalogueFacts,
    files: ReadonlyMap<string, FileFacts>,
    format: GraphFormat,
    describe: (setting: DatasetSetting) => void,
  ): Promise<string> {
    const graph = new Graph();
    const fileOf = (release: number, dataset: string, kind: Format): FileFacts | undefined =>
      files.get(`${release}/${dataset}.${kind}`);
    describe({ graph, publicUrl: this.#data.publicUrl, publisher: this.#publisher, facts, fileOf });
    return graphFormats[format].write(graph);
  }

  #makeNewest(facts: CatalogueFacts, wanted: readonly WantedFile[]): Promise<void> {
    if (this.#making?.facts !== facts) this.#making = { facts, files: this.#make(facts, wanted) };
    return this.#making.files;
  }

  /** One after the other, so that who wants a file meanwhile need not wait for all of these; small ones first. */
  async #make(facts: CatalogueFacts, wanted: readonly WantedFile[]): Promise<void> {
    const rowsOf = ({ table }: WantedFile): number => facts.rowsOfTables.get(table.dataset.table) ?? 0;
    for (const { release, table } of wanted.toSorted((a, b) => rowsOf(a) - rowsOf(b))) {
      // What fails is left out, and made again when it is requested.
      await downloadOf(this.#data, release, table).catch(() => undefined);
      // Of a release that is no longer the latest nobody harvests the rest.
      if (this.#making?.facts !== facts) return;
    }
    this.#making = undefined;
  }

  async #knownFiles(wanted: readonly WantedFile[]): Promise<{ found: Map<string, FileFacts>; isWhole: boolean }> {
    const read = wanted.map(async ({ release, name, table }) => {
      const file = await knownDownload(this.#data, release, table);
      return file === null ? [] : [[`${release}/${name}`, file] as const];
    });
    const found = new Map<string, FileFacts>((await Promise.all(read)).flat());
    return { found, isWhole: found.size === wanted.length };
  }
}

interface WantedFile {
  readonly release: number;
  readonly name: string;
  readonly table: NonNullable<ReturnType<typeof tableNamed>>;
}

function filesOf(dataset: string, { release }: Edition): WantedFile[] {
  return fileNames.flatMap((name) => {
    const table = tableNamed(name);
    return table === null || table.dataset.name !== dataset ? [] : [{ release, name, table }];
  });
}
