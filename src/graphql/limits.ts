/**
 * Bounds on what one operation may ask for. They are checked before the document is validated, since validation itself
 * can be made slow: graphql-js compares every two fields that are answered under the same name.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql';
import type { Limits } from '#config';
import { BadInputError, RefusalError } from '#platform/errors.ts';

type MeasuredLimit = Exclude<
  keyof Limits,
  | 'bodyBytes'
  | 'statementTimeoutMs'
  | 'operationTimeoutMs'
  | 'headersTimeoutMs'
  | 'requestTimeoutMs'
  | 'connections'
  | 'exportRows'
  | 'exportsPerCaller'
  | 'exportHours'
  | 'streams'
  | 'pageEntries'
  | 'nodes'
  | 'references'
>;

/** What is too many, completing "The operation has more than 15 …" and "Operacja ma więcej niż 15 …". */
const texts: Readonly<Record<MeasuredLimit, readonly [where: 'document' | 'operation' | 'argument', string, string]>> =
  {
    documentBytes: ['document', 'bytes', 'bajtów'],
    documentTokens: ['document', 'tokens', 'tokenów'],
    directives: ['document', 'directives', 'dyrektyw'],
    depth: ['operation', 'levels of fields', 'poziomów pól'],
    fields: ['operation', 'fields when its fragments are spread out', 'pól po rozwinięciu fragmentów'],
    operations: ['document', 'operations', 'operacji'],
    fieldPairs: ['operation', 'pairs of fields with one name to compare', 'par pól o tej samej nazwie do porównania'],
    listItems: ['argument', 'entries in one list', 'elementów jednej listy'],
    textLength: ['argument', 'characters in one text', 'znaków w jednym tekście'],
    inputDepth: ['argument', 'levels of values inside one another', 'poziomów zagnieżdżonych wartości'],
    cost: ['operation', 'points of cost', 'punktów kosztu'],
  };

const places = {
  document: ['document', 'Dokument'],
  operation: ['operation', 'Operacja'],
  argument: ['argument', 'Argument'],
};

/** An operation that asks for more than the hub gives at once; `extensions.limit` names the bound. */
export class LimitError extends RefusalError {
  readonly code = 'QUERY_TOO_LARGE';
  readonly limit: MeasuredLimit;
  readonly max: number;
  /** How many there are, where that is known. */
  readonly found: number | undefined;

  constructor(limit: MeasuredLimit, max: number, found?: number) {
    const [where, what, polishWhat] = texts[limit];
    const [place, polishPlace] = places[where] as [string, string];
    const count = found === undefined ? '' : ` (${found})`;
    super(`The ${place} has more than ${max} ${what}${count}.`, 'Ask for less at once: see docs/limits.md.', {
      polish: `${polishPlace} ma więcej niż ${max} ${polishWhat}${count}. Poproś o mniej naraz: zob. docs/limits.md.`,
    });
    this.limit = limit;
    this.max = max;
    this.found = found;
  }
}

export function checkDocumentBytes(document: string, { documentBytes }: Limits): void {
  const bytes = Buffer.byteLength(document);
  if (bytes > documentBytes) throw new LimitError('documentBytes', documentBytes, bytes);
}

/**
 * The parser calls itself for every bracket, and would run out of stack. Brackets in texts and comments are counted with the
 * others, which harms nobody: what remains is several times what the other bounds let through.
 */
export function checkNesting(document: string, { depth, inputDepth }: Limits): void {
  const max = 4 * (depth + inputDepth);
  let open = 0;
  for (let i = 0; i < document.length; i += 1) {
    open += nestingOf.get(document.charCodeAt(i)) ?? 0;
    if (open > max) throw new LimitError('depth', depth);
  }
}

const nestingOf: ReadonlyMap<number, number> = new Map([
  ...[...'{[('].map((sign): [number, number] => [sign.charCodeAt(0), 1]),
  ...[...'}])'].map((sign): [number, number] => [sign.charCodeAt(0), -1]),
]);

/** Throws a LimitError at the first bound that the document goes beyond; takes no longer than the bounds let it. */
export function checkDocument(document: DocumentNode, limits: Limits): void {
  checkSyntax(document, limits);
  new Measure(document, limits).all();
}

function checkSyntax(document: DocumentNode, limits: Limits): void {
  let directives = 0;
  visit(document, {
    Directive() {
      directives += 1;
      if (directives > limits.directives) throw new LimitError('directives', limits.directives);
    },
    Argument: ({ value }) => checkLiteral(value, limits),
    VariableDefinition: ({ variable, defaultValue }) => {
      if (variable.name.value === '__proto__') throw reservedName();
      return defaultValue ? checkLiteral(defaultValue, limits) : undefined;
    },
  });
}

