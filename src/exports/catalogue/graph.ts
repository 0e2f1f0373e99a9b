/** An RDF graph as it is built: subjects with their types and properties, in the order in which they are described. */
import { DataFactory, type Quad } from 'n3';
import { expand, namespaces, type PrefixedName } from './vocabulary.ts';

type Subject = Quad['subject'];
export type Value = Quad['object'];

const { blankNode, literal, namedNode, quad } = DataFactory;

export const iri = (address: string): Subject & Value => namedNode(address);
export const text = (value: string, language: 'pl' | 'en'): Value => literal(value, language);
export const plainText = (value: string): Value => literal(value);

type Datatype = 'boolean' | 'date' | 'dateTime' | 'decimal' | 'hexBinary' | 'nonNegativeInteger';

export function typed(value: string | number, datatype: Datatype): Value {
  return literal(String(value), namedNode(namespaces.xsd + datatype));
}

/** A title in both languages. */
export const bilingual = (polish: string, english: string): Value[] => [text(polish, 'pl'), text(english, 'en')];

export class Graph {
  readonly quads: Quad[] = [];
  readonly #described = new Set<string>();
  #blankNodes = 0;

  describe(address: string, type: PrefixedName): Description {
    this.#described.add(`${address} ${type}`);
    return new Description(this, iri(address)).add('rdf:type', iri(expand(type)));
  }

  /** A thing that others define, such as a value of a vocabulary: its type, and what `describe` adds, stand once. */
  known(address: string, type: PrefixedName, describe: (thing: Description) => void = () => undefined): Value {
    if (!this.#described.has(`${address} ${type}`)) describe(this.describe(address, type));
    return iri(address);
  }

  /** One without an address, for the one place where it is named. */
  nested(type: PrefixedName): Description {
    this.#blankNodes += 1;
    return new Description(this, blankNode(`b${this.#blankNodes}`)).add('rdf:type', iri(expand(type)));
  }

  add(subject: Subject, property: PrefixedName, value: Value): void {
    this.quads.push(quad(subject, namedNode(expand(property)), value));
  }
}

export class Description {
  readonly #graph: Graph;
  readonly subject: Subject & Value;

  constructor(graph: Graph, subject: Subject & Value) {
    this.#graph = graph;
    this.subject = subject;
  }

  add(property: PrefixedName, ...values: readonly Value[]): this {
    for (const value of values) this.#graph.add(this.subject, property, value);
    return this;
  }

  /** Addresses as values. */
  link(property: PrefixedName, ...addresses: readonly string[]): this {
    return this.add(property, ...addresses.map(iri));
  }
}
