/**
 * Whether a catalogue keeps to DCAT-AP. With a folder of SHACL shapes (those of DCAT-AP are at
 * https://semiceu.github.io/DCAT-AP/) it is validated; the mandatory and recommended properties are checked without one.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from 'n3';
import ShaclValidator from 'rdf-validate-shacl';
import { Described } from './indicators.ts';
import { parseTurtle } from './score.ts';

const prefixes: Readonly<Record<string, string>> = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  spdx: 'http://spdx.org/rdf/terms#',
  dcatap: 'http://data.europa.eu/r5r/',
};

const expand = (name: string): string => {
  const [prefix = '', local = ''] = name.split(':');
  return (prefixes[prefix] ?? '') + local;
};

/** DCAT-AP 3.0.1: the mandatory and the recommended properties of each class. */
const expected: Readonly<Record<string, string>> = {
  'dcat:Catalog':
    'dcterms:title dcterms:description dcterms:publisher dcat:dataset dcat:service dcterms:spatial foaf:homepage dcterms:language dcterms:license dcterms:modified dcterms:issued dcat:themeTaxonomy',
  'dcat:Dataset':
    'dcterms:title dcterms:description dcat:contactPoint dcat:distribution dcterms:spatial dcat:keyword dcterms:publisher dcterms:temporal dcat:theme',
  'dcat:Distribution': 'dcat:accessURL dcatap:availability dcterms:description dcterms:format dcterms:license',
  'dcat:DataService':
    'dcat:endpointURL dcterms:title dcat:contactPoint dcat:endpointDescription dcat:keyword dcterms:publisher dcat:servesDataset dcat:theme',
  'dcat:DatasetSeries': 'dcterms:title dcterms:description dcat:contactPoint dcterms:spatial dcterms:publisher',
  'spdx:Checksum': 'spdx:algorithm spdx:checksumValue',
};

/** One line for each property that is missing. */
export function missingProperties(store: Store): string[] {
  const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
  return Object.entries(expected).flatMap(([name, properties]) =>
    store.getSubjects(type, expand(name), null).flatMap((subject) => {
      const described = new Described(store, subject);
      const missing = properties.split(' ').filter((property) => !described.has(expand(property)));
      return missing.map((property) => `${name} ${subject.value} has no ${property}`);
    }),
  );
}

/** One line for each violation of the shapes in the .ttl files of a folder. */
export async function shapeViolations(
  store: Store,
  folder: string,
  isWanted: (file: string) => boolean,
): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ttl') && isWanted(name));
  const found: string[] = [];
  for (const file of files) {
    const shapes = parseTurtle(await readFile(path.join(folder, file), 'utf8'));
    const validator = new ShaclValidator(shapes);
    const report = await validator.validate(store);
    for (const { focusNode, path: property, message, severity } of report.results) {
      const level = severity?.value.split('#')[1] ?? '';
      const words = message.map(({ value }) => value).join(' ');
      found.push(`${file} ${level}: ${focusNode?.value} ${property?.value}: ${words}`);
    }
  }
  return found;
}