function checkLiteral(value: ValueNode, limits: Limits, depth = 1): undefined {
  if (depth > limits.inputDepth) throw new LimitError('inputDepth', limits.inputDepth);
  if (value.kind === Kind.STRING) checkText(value.value, limits);
  if (value.kind === Kind.LIST) {
    checkList(value.values, limits);
    for (const item of value.values) checkLiteral(item, limits, depth + 1);
  }
  if (value.kind === Kind.OBJECT) for (const field of value.fields) checkLiteral(field.value, limits, depth + 1);
}

/** The values of variables, whatever the document makes of them. */
export function checkVariables(value: unknown, limits: Limits, depth = 0): void {
  if (typeof value === 'string') checkText(value, limits);
  if (typeof value === 'number' && !Number.isFinite(value)) throw tooLargeNumber();
  if (typeof value !== 'object' || value === null) return;
  if (depth > limits.inputDepth) throw new LimitError('inputDepth', limits.inputDepth);
  const items: unknown[] = Array.isArray(value) ? value : Object.values(value);
  checkList(items, limits);
  for (const item of items) checkVariables(item, limits, depth + 1);
}

function checkText(text: string, { textLength }: Limits): void {
  if (text.includes('\0')) throw withNul();
  if (text.length > textLength) throw new LimitError('textLength', textLength, text.length);
}

/** JSON reads 1e400 as infinite and would write it as null, which is another query. */
function tooLargeNumber(): BadInputError {
  return new BadInputError('A number in "variables" is too large.', 'Send one below 1e308.', {
    polish: 'Liczba w "variables" jest za duża. Wyślij mniejszą niż 1e308.',
  });
}

/** PostgreSQL has no text with a NUL in it, so that nothing could be found by one. */
function withNul(): BadInputError {
  return new BadInputError('A text has the character U+0000 in it.', 'Leave that character out.', {
    polish: 'W jednym z tekstów jest znak U+0000. Usuń go.',
  });
}

/** graphql-js keeps the values of variables in a plain object, which takes this name for its prototype's. */
function reservedName(): BadInputError {
  return new BadInputError('A variable cannot be named "__proto__".', 'Give it another name.', {
    polish: 'Zmienna nie może nazywać się "__proto__". Nadaj jej inną nazwę.',
  });
}

function checkList(items: readonly unknown[], { listItems }: Limits): void {
  if (items.length > listItems) throw new LimitError('listItems', listItems, items.length);
}

/**
 * Walks over the fields as they are answered: fragments spread out, fields of the same name merged. Every step is
 * counted against a bound, so that a fragment which doubles itself level by level is left early.
 */
class Measure {
  readonly #document: DocumentNode;
  readonly #limits: Limits;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #reached = new Set<string>();
  readonly #counts = { fields: 0, fieldPairs: 0, operations: 0 };

  constructor(document: DocumentNode, limits: Limits) {
    this.#document = document;
    this.#limits = limits;
    this.#fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    );
  }

  all(): void {
    for (const definition of this.#document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      this.#count('operations', 1);
      this.#visit([definition.selectionSet], 1);
    }
    // Validation looks into fragments that nothing uses, too.
    for (const [name, { selectionSet }] of this.#fragments) {
      if (!this.#reached.has(name)) this.#visit([selectionSet], 2);
    }
  }

  #visit(sets: readonly SelectionSetNode[], depth: number): void {
    if (depth > this.#limits.depth) throw new LimitError('depth', this.#limits.depth);
    const fields = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    for (const set of sets) this.#collect(set, fields, spread);
    for (const merged of fields.values()) {
      this.#count('fieldPairs', (merged.length * (merged.length - 1)) / 2);
      const inner = merged.map(({ selectionSet }) => selectionSet).filter((set) => set !== undefined);
      if (inner.length === 0) continue;
      this.#visit(inner, depth + 1);
    }
  }

  #collect({ selections }: SelectionSetNode, fields: Map<string, FieldNode[]>, spread: Set<string>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) this.#add(selection, fields);
      else if (selection.kind === Kind.INLINE_FRAGMENT) this.#collect(selection.selectionSet, fields, spread);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        this.#reached.add(selection.name.value);
        const fragment = this.#fragments.get(selection.name.value);
        if (fragment !== undefined) this.#collect(fragment.selectionSet, fields, spread);
      }
    }
  }

  #add(field: FieldNode, fields: Map<string, FieldNode[]>): void {
    this.#count('fields', 1);
    const name = field.alias?.value ?? field.name.value;
    const merged = fields.get(name);
    if (merged === undefined) fields.set(name, [field]);
    else merged.push(field);
  }

  #count(what: 'fields' | 'fieldPairs' | 'operations', more: number): void {
    this.#counts[what] += more;
    if (this.#counts[what] > this.#limits[what]) throw new LimitError(what, this.#limits[what]);
  }
}
