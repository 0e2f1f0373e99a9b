/**
 * The indicators of the EU's metadata quality assessment with their points, 405 together
 * (https://data.europa.eu/mqa/methodology): findability, accessibility, interoperability, reusability, context.
 */
import type { Store, Term } from 'n3';

const dcat = 'http://www.w3.org/ns/dcat#';
const dcterms = 'http://purl.org/dc/terms/';
const authority = 'http://publications.europa.eu/resource/authority/';
const mediaTypes = 'http://www.iana.org/assignments/media-types/';

/** Of the EU vocabulary of file types: open formats, and those that a program reads as data. */
const nonProprietary = [
  'CSV',
  'GEOJSON',
  'JSON',
  'JSON_LD',
  'RDF_TURTLE',
  'RDF_XML',
  'XML',
  'TSV',
  'TXT',
  'HTML',
  'ODS',
];
const machineReadable = ['CSV', 'GEOJSON', 'JSON', 'JSON_LD', 'RDF_TURTLE', 'RDF_XML', 'XML', 'TSV', 'XLSX', 'ODS'];
const registeredTypes = ['text/csv', 'application/geo+json', 'application/json', 'application/vnd.apache.parquet'];

export interface Checks {
  /** Whether the catalogue keeps to DCAT-AP. */
  readonly isCompliant: boolean;
  /** Whether HEAD of an address is answered with 2xx. */
  answers(address: string): Promise<boolean>;
}

export interface Indicator {
  readonly dimension: 'findability' | 'accessibility' | 'interoperability' | 'reusability' | 'context';
  readonly name: string;
  readonly points: number;
  holds(dataset: Described, checks: Checks): boolean | Promise<boolean>;
}

/** A subject with the values of its properties. */
export class Described {
  readonly #store: Store;
  readonly subject: Term;

  constructor(store: Store, subject: Term) {
    this.#store = store;
    this.subject = subject;
  }

  values(property: string): string[] {
    return this.#store.getObjects(this.subject, property, null).map(({ value }) => value);
  }

  has(property: string): boolean {
    return this.values(property).length > 0;
  }

  get distributions(): Described[] {
    return this.#store
      .getObjects(this.subject, `${dcat}distribution`, null)
      .map((one) => new Described(this.#store, one));
  }
}

export function datasetsOf(store: Store): Described[] {
  const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
  return store.getSubjects(type, `${dcat}Dataset`, null).map((subject) => new Described(store, subject));
}

type Holds = Indicator['holds'];

const has =
  (property: string): Holds =>
  (dataset) =>
    dataset.has(property);

const eachFile =
  (holds: (file: Described) => boolean): Holds =>
  ({ distributions }) =>
    distributions.length > 0 && distributions.every(holds);

/** Data that are there in an open format may be there in others, too. */
const someFile =
  (holds: (file: Described) => boolean): Holds =>
  ({ distributions }) =>
    distributions.some(holds);

const eachAddress =
  (property: string): Holds =>
  async ({ distributions }, { answers }) => {
    const addresses = distributions.flatMap((file) => file.values(property));
    const answered = await Promise.all(addresses.map(answers));
    return addresses.length > 0 && answered.every(Boolean);
  };

const fileTypeIn = (file: Described, types: readonly string[]): boolean =>
  file.values(`${dcterms}format`).some((format) => types.some((type) => format === `${authority}file-type/${type}`));

const inVocabulary = (file: Described): boolean =>
  file.values(`${dcterms}format`).every((format) => format.startsWith(`${authority}file-type/`)) &&
  file.values(`${dcat}mediaType`).some((type) => registeredTypes.some((known) => type === mediaTypes + known));

const startsWith =
  (property: string, prefix: string) =>
  (described: Described): boolean =>
    described.has(property) && described.values(property).every((value) => value.startsWith(prefix));

const list = (dimension: Indicator['dimension'], entries: readonly (readonly [string, number, Holds])[]): Indicator[] =>
  entries.map(([name, points, holds]) => ({ dimension, name, points, holds }));

const accessRights = `${dcterms}accessRights`;

export const indicators: readonly Indicator[] = [
  ...list('findability', [
    ['keywords', 30, has(`${dcat}keyword`)],
    ['categories', 30, has(`${dcat}theme`)],
    ['places', 20, has(`${dcterms}spatial`)],
    ['time', 20, has(`${dcterms}temporal`)],
  ]),
  ...list('accessibility', [
    ['access addresses answer', 50, eachAddress(`${dcat}accessURL`)],
    ['download addresses', 20, eachFile((file) => file.has(`${dcat}downloadURL`))],
    ['download addresses answer', 30, eachAddress(`${dcat}downloadURL`)],
  ]),
  ...list('interoperability', [
    ['formats', 20, eachFile((file) => file.has(`${dcterms}format`))],
    ['media types', 10, eachFile((file) => file.has(`${dcat}mediaType`))],
    ['formats and media types from the vocabularies', 10, someFile(inVocabulary)],
    ['non-proprietary', 20, someFile((file) => fileTypeIn(file, nonProprietary))],
    ['machine-readable', 20, someFile((file) => fileTypeIn(file, machineReadable))],
    ['DCAT-AP', 30, (_dataset, { isCompliant }) => isCompliant],
  ]),
  ...list('reusability', [
    ['licences', 20, eachFile((file) => file.has(`${dcterms}license`))],
    ['licences from the vocabulary', 10, eachFile(startsWith(`${dcterms}license`, `${authority}licence/`))],
    ['access rights', 10, has(accessRights)],
    ['access rights from the vocabulary', 5, startsWith(accessRights, `${authority}access-right/`)],
    ['contact point', 20, has(`${dcat}contactPoint`)],
    ['publisher', 10, has(`${dcterms}publisher`)],
  ]),
  ...list('context', [
    ['rights', 5, eachFile((file) => file.has(`${dcterms}rights`))],
    ['size', 5, eachFile((file) => file.has(`${dcat}byteSize`))],
    ['issued', 5, eachFile((file) => file.has(`${dcterms}issued`))],
    ['modified', 5, eachFile((file) => file.has(`${dcterms}modified`))],
  ]),
];
