/** A graph as Turtle, JSON-LD 1.1 and RDF/XML. */
import { type Quad, Writer } from 'n3';
import { escapeXml } from '../xml.ts';
import type { Graph } from './graph.ts';
import { namespaces } from './vocabulary.ts';

export const graphFormats = {
  ttl: { mediaType: 'text/turtle', write: turtle },
  jsonld: { mediaType: 'application/ld+json', write: jsonLd },
  rdf: { mediaType: 'application/rdf+xml', write: rdfXml },
} as const;
export type GraphFormat = keyof typeof graphFormats;

function turtle({ quads }: Graph): Promise<string> {
  const writer = new Writer({ prefixes: namespaces });
  writer.addQuads([...quads]);
  return new Promise((resolve, reject) => {
    writer.end((error: Error | null, result: string) =>
      error === null || error === undefined ? resolve(result) : reject(error),
    );
  });
}

type Term = Quad['subject'] | Quad['object'];

const idOf = (term: Term): string => (term.termType === 'BlankNode' ? `_:${term.value}` : term.value);

function bySubject({ quads }: Graph): Quad[][] {
  return [...Map.groupBy(quads, ({ subject }) => idOf(subject)).values()];
}

/** `dcat:keyword` for the address of a property or class; the address itself where no prefix fits. */
function compact(address: string): string {
  const found = Object.entries(namespaces).find(([, namespace]) => address.startsWith(namespace));
  return found === undefined ? address : `${found[0]}:${address.slice(found[1].length)}`;
}

async function jsonLd(graph: Graph): Promise<string> {
  const nodes = bySubject(graph).map((quads) => {
    const node: Record<string, unknown> = { '@id': idOf((quads[0] as Quad).subject) };
    for (const [property, found] of Map.groupBy(quads, ({ predicate }) => predicate.value)) {
      if (property === `${namespaces.rdf}type`) node['@type'] = found.map(({ object }) => compact(object.value));
      else node[compact(property)] = found.map(({ object }) => jsonValue(object));
    }
    return node;
  });
  return `${JSON.stringify({ '@context': namespaces, '@graph': nodes }, null, 1)}\n`;
}

function jsonValue(term: Quad['object']): object {
  if (term.termType !== 'Literal') return { '@id': idOf(term) };
  if (term.language !== '') return { '@value': term.value, '@language': term.language };
  const { value: datatype } = term.datatype;
  return datatype === `${namespaces.xsd}string`
    ? { '@value': term.value }
    : { '@value': term.value, '@type': compact(datatype) };
}

async function rdfXml(graph: Graph): Promise<string> {
  const prefixes = Object.entries(namespaces).map(([prefix, address]) => ` xmlns:${prefix}="${address}"`);
  const lines = bySubject(graph).flatMap((quads) => {
    const { subject } = quads[0] as Quad;
    const about =
      subject.termType === 'BlankNode' ? `rdf:nodeID="${subject.value}"` : `rdf:about="${escapeXml(subject.value)}"`;
    return [`<rdf:Description ${about}>`, ...quads.map(xmlProperty), '</rdf:Description>'];
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<rdf:RDF${prefixes.join('')}>`, ...lines, '</rdf:RDF>', ''].join(
    '\n',
  );
}

function xmlProperty({ predicate, object }: Quad): string {
  const name = compact(predicate.value);
  if (object.termType === 'BlankNode') return `<${name} rdf:nodeID="${object.value}"/>`;
  if (object.termType !== 'Literal') return `<${name} rdf:resource="${escapeXml(object.value)}"/>`;
  const { language, datatype } = object;
  const isText = datatype.value === `${namespaces.xsd}string`;
  const attribute =
    language !== '' ? ` xml:lang="${language}"` : isText ? '' : ` rdf:datatype="${escapeXml(datatype.value)}"`;
  return `<${name}${attribute}>${escapeXml(object.value)}</${name}>`;
}
