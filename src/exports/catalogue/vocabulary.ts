/** Namespaces, and values of the EU's controlled vocabularies (https://op.europa.eu/en/web/eu-vocabularies). */

export const namespaces = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dcterms: 'http://purl.org/dc/terms/',
  eli: 'http://data.europa.eu/eli/ontology#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  prov: 'http://www.w3.org/ns/prov#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

type Prefix = keyof typeof namespaces;
/** `dcat:Dataset`. */
export type PrefixedName = `${Prefix}:${string}`;

export function expand(name: PrefixedName): string {
  const colon = name.indexOf(':');
  return namespaces[name.slice(0, colon) as Prefix] + name.slice(colon + 1);
}

type Authority =
  | 'access-right'
  | 'country'
  | 'data-theme'
  | 'file-type'
  | 'frequency'
  | 'language'
  | 'licence'
  | 'planned-availability';

export function authority(table: Authority, code: string): string {
  return `http://publications.europa.eu/resource/authority/${table}/${code}`;
}

export const themeTaxonomy = 'http://publications.europa.eu/resource/authority/data-theme';

export function mediaType(type: string): string {
  return `http://www.iana.org/assignments/media-types/${type}`;
}

export function nutsRegion(code: string): string {
  return `http://data.europa.eu/nuts/code/${code}`;
}

/** Commission implementing regulation (EU) 2023/138 on high-value datasets, and its categories that the hub has data of. */
export const highValueLegislation = 'http://data.europa.eu/eli/reg_impl/2023/138/oj';
export const highValueCategories = {
  statistics: 'http://data.europa.eu/bna/c_e1da4e07',
  geospatial: 'http://data.europa.eu/bna/c_ac64a52d',
} as const;
