/** Documents by their text, their hash or their published name; each is parsed, bounded and validated once. */
import { hash as digest } from 'node:crypto';
import { type DocumentNode, GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Limits } from '#config';
import type { DocumentErrorCode } from '#graphql/errors.ts';
import { checkDocument, checkDocumentBytes, checkNesting, LimitError } from '#graphql/limits.ts';
import { RefusalError } from '#platform/errors.ts';
import { BoundedCache } from '../bounded-cache.ts';
import type { PublishedOperation } from '../operations.ts';
import { badRequest, type Params } from './params.ts';

export interface Prepared {
  /** SHA-256 of the text. */
  readonly hash: string;
  readonly outcome: ValidDocument | Refusal;
}

export interface ValidDocument {
  readonly document: DocumentNode;
}

export interface Refusal {
  readonly errors: readonly unknown[];
  readonly code: DocumentErrorCode;
}

/** The name and code that Apollo's automatic persisted queries wait for before they send the text. */
export class PersistedQueryNotFoundError extends RefusalError {
  readonly code = 'PERSISTED_QUERY_NOT_FOUND';

  constructor() {
    super('PersistedQueryNotFound', '', { polish: 'PersistedQueryNotFound' });
  }
}

export interface Grammar {
  parse(text: string, options: { maxTokens: number }): DocumentNode;
  validate(document: DocumentNode): readonly GraphQLError[];
}

/** What a document takes in memory, measured: its tree, what was found of it, and as much again once it is compiled. */
const weight = { each: 6_000, perCharacter: 100 };
/** Of texts whose hashes are kept, since making one takes longer than looking it up. */
const hashed = { count: 1_000, characters: 1_000_000 };

export class Documents {
  readonly #limits: Limits;
  readonly #grammar: Grammar;
  readonly #published = new Map<string, Prepared>();
  readonly #publishedNames = new Map<string, string>();
  /** Texts that clients sent, so that they may ask for them by hash from then on. */
  readonly #seen: BoundedCache<Prepared>;
  /** Of valid documents. */
  readonly #hashes = new LRUCache<string, string>({
    max: hashed.count,
    maxSize: hashed.characters,
    sizeCalculation: (_hash, text) => text.length,
  });

  constructor(published: readonly PublishedOperation[], grammar: Grammar, limits: Limits, bytes: number) {
    this.#limits = limits;
    this.#grammar = grammar;
    this.#seen = new BoundedCache(bytes);
    for (const { name, documentId, tree } of published) {
      this.#published.set(documentId, { hash: documentId, outcome: { document: tree } });
      this.#publishedNames.set(name, documentId);
    }
  }

  find({ query, documentId, operationName, extensions }: Params): Prepared {
    const claimed = documentId ?? persistedHash(extensions);
    const hash = claimed === undefined ? undefined : (this.#publishedNames.get(claimed) ?? plainHash(claimed));
    if (query !== undefined) return this.#byText(query, hash);
    const wanted = hash ?? this.#publishedNames.get(operationName ?? '');
    if (wanted === undefined) throw noDocument(operationName);
    const found = this.#published.get(wanted) ?? this.#seen.get(wanted);
    if (found === undefined) throw new PersistedQueryNotFoundError();
    return found;
  }

  #byText(text: string, claimed: string | undefined): Prepared {
    checkDocumentBytes(text, this.#limits);
    const known = this.#hashes.get(text);
    const hash = known ?? digest('sha256', text, 'hex');
    if (claimed !== undefined && claimed !== hash) {
      throw badRequest(
        'PERSISTED_QUERY_HASH_MISMATCH',
        'The hash is not that of the document.',
        'Send the SHA-256 of exactly the text in "query".',
        'To nie jest skrót tego dokumentu. Wyślij SHA-256 dokładnie tego tekstu, który jest w "query".',
      );
    }
    const found = this.#published.get(hash) ?? this.#seen.get(hash);
    const prepared = found ?? this.#prepare(text, hash);
    // A refusal is not kept: its errors hold on to all that found them, fifty times as much as a small document.
    if (!('document' in prepared.outcome)) return prepared;
    if (found === undefined) this.#seen.set(hash, prepared, weight.each + text.length * weight.perCharacter);
    if (known === undefined) this.#hashes.set(text, hash);
    return prepared;
  }

  #prepare(text: string, hash: string): Prepared {
    try {
      checkNesting(text, this.#limits);
      const document = this.#parse(text);
      checkDocument(document, this.#limits);
      const errors = this.#grammar.validate(document);
      return { hash, outcome: errors.length > 0 ? { errors, code: 'GRAPHQL_VALIDATION_FAILED' } : { document } };
    } catch (error) {
      if (!(error instanceof RefusalError || error instanceof GraphQLError)) throw error;
      return { hash, outcome: { errors: [error], code: 'GRAPHQL_PARSE_FAILED' } };
    }
  }

  #parse(text: string): DocumentNode {
    const { documentTokens } = this.#limits;
    try {
      return this.#grammar.parse(text, { maxTokens: documentTokens });
    } catch (error) {
      if (error instanceof GraphQLError && /more tha[nt] \d+ tokens/.test(error.message)) {
        throw new LimitError('documentTokens', documentTokens);
      }
      throw error;
    }
  }
}

function noDocument(operationName: string | undefined): RefusalError {
  const name = operationName?.slice(0, 80);
  return badRequest(
    'NO_DOCUMENT',
    name === undefined
      ? 'Neither "query" nor "documentId" was given.'
      : `No published operation is named "${name}", and no "query" was given.`,
    'Send a GraphQL document as "query"; published ones are listed at /operations.',
    `${name === undefined ? 'Nie podano ani "query", ani "documentId".' : `Nie ma opublikowanej operacji "${name}", a nie podano "query".`} Wyślij dokument GraphQL jako "query"; opublikowane są pod /operations.`,
  );
}

function persistedHash(extensions: Params['extensions']): string | undefined {
  const persisted = extensions['persistedQuery'] as { sha256Hash?: unknown } | null | undefined;
  return typeof persisted?.sha256Hash === 'string' ? persisted.sha256Hash : undefined;
}

function plainHash(id: string): string {
  return id.replace(/^sha256:/, '').toLowerCase();
}
